import type { Pool } from '../pool/pool.ts';
import { checksOfClose, checksOfFailures } from './failure-checks.ts';
import { type Check, checksOfResults } from './result-checks.ts';
import { within } from './timers.ts';

/** One check of {@link poolConformance}. */
export type ConformanceCheck = {
  /** Behaviour that it checks. */
  readonly name: string;
  /** Creates a pool, tries it, closes it; rejects with an `Error` that states what was expected and what came. */
  run(): Promise<void>;
};

/** Options of {@link poolConformance}. */
export type ConformanceOptions = {
  /** Milliseconds after which a check fails, for pools that hang. Default 10 000. */
  readonly timeLimit?: number;
};

/**
 * Checks that a pool keeps the contract of {@link Pool}: give each check to your test runner as a test.
 *
 * Every check gets a pool of its own and closes it in the end. A pool that exists only once may be passed
 * to every check, behind an object without `close`; closing is not checked then.
 *
 * @param createPool makes a pool, or promises one
 * @param options time limit of a check
 * @returns the checks, none of them started
 *
 * @example
 * ```ts
 * import { SerialPool } from '@epsie/core';
 * import { poolConformance } from '@epsie/core/testing';
 *
 * for (const { name, run } of poolConformance(() => new SerialPool())) {
 *   await run();
 *   console.log(`ok: ${name}`);
 * }
 * ```
 */
export function poolConformance(
  createPool: () => Pool | Promise<Pool>,
  options: ConformanceOptions = {},
): readonly ConformanceCheck[] {
  const { timeLimit = 10_000 } = options;
  const checks = [...checksOfResults, ...checksOfFailures, ...checksOfClose];
  return checks.map((check) => ({ name: check[0], run: () => runCheck(check, createPool, timeLimit) }));
}

async function runCheck([name, run]: Check, createPool: () => Pool | Promise<Pool>, limit: number): Promise<void> {
  const pool = await within(limit, 'createPool()', createPool());
  const errors: unknown[] = [];
  const note = (error: unknown) => errors.push(error);
  await within(limit, `the check '${name}'`, run(pool)).catch(note);
  await within(limit, 'close()', Promise.resolve(pool.close?.())).catch(note);
  if (errors.length > 0) throw errors[0];
}
