import { chainOf, type Matrix } from '../draws/matrix.ts';
import { mean, variance } from '../draws/moments.ts';
import { ordered, orderedHalves } from '../draws/order.ts';
import { quantileOfSorted } from '../draws/quantiles.ts';
import { Workspace } from '../draws/workspace.ts';
import { folded, zScale } from '../draws/z-scale.ts';

/** Chains without which the others agree. */
export type Outliers = {
  /** Their indices, the worst first. */
  readonly chains: readonly number[];
  /** R̂ of the others. */
  readonly rHat: number;
};

/** Sums over the halves of chains: of their means, of the squares of these, and of their variances. */
type Sums = { readonly means: number; readonly squares: number; readonly variances: number };

/** Draws of each half of a chain, and the sums over the two halves of every chain. */
type Halves = { readonly length: number; readonly ofChain: readonly Sums[] };

/**
 * Returns the chains without which R̂ of a majority is at most `limit`: one after another, those without which it is the smallest. Undefined if
 * there is no such majority. Ranks are those among the draws of all chains.
 */
export function outliersOf(matrix: Matrix, limit: number): Outliers | undefined {
  const quantities = quantitiesOf(matrix);
  const kept = new Set(Array.from({ length: matrix.chains }, (_, c) => c));
  const left: number[] = [];
  while (2 * (kept.size - 1) > matrix.chains) {
    const totals = quantities.map(({ ofChain }) => [...kept].map((c) => ofChain[c] as Sums).reduce(plus));
    const rHatWithout = (chain: number): number =>
      Math.max(...quantities.map((halves, q) => reductionWithout(halves, totals[q] as Sums, chain, kept.size - 1)));
    const [worst, rHat] = smallest(kept, rHatWithout);
    if (worst === undefined) return undefined;
    left.push(worst);
    kept.delete(worst);
    if (rHat <= limit) return { chains: left, rHat };
  }
  return undefined;
}

function smallest(chains: Iterable<number>, of: (chain: number) => number): [chain: number | undefined, value: number] {
  let [best, least]: [number | undefined, number] = [undefined, Number.POSITIVE_INFINITY];
  for (const chain of chains) {
    const value = of(chain);
    if (value < least) [best, least] = [chain, value];
  }
  return [best, least];
}

// Scores of the ranks, and of the ranks of the distances from the median, as in R̂.
function quantitiesOf(matrix: Matrix): readonly Halves[] {
  const workspace = new Workspace();
  const draws = ordered(matrix, workspace);
  const center = quantileOfSorted(draws.sorted, 0.5);
  const halves = orderedHalves(draws);
  const ofRanks = sumsOf(zScale(halves, workspace));
  return [ofRanks, sumsOf(zScale(folded(halves, center, workspace), workspace))];
}

function sumsOf(halves: Matrix): Halves {
  const ofHalf = Array.from({ length: halves.chains }, (_, c): Sums => {
    const scores = chainOf(halves, c);
    const center = mean(scores);
    return { means: center, squares: center * center, variances: variance(scores, center) };
  });
  const ofChain = Array.from({ length: halves.chains / 2 }, (_, c) =>
    plus(ofHalf[2 * c] as Sums, ofHalf[2 * c + 1] as Sums),
  );
  return { length: halves.length, ofChain };
}

const plus = (a: Sums, b: Sums): Sums => ({
  means: a.means + b.means,
  squares: a.squares + b.squares,
  variances: a.variances + b.variances,
});

// R̂ of the halves of as many chains as remain without one of them.
function reductionWithout({ length, ofChain }: Halves, total: Sums, chain: number, chains: number): number {
  const own = ofChain[chain] as Sums;
  const count = 2 * chains;
  const center = (total.means - own.means) / count;
  const between = Math.max(0, (total.squares - own.squares - count * center * center) / (count - 1));
  const within = (total.variances - own.variances) / count;
  return Math.sqrt(((length * between) / within + length - 1) / length);
}
