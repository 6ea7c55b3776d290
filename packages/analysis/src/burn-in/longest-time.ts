import { autocorrelationTime } from '../correlation/autocorrelation-time.ts';
import type { Steps } from '../sources/settle.ts';
import type { Reading } from '../sources/source.ts';

/**
 * Returns the autocorrelation time of each chain as PyCBC has it: the longest of all parameters and temperatures, rounded up, at least 1.
 * Infinity for a chain with a parameter that never moves. Draws in which a parameter is inactive are left out.
 *
 * @param first first draw of each chain; Infinity leaves the chain out
 */
export function* longestTimes(
  { draws }: Reading,
  parameters: readonly string[],
  first: readonly number[],
  length: number,
): Steps<readonly number[]> {
  const times = first.map(() => 1);
  for (const name of parameters)
    for (let temperature = 0; temperature < draws.temperatures; temperature++)
      for (const [chain, from] of first.entries()) {
        if (from >= length) continue;
        const column = yield draws.draws(name, { chain, temperature, from, to: length });
        times[chain] = Math.max(times[chain] as number, timeOf(column));
      }
  return times;
}

/** Returns the autocorrelation time of the active draws of a column, rounded up; Infinity where they never move. */
export function timeOf(column: Float64Array): number {
  const active = column.some(Number.isNaN) ? column.filter((x) => !Number.isNaN(x)) : column;
  const { tau } = autocorrelationTime(active);
  return Number.isNaN(tau) ? Number.POSITIVE_INFINITY : Math.ceil(tau);
}
