import { softmax } from '../evidence/memberships.ts';
import type { Weighting } from './weighting.ts';

/** Weights below this change no digit of an average. */
const NEGLIGIBLE = 1e-20;

/** A number from all draws, and from those without each of the chains. */
export type LeftOut = { readonly all: number; readonly without: readonly number[] };

/** Draws of one parameter, `draws[temperature][chain]`. */
export type TemperedValues = readonly (readonly Float64Array[])[];

/**
 * Returns the averages of functions of the draws under their weights at β = 1, from all chains and without each of them. The weights without a
 * chain are those of the solution of MBAR without it, to first order: ∂ log w / ∂b_k is minus the probability that the draw came from level k.
 *
 * @param include draws to average over; the weights of the others are 0
 */
export function averagesOf(
  weighting: Weighting,
  draws: TemperedValues,
  functions: readonly ((x: number) => number)[],
  include: (x: number) => boolean,
): LeftOut[] {
  const sums = sumsOf(weighting, draws, [() => 1, ...functions], include);
  const total = sums.reduce((all, one) => all.map((row, f) => row.map((x, k) => x + (one[f]?.[k] as number))));
  const at = (f: number): number => total[f]?.[0] as number;
  return functions.map((_, i) => ({
    all: at(i + 1) / at(0),
    without: weighting.changes.map((change, c) => {
      const rest = (f: number): number => changed(total[f] as Float64Array, sums[c]?.[f] as Float64Array, change);
      return rest(i + 1) / rest(0);
    }),
  }));
}

/** Returns the standard error by the jackknife over chains of a function of numbers that were left out together. */
export function jackknifeOf(numbers: readonly LeftOut[], of: (...values: number[]) => number): number {
  const chains = numbers[0]?.without.length ?? 0;
  const values = Array.from({ length: chains }, (_, c) => of(...numbers.map(({ without }) => without[c] as number)));
  const mean = values.reduce((sum, x) => sum + x, 0) / chains;
  return Math.sqrt(((chains - 1) / chains) * values.reduce((sum, x) => sum + (x - mean) ** 2, 0));
}

// Of every chain and function: Σ w f, and Σ w f p_k for each level k.
function sumsOf(
  { weights, levels, b }: Weighting,
  draws: TemperedValues,
  functions: readonly ((x: number) => number)[],
  include: (x: number) => boolean,
): Float64Array[][] {
  const betas = Float64Array.from(levels, ({ beta }) => beta);
  const p = new Float64Array(b.length);
  return (weights[0] as Float64Array[]).map((_, c) => {
    const sums = functions.map(() => new Float64Array(b.length + 1));
    for (const { index, chains } of levels) {
      const [xs, ws, ls] = [draws[index]?.[c], weights[index]?.[c], chains[c]] as [
        Float64Array,
        Float64Array,
        Float64Array,
      ];
      for (let i = 0; i < xs.length; i++) {
        const [x, w] = [xs[i] as number, ws[i] as number];
        if (w < NEGLIGIBLE || !include(x)) continue;
        softmax(p, betas, b, ls[i] as number);
        for (let f = 0; f < sums.length; f++)
          add(sums[f] as Float64Array, w * (functions[f] as (x: number) => number)(x), p);
      }
    }
    return sums;
  });
}

function add(sums: Float64Array, value: number, p: Float64Array): void {
  sums[0] = (sums[0] as number) + value;
  for (let k = 0; k < p.length; k++) sums[k + 1] = (sums[k + 1] as number) + value * (p[k] as number);
}

// Σ w f without a chain, with weights that follow a change of b.
function changed(total: Float64Array, chain: Float64Array, change: Float64Array): number {
  let sum = (total[0] as number) - (chain[0] as number);
  for (let k = 0; k < change.length; k++)
    sum -= (change[k] as number) * ((total[k + 1] as number) - (chain[k + 1] as number));
  return sum;
}
