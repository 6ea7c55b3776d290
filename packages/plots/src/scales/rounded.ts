import { minus } from './ticks.ts';

/** Returns a number to three digits, without an exponent where it is short: `0.0123`, `12.3`, `1230`. */
export function rounded(x: number): string {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? 'undefined' : x > 0 ? '∞' : '−∞';
  const [digits = '', exponent] = String(Number(x.toPrecision(3))).split('e');
  return exponent === undefined ? minus(digits) : `${minus(digits)}×10^{${minus(exponent.replace('+', ''))}}`;
}
