import { ticks as roundTicks, tickIncrement } from 'd3-array';
import { type Domain, NOTHING } from './domain.ts';

/** Ticks of an axis with their labels. A value is `offset + factor · label`. */
export type Ticks = {
  readonly at: readonly number[];
  readonly labels: readonly string[];
  /** Factor and offset that the labels leave out, such as `×10^{−23}` or `+ 10^{9}`; empty if nothing. */
  readonly note: string;
};

/** Ticks of an axis without any. */
export const NO_TICKS: Ticks = { at: [], labels: [], note: '' };

/** Digits of a label beyond which an offset is taken out of the labels. */
const DIGITS = 5;
/** Powers of ten that labels are written with: others are taken out of them. */
const EXPONENTS = { least: -3, most: 5 };

/** Returns at most about `count` round ticks. */
export function ticksOf(domain: Domain, count: number): Ticks {
  const at = roundTicks(domain[0], domain[1], Math.max(1, count));
  if (domain === NOTHING || at.length === 0) return NO_TICKS;
  const step = stepOf(domain, count);
  const offset = offsetOf(at, step);
  const rest = at.map((x) => x - offset);
  const exponent = exponentOf(rest);
  const decimals = Math.max(0, -Math.floor(Math.log10(step) - exponent + 1e-9));
  const labels = rest.map((x) => minus((x / 10 ** exponent).toFixed(Math.min(decimals, 20))));
  return { at, labels, note: noteOf(exponent, offset) };
}

/** Returns a number with the sign of typography, without the minus of a negative zero. */
export const minus = (label: string): string => (/^-0(\.0*)?$/.test(label) ? label.slice(1) : label).replace('-', '−');

function stepOf([low, high]: Domain, count: number): number {
  const increment = tickIncrement(low, high, Math.max(1, count));
  return increment > 0 ? increment : -1 / increment;
}

/** Returns the round number that ticks have in common where they would otherwise have too many digits, 0 where not. */
function offsetOf(at: readonly number[], step: number): number {
  const largest = Math.max(...at.map(Math.abs));
  if (largest / step < 10 ** DIGITS) return 0;
  const span = (at[at.length - 1] as number) - (at[0] as number);
  const unit = 10 ** Math.ceil(Math.log10(Math.max(span, step)));
  return Math.round((at[0] as number) / unit) * unit;
}

function exponentOf(values: readonly number[]): number {
  const largest = Math.max(...values.map(Math.abs));
  if (largest === 0) return 0;
  const exponent = Math.floor(Math.log10(largest) + 1e-9);
  return exponent >= EXPONENTS.least && exponent < EXPONENTS.most ? 0 : exponent;
}

function noteOf(exponent: number, offset: number): string {
  const factor = exponent === 0 ? '' : `×10^{${minus(String(exponent))}}`;
  if (offset === 0) return factor;
  const sign = offset < 0 ? '−' : '+';
  return `${factor} ${sign} ${plain(Math.abs(offset))}`.trim();
}

/** Returns a positive number in full, with a power of ten where that is shorter. */
export function plain(x: number): string {
  const full = String(x);
  const [digits = '', exponent = '0'] = x.toExponential().split('e');
  const power = `10^{${minus(exponent.replace('+', ''))}}`;
  const short = digits === '1' ? power : `${digits}×${power}`;
  return full.includes('e') || (Math.abs(Number(exponent)) > 4 && digits.length + 3 < full.length) ? short : full;
}
