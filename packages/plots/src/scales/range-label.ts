import { minus, plain } from './ticks.ts';

/** Digits of the largest number beyond which what all have in common is written apart. */
const DIGITS = 6;

/**
 * Returns a median with its interval, to two digits of the width of the interval: `1.20 [0.80, 1.60]`, `(3.0 [1.1, 4.8])×10⁻²³`, or
 * `10⁹ + 0.0012 [−0.0018, 0.0020]` (with the marks of superscripts).
 */
export function rangeLabel(median: number, [low, high]: readonly [number, number], discrete = false): string {
  if (!Number.isFinite(median)) return 'no draws';
  const width = Math.abs(high - low) || Math.abs(median) || 1;
  const offset = offsetOf(median, width);
  const rest = [median, low, high].map((x) => x - offset);
  const largest = Math.max(...rest.map(Math.abs));
  const power = largest === 0 ? 0 : Math.floor(Math.log10(largest) + 1e-9);
  const exponent = power >= -4 && power < 6 ? 0 : power;
  const decimals = discrete ? 0 : Math.max(0, 1 - Math.floor(Math.log10(width)) + exponent);
  const [middle, lower, upper] = rest.map((x) => minus((x / 10 ** exponent).toFixed(Math.min(decimals, 15))));
  const range = `${middle} [${lower}, ${upper}]`;
  const scaled = exponent === 0 ? range : `(${range})×10^{${minus(String(exponent))}}`;
  return offset === 0 ? scaled : `${offset < 0 ? '−' : ''}${plain(Math.abs(offset))} + ${scaled}`;
}

function offsetOf(median: number, width: number): number {
  if (Math.abs(median) / width < 10 ** DIGITS) return 0;
  const unit = 10 ** Math.ceil(Math.log10(width) + 1);
  return Math.round(median / unit) * unit;
}
