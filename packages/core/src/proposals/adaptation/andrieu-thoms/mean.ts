import type { Transition } from '../../kernel.ts';
import type { AndrieuThomsSpec } from './spec.ts';

/** Sets a running mean to the position before the first adapting step, if it is to start there: it is NaN until then. */
export function startMean(mean: Float64Array, step: Transition): void {
  if (Number.isNaN(mean[0])) mean.set(step.previous);
}

/** Returns the running mean before any step: 0, or NaN where it starts at the first adapting step. */
export const initialMeanOf = ({ initialMean }: AndrieuThomsSpec, n: number): Float64Array =>
  new Float64Array(n).fill(initialMean === 'origin' ? 0 : Number.NaN);

/** The largest variance that is worth learning. */
export const LARGEST_VARIANCE = 1e200;

/** Returns whether the square of the distance from the mean is a variance to learn from. */
export function isWithinReach(mean: Float64Array, position: Float64Array): boolean {
  for (let i = 0; i < mean.length; i++) {
    const delta = (position[i] as number) - (mean[i] as number);
    if (!(delta * delta < LARGEST_VARIANCE)) return false;
  }
  return true;
}
