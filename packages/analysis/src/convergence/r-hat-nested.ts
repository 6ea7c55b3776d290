import { expectLabels } from '../checks/arguments.ts';
import { allFinite, chainOf, matrixOf } from '../draws/matrix.ts';
import { centered, chainMeans, mean, variance } from '../draws/moments.ts';

/**
 * Returns the nested R̂ = √(1 + B/W) of many short chains. Chains that began at the same point form a superchain. B is the variance of
 * the means of the superchains, W the mean over superchains of the variance between its chains plus the mean variance within them
 * (Margossian et al. 2024, Bayesian Anal.). Do not group chains with different starts: that hides what the start points left behind.
 *
 * @param superchains a label for each chain; chains with the same label form a superchain, and all superchains have the same size
 * @returns NaN for fewer than two superchains, superchains of different sizes, constant draws, and NaN or infinities among them
 * @throws TypeError or RangeError unless `chains` are arrays of numbers, of one length, and `superchains` has a label for each
 */
export function rHatNested(chains: readonly ArrayLike<number>[], superchains: readonly unknown[]): number {
  const matrix = centered(matrixOf(chains));
  const groups = grouped(expectLabels(superchains, matrix.chains));
  if (groups.length < 2 || groups.some((group) => group.length !== groups[0]?.length)) return Number.NaN;
  if (!allFinite(matrix.values)) return Number.NaN;
  const means = chainMeans(matrix);
  const within = (group: readonly number[]): number =>
    orZero(variance(Float64Array.from(group, (c) => means[c] as number))) +
    mean(Float64Array.from(group, (c) => orZero(variance(chainOf(matrix, c), means[c] as number))));
  const centers = Float64Array.from(groups, (group) => mean(Float64Array.from(group, (c) => means[c] as number)));
  return Math.sqrt(1 + variance(centers) / mean(Float64Array.from(groups, within)));
}

// The variance of a single value, which is NaN, counts as 0.
const orZero = (x: number): number => (Number.isNaN(x) ? 0 : x);

function grouped(labels: readonly unknown[]): readonly (readonly number[])[] {
  const groups = new Map<unknown, number[]>();
  labels.forEach((label, c) => {
    const group = groups.get(label);
    if (group === undefined) groups.set(label, [c]);
    else group.push(c);
  });
  return [...groups.values()];
}
