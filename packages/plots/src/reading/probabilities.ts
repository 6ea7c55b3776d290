import type { Steps } from '@epsie/analysis/sources';
import { rangeError } from '@epsie/core/checks';
import type { Run } from '../options/sources.ts';
import { firstDraw } from './chains.ts';

/** Probabilities of consecutive integers, with standard errors; NaN of one chain. */
export type Probabilities = {
  readonly lowest: number;
  readonly values: readonly number[];
  readonly errors: readonly number[];
};

/** Most integers between the lowest and the highest. */
const MOST = 1000;

/**
 * Reads the probabilities of the values of an integer.
 *
 * @throws RangeError for values that are no integers, or too far apart
 */
export function* readProbabilities(run: Run, name: string, burnIn: number): Steps<Probabilities> {
  const { draws } = run.reading;
  const from = firstDraw(run, burnIn);
  const counts: Map<number, number>[] = [];
  for (let chain = 0; chain < draws.chains; chain++) {
    const count = new Map<number, number>();
    for (const value of yield draws.draws(name, { chain, from, to: draws.length }))
      count.set(value, (count.get(value) ?? 0) + 1);
    counts.push(count);
  }
  const seen = counts.flatMap((count) => [...count.keys()]);
  const [lowest, highest] = [Math.min(...seen), Math.max(...seen)];
  if (!seen.every(Number.isInteger) || highest - lowest >= MOST)
    throw rangeError(
      `Expected \`${name}\` to count components, got values from ${lowest} to ${highest}. Name the parameter that does: { index: 'k' }`,
    );
  const length = draws.length - from;
  const integers = Array.from({ length: highest - lowest + 1 }, (_, i) => lowest + i);
  const shares = integers.map((value) => counts.map((count) => (count.get(value) ?? 0) / length));
  return { lowest, values: shares.map(meanOf), errors: shares.map(errorOf) };
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function errorOf(values: readonly number[]): number {
  const center = meanOf(values);
  const squares = values.reduce((sum, value) => sum + (value - center) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1) / values.length);
}
