import { power } from '../../../math/elementary.ts';
import { powersOf } from '../../../math/powers.ts';
import type { Transition } from '../../kernel.ts';
import { stepsSinceStart } from '../rule.ts';
import type { AndrieuThomsSpec } from './spec.ts';

/** Returns the gain γ as a function of a step: d^{−0.6} − `duration`^{−0.6}, and 0 where nothing adapts. */
export function gainOf({ duration }: AndrieuThomsSpec): (step: Transition) => number {
  const powers = powersOf(-0.6);
  const last = power(duration, -0.6);
  return (step) => {
    const d = stepsSinceStart(step);
    return d > 1 && d < duration ? powers(d) - last : 0;
  };
}
