import { ticks as roundTicks } from 'd3-array';
import type { Domain } from './domain.ts';
import { minus, type Ticks } from './ticks.ts';

/** Logarithmic axis of inverse temperatures, with β = 0 beside the lowest positive one. */
export type BetaAxis = {
  readonly domain: Domain;
  readonly ticks: Ticks;
  /** Returns the position of β on the axis. */
  readonly positionOf: (beta: number) => number;
};

/** Shares of the range of the levels: between β = 0 and the lowest positive one, and at the ends. */
const [ZERO, PADDING] = [0.12, 0.04];
/** Most ticks. */
const MOST = 6;

/** Returns the axis of a ladder: the logarithm of β, and linear from 0 to the lowest positive β. */
export function betaAxis(betas: Iterable<number>): BetaAxis {
  const all = [...betas].filter((beta) => beta >= 0);
  const positive = all.filter((beta) => beta > 0);
  const [low, high] = positive.length === 0 ? [1, 1] : [Math.min(...positive), Math.max(...positive)];
  const [bottom, top] = [Math.log10(low), Math.log10(high)];
  const range = top - bottom || 1;
  const hasZero = all.includes(0);
  const zero = bottom - ZERO * range;
  const positionOf = (beta: number): number => (beta >= low ? Math.log10(beta) : zero + (beta / low) * (bottom - zero));
  const values = [...(hasZero ? [0] : []), ...valuesIn(low, high)];
  return {
    domain: [(hasZero ? zero : bottom) - PADDING * range, top + PADDING * range],
    ticks: { at: values.map(positionOf), labels: values.map(labelOf), note: '' },
    positionOf,
  };
}

function valuesIn(low: number, high: number): readonly number[] {
  const [bottom, top] = [Math.log10(low), Math.log10(high)];
  if (top - bottom < 0.7) return low === high ? [high] : roundTicks(low, high, 4);
  const [first, last] = [Math.ceil(bottom - 1e-9), Math.floor(top + 1e-9)];
  const step = Math.max(1, Math.ceil((last - first + 1) / MOST));
  const decades: number[] = [];
  for (let power = last; power >= first; power -= step) decades.push(Number(`1e${power}`));
  if (top - bottom > 2) return decades.reverse();
  const parts = [first - 1, ...Array.from({ length: last - first + 1 }, (_, i) => first + i)];
  return parts
    .flatMap((power) => [1, 2, 5].map((digit) => Number(`${digit}e${power}`)))
    .filter((value) => value >= low * 0.999 && value <= high * 1.001);
}

function labelOf(value: number): string {
  if (value === 0 || value >= 0.001) return String(value);
  return `10^{${minus(String(Math.round(Math.log10(value))))}}`;
}
