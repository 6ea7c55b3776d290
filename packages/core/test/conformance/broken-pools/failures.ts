import { isEpsieError } from '@epsie/core';
import { type Fault, never, runOn, withError, withMap, withMembers } from './faulty.js';

export const failures: readonly Fault[] = [
  {
    fault: 'swallows errors',
    check: 'rejects with the error of the task',
    message: /Expected the map to reject, but it resolved with/,
    make: withMap((_pool, task, items) =>
      Promise.all([...items].map((item) => runOn(task)(item).catch(() => undefined))),
    ),
  },
  {
    fault: 'loses the message of errors',
    check: 'rejects with the error of the task',
    message: /Expected the error to be an Error with "this item is bad" in its message, got Error: a task failed/,
    make: withError(() => new Error('a task failed')),
  },
  {
    fault: 'ignores the last error',
    check: 'rejects with the error of a task although it is the only one',
    message: /Expected the map to reject, but it resolved with/,
    make: withMap(async (_pool, task, items) => {
      const settled = await Promise.allSettled([...items].map(runOn(task)));
      return settled.map((one) => (one.status === 'fulfilled' ? one.value : undefined));
    }),
  },
  {
    fault: 'takes undefined, thrown by a task, for success',
    check: 'rejects when a task throws undefined',
    message: /Expected the map to reject, but it resolved with/,
    make: withMap(async (pool, ...args) => {
      let failure: unknown;
      const all = await pool.map(...args).catch((error: unknown) => {
        failure = error;
      });
      if (failure !== undefined) throw failure;
      return all ?? [];
    }),
  },
  {
    fault: 'hangs when an error cannot be copied',
    check: 'rejects when a task throws what cannot be copied',
    message: /to end within 1000 ms, and it did not/,
    make: withMap((pool, ...args) =>
      pool.map(...args).catch((error: object) => (Object.keys(error).length === 0 ? Promise.reject(error) : never())),
    ),
  },
  {
    fault: 'loses the message of an EpsieError',
    check: 'keeps the message of an EpsieError',
    message: /Expected the error to be an Error with .* in its message, got Error: MODEL_FAILED/,
    make: withError((error) => (isEpsieError(error) ? new Error(error.code) : error)),
  },
  {
    fault: 'does not name an export',
    check: 'names an export that is missing',
    message:
      /Expected the error to be an Error with "notExported" in its message, got TypeError: task is not a function/,
    make: withError(() => new TypeError('task is not a function')),
  },
  {
    fault: 'hangs when a module cannot be imported',
    check: 'names a module that cannot be imported',
    message: /to end within 1000 ms, and it did not/,
    make: withMap((pool, ...args) =>
      pool
        .map(...args)
        .catch((error: Error) => (/no-such-module/.test(error.message) ? never() : Promise.reject(error))),
    ),
  },
  {
    fault: 'loses a worker with every error',
    check: 'is usable after a map failed',
    message: /to end within 1000 ms, and it did not/,
    make: () => {
      let workers = 2;
      return withMap((pool, ...args) => {
        if (workers === 0) return never();
        return pool.map(...args).catch((error: unknown) => {
          workers--;
          throw error;
        });
      })();
    },
  },
  {
    fault: 'ends every map with the first one that fails',
    check: 'a map that fails does not disturb another one',
    message: /this item is bad/,
    make: () => {
      let failAll: (error: unknown) => void = () => {};
      const failed = new Promise<never>((_resolve, reject) => {
        failAll = reject;
      });
      failed.catch(() => {});
      return withMap((pool, ...args) => {
        const map = pool.map(...args);
        map.catch(failAll);
        return Promise.race([failed, new Promise((resolve) => setTimeout(resolve, 3000)).then(() => map)]);
      })();
    },
  },
  {
    fault: 'calls onResult after the map rejected',
    check: 'does not call onResult after the map has rejected',
    message: /Expected the number of calls of onResult after the end to be 0, got 4/,
    make: withMap((_pool, task, items, { onResult } = {}) =>
      Promise.all(
        [...items].map(async (item, index) => {
          const result = await task(item);
          if (index > 0) await new Promise((resolve) => setTimeout(resolve, 10));
          onResult?.(index, result);
          return result;
        }),
      ),
    ),
  },
  {
    fault: 'has no size',
    check: 'has a size that is a positive integer, or none',
    message: /Expected size to be a positive integer, got 0/,
    make: withMembers(() => ({ size: 0 })),
  },
];
