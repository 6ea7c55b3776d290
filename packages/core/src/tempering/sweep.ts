import { exp } from '../math/elementary.ts';
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
  { swapIndex, ratios }: SweepResult,
  random: Pick<Random, 'random'>,
): void {
  let held = swapIndex.length - 1;
  for (let t = held; t > 0; t--) {
    const gap = (betas[t] as number) - (betas[t - 1] as number);
    const logRatio = gap * difference(logLikelihoods[t - 1] as number, logLikelihoods[held] as number);
    const ratio = logRatio > 0 ? 1 : exp(logRatio);
    ratios[t - 1] = ratio;
    if (logRatio > 0 || random.random() <= ratio) swapIndex[t] = t - 1;
    else {
      swapIndex[t] = held;
      held = t - 1;
    }
  }
  swapIndex[0] = held;
}

// Two states without support are equally likely at every temperature.
function difference(a: number, b: number): number {
  return a === b ? 0 : a - b;
}
