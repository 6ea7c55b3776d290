// A swap scheme, written against the contract alone: every third pair in each sweep.
import type { SwapScheme } from '#src/tempering/swap-scheme.js';

export const thirds: SwapScheme = {
  period: 3,
  order: (pairs, phase) => Array.from({ length: Math.ceil((pairs - phase) / 3) }, (_, i) => 3 * i + phase),
};
