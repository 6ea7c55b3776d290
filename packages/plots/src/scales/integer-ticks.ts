import { tickStep } from 'd3-array';
import type { Domain } from './domain.ts';
import { minus, type Ticks } from './ticks.ts';

/** Returns at most about `count` ticks at integers. */
export function integerTicks([low, high]: Domain, count: number): Ticks {
  const step = Math.max(1, Math.round(tickStep(low, high, count)));
  const at: number[] = [];
  for (let value = Math.ceil(low / step) * step; value <= high; value += step) at.push(value);
  return { at, labels: at.map((value) => minus(String(value))), note: '' };
}
