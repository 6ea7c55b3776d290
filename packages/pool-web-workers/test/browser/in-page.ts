// Functions that tests call in the page of a browser. They return plain data.
import { isEpsieError, SerialPool } from '@epsie/core';
import { poolConformance } from '@epsie/core/testing';
import { bytesOf, ITERATIONS, samplers } from '@epsie/pool-invariance/samplers';
import { WebWorkerPool, type WebWorkerPoolOptions } from '@epsie/pool-web-workers';

/** A caught error as plain data. */
export type Caught = {
  readonly name: string;
  readonly message: string;
  readonly code: string | undefined;
  readonly cause: string | undefined;
  readonly stack: string;
  readonly milliseconds: number;
};

/** Runs all checks of the contract; returns the messages of those that fail, by name. */
export async function conformance(workers: number): Promise<{ readonly [name: string]: string | null }> {
  const results: { [name: string]: string | null } = {};
  for (const { name, run } of poolConformance(() => new WebWorkerPool({ workers }), { timeLimit: 60_000 }))
    results[name] = await run().then(
      () => null,
      (error: unknown) => String(error),
    );
  return results;
}

/** Runs checks of the contract on a pool that returns its results backwards, until one has passed and one has failed; returns whether they passed. */
export async function conformanceOfBackwards(): Promise<readonly boolean[]> {
  const outcomes: boolean[] = [];
  const create = () => {
    const pool = new WebWorkerPool({ workers: 2 });
    const map: typeof pool.map = async (...call) => (await pool.map(...call)).reverse();
    return { map, close: () => pool.close() };
  };
  for (const { run } of poolConformance(create, { timeLimit: 60_000 })) {
    if (outcomes.includes(true) && outcomes.includes(false)) break;
    outcomes.push(
      await run().then(
        () => true,
        () => false,
      ),
    );
  }
  return outcomes;
}

/** Returns fingerprints of all samplers: by `SerialPool`, by workers, and by workers in segments. */
export async function fingerprints(workers: number): Promise<{ readonly [name: string]: readonly string[] }> {
  const results: { [name: string]: readonly string[] } = {};
  const pool = new WebWorkerPool({ workers });
  for (const [name, start] of Object.entries(samplers)) {
    const serial = await start(new SerialPool());
    await serial.run(ITERATIONS);
    const parallel = await start(pool);
    await parallel.run(ITERATIONS);
    const inSegments = await start(pool);
    for await (const _ of inSegments.stream({ iterations: ITERATIONS, segment: 7 }));
    results[name] = await Promise.all([serial, parallel, inSegments].map(async (sampler) => await digest(sampler)));
  }
  await pool.close();
  return results;
}

async function digest(sampler: Parameters<typeof bytesOf>[0]): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', bytesOf(sampler));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Runs some work with a pool and closes it; at most for 100 s. */
export async function withPool<T>(
  options: WebWorkerPoolOptions,
  work: (pool: WebWorkerPool) => Promise<T>,
): Promise<T> {
  const pool = new WebWorkerPool(options);
  try {
    return await work(pool);
  } finally {
    await pool.close();
  }
}

/** Returns the error of some work, and how long it took. */
export async function caught(work: () => Promise<unknown>): Promise<Caught> {
  const start = performance.now();
  try {
    await work();
  } catch (thrown) {
    const error = thrown as Error;
    return {
      name: error.name,
      message: error.message,
      code: isEpsieError(error) ? error.code : undefined,
      cause: error.cause instanceof Error ? error.cause.message : undefined,
      stack: String(error.stack),
      milliseconds: performance.now() - start,
    };
  }
  throw new Error('Expected the work to fail, and it did not');
}
