import type { SwapScheme } from '../swap-scheme.ts';
import { evenOdd } from './even-odd.ts';

/**
 * The even pairs, then the odd ones, both in every sweep: two sweeps of {@link evenOdd} in one, so that a state can drift by two
 * levels per sweep.
 */
export const evenOddTwice: SwapScheme = {
  period: 1,
  order: (pairs) => [...evenOdd.order(pairs, 0), ...evenOdd.order(pairs, 1)],
};
