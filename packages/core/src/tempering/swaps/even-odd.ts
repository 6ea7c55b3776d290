import type { SwapScheme } from '../swap-scheme.ts';

/**
 * The even pairs in one sweep and the odd ones in the next: non-reversible parallel tempering (Okabe et al. 2001, Chem. Phys.
 * Lett. 335, 435; Syed et al. 2022, JRSSB 84, 321). States drift through the ladder instead of diffusing.
 */
export const evenOdd: SwapScheme = {
  period: 2,
  order: (pairs, phase) => Array.from({ length: Math.ceil((pairs - phase) / 2) }, (_, i) => 2 * i + phase),
};
