import type { SwapScheme } from '../swap-scheme.ts';

/**
 * All pairs in every sweep, from the hottest to the coldest: a state that moves down is tried again at once, so that it can cross
 * the ladder in one sweep. The scheme of Python EPSIE, and the default.
 */
export const sequential: SwapScheme = {
  period: 1,
  order: (pairs) => Array.from({ length: pairs }, (_, i) => pairs - 1 - i),
};
