import { type MapOptions, type Pool, SerialPool, type Task } from '@epsie/core';

/** A pool with one fault. */
export type Fault = {
  /** The fault, as a predicate. */
  readonly fault: string;
  /** Name of the check that has to detect it. */
  readonly check: string;
  /** Message of the check. */
  readonly message: RegExp;
  /** Creates the pool. */
  readonly make: () => Pool | Promise<Pool>;
};

/** Creates pools that are correct but for their `map`. */
export function withMap(
  change: (pool: SerialPool, ...args: Parameters<Pool['map']>) => Promise<unknown[]>,
): () => Pool {
  return () => {
    const pool = new SerialPool();
    return {
      size: 1,
      map: (task, items, options) =>
        change(pool, task as Task<unknown, unknown>, items, options as MapOptions<unknown>) as Promise<never>,
      close: () => pool.close(),
    };
  };
}

/** Creates pools that are correct but for some members. */
export function withMembers(change: (pool: SerialPool) => Partial<Pool>): () => Pool {
  return () => {
    const pool = new SerialPool();
    const map: Pool['map'] = (task, items, options) => pool.map(task, items, options);
    return { size: 1, map, close: () => pool.close(), ...change(pool) };
  };
}

/** Never settles. */
export const never = () => new Promise<never>(() => {});
/** Returns a function that runs a task on an item. */
export const runOn = (task: Task<unknown, unknown>) => async (item: unknown) => await task(item);

/** Creates pools that change the reason of every rejection. */
export const withError = (change: (error: unknown) => unknown) =>
  withMap(async (pool, ...args) => {
    try {
      return await pool.map(...args);
    } catch (error) {
      throw change(error);
    }
  });

/** Creates pools that ignore one of the options. */
export const without = (name: keyof MapOptions<unknown>) =>
  withMap((pool, task, items, { [name]: _, ...options } = {}) => pool.map(task, items, options));

/** Copies a value as JSON. */
export const jsonCopy = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null)) as unknown;
