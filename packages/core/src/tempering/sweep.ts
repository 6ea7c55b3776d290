import { exp } from '../elementary.ts';
import type { Random } from '../random/random.ts';

/** Energies and inverse temperatures that a sweep of swaps decides on. */
export type SweepInput = {
  /** Log likelihood of each level. */
  readonly logLikelihoods: ArrayLike<number>;
  /** Inverse temperature of each level, coldest first. */
  readonly betas: ArrayLike<number>;
};

/** Where a sweep writes what it decided. */
export type SweepResult = {
  /** `swapIndex[t]`: the level whose state ends at t. */
  readonly swapIndex: Int32Array;
  /** `ratios[t]`: acceptance ratio of the swap between levels t and t + 1. */
  readonly ratios: Float64Array;
};

/**
 * Decides a sweep of swaps between neighbours, from the hottest level to the coldest: a state that is swapped down is
 * compared again at once, so that it can travel through the whole ladder in one sweep.
 *
 * @param random draws a uniform, except where a swap is certain
 */
export function sweep(
  { logLikelihoods, betas }: SweepInput,
  result: SweepResult,
  random: Pick<Random, 'random'>,
): void {
  const { swapIndex, ratios } = result;
  for (let t = 0; t < swapIndex.length; t++) swapIndex[t] = t;
  for (let t = swapIndex.length - 1; t > 0; t--) {
    const held = swapIndex[t] as number;
    const gap = (betas[t] as number) - (betas[t - 1] as number);
    const logRatio = gap * difference(logLikelihoods[t - 1] as number, logLikelihoods[held] as number);
    ratios[t - 1] = logRatio > 0 ? 1 : exp(logRatio);
    if (logRatio > 0 || random.random() <= (ratios[t - 1] as number)) {
      swapIndex[t] = t - 1;
      swapIndex[t - 1] = held;
    }
  }
}

// Two states without support are equally likely at every temperature.
function difference(a: number, b: number): number {
  return a === b ? 0 : a - b;
}
