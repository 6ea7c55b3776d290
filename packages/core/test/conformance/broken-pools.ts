// Pools with one fault each, and the check that has to notice it.

import { isEpsieError, type MapOptions, type Pool, SerialPool, type Task } from '@epsie/core';

type Fault = {
  readonly fault: string;
  readonly check: string;
  readonly says: RegExp;
  readonly make: () => Pool | Promise<Pool>;
};

/** A right pool whose `map` is changed. */
function withMap(change: (pool: SerialPool, ...args: Parameters<Pool['map']>) => Promise<unknown[]>): () => Pool {
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

/** A right pool with other members. */
function withMembers(change: (pool: SerialPool) => Partial<Pool>): () => Pool {
  return () => {
    const pool = new SerialPool();
    const map: Pool['map'] = (task, items, options) => pool.map(task, items, options);
    return { size: 1, map, close: () => pool.close(), ...change(pool) };
  };
}

const never = () => new Promise<never>(() => {});
const results = (task: Task<unknown, unknown>) => async (item: unknown) => await task(item);

/** A pool that changes what every rejection rejects with. */
const withError = (change: (error: unknown) => unknown) =>
  withMap(async (pool, ...args) => {
    try {
      return await pool.map(...args);
    } catch (error) {
      throw change(error);
    }
  });

/** A pool that leaves out one of the options. */
const without = (name: keyof MapOptions<unknown>) =>
  withMap((pool, task, items, { [name]: _, ...options } = {}) => pool.map(task, items, options));

const jsonCopy = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null)) as unknown;

export const BROKEN: readonly Fault[] = [
  {
    fault: 'gives results as they come',
    check: 'gives the results in the order of the items, whichever comes first',
    says: /Expected the results to be \[0,1,2,3,4,5,6,7\], got \[7,/,
    make: withMap(async (_pool, task, items) => {
      const order: unknown[] = [];
      await Promise.all([...items].map(async (item) => order.push(await task(item))));
      return order;
    }),
  },
  {
    fault: 'waits for a first item that never comes',
    check: 'gives an empty array for no items',
    says: /Expected the check 'gives an empty array for no items' to end within 1000 ms, and it did not/,
    make: withMap((pool, task, items, options) => {
      const list = [...items];
      return list.length === 0 ? never() : pool.map(task, list, options);
    }),
  },
  {
    fault: 'sends only one item to each worker',
    check: 'takes more items than it has workers',
    says: /got \[0,2,4,6\]/,
    make: withMap((pool, task, items, options) => pool.map(task, [...items].slice(0, 4), options)),
  },
  {
    fault: 'says that it is local, and copies its items',
    check: 'gives tasks the very items if it says that it is local',
    says: /Expected a pool with `local: true` to call its tasks in this process, on the very items/,
    make: withMembers((pool) => ({
      local: true,
      map: (task, items, options) =>
        pool.map(
          task,
          Array.from(items, (item) => ({ ...item })),
          options,
        ),
    })),
  },
  {
    fault: 'hangs',
    check: 'takes more items than it has workers',
    says: /Expected the check 'takes more items than it has workers' to end within 1000 ms, and it did not/,
    make: withMap(never),
  },
  {
    fault: 'takes arrays only',
    check: 'takes any iterable',
    says: /not a function/,
    make: withMap((_pool, task, items) => Promise.all((items as unknown[]).map(results(task)))),
  },
  {
    fault: 'goes on with the items it got when the iterable throws',
    check: 'rejects with what the iterable throws',
    says: /Expected the map to reject, but it resolved with \[2,4\]/,
    make: withMap((pool, task, items, options) => {
      const list: unknown[] = [];
      try {
        for (const item of items) list.push(item);
      } catch {}
      return pool.map(task, list, options);
    }),
  },
  {
    fault: 'sends JSON',
    check: 'carries plain data there and back, bit for bit',
    says: /Expected item 0 to be|BigInt/,
    make: withMap(async (pool, task, items, options) => {
      return (await pool.map(task, [...items].map(jsonCopy), options)).map(jsonCopy);
    }),
  },
  {
    fault: 'loses the sign of zero and the type of arrays',
    check: 'carries plain data there and back, bit for bit',
    says: /Expected item 3 to be/,
    make: withMap(async (pool, ...args) => {
      return (await pool.map(...args)).map((result) => (ArrayBuffer.isView(result) ? [...(result as never)] : result));
    }),
  },
  {
    fault: 'cuts long messages',
    check: 'carries megabytes',
    says: /Expected both results to be equal to the item/,
    make: withMap(async (pool, ...args) => {
      return (await pool.map(...args)).map((x) => (x instanceof Float64Array ? x.subarray(0, 8192) : x));
    }),
  },
  {
    fault: 'moves the memory of the items away',
    check: 'leaves the items alone, and results share no memory',
    says: /Expected the item afterwards to be \[1,2,3\], got \[object Float64Array\]/,
    make: withMap(async (pool, task, items, options) => {
      const all = await pool.map(task, items, options);
      const [first] = items as [Float64Array<ArrayBuffer>];
      structuredClone(first, { transfer: [first.buffer] });
      return all;
    }),
  },
  {
    fault: 'gives the same result again for the same item',
    check: 'leaves the items alone, and results share no memory',
    says: /Expected the second result when the first is changed to be \[1,3,6\], got \[0,0,0\]/,
    make: withMap(async (_pool, task, items) => {
      const known = new Map<unknown, unknown>();
      for (const item of items) if (!known.has(item)) known.set(item, await task(item));
      return [...items].map((item) => known.get(item));
    }),
  },
  {
    fault: 'calls onResult twice',
    check: 'tells onResult each result once, with its index',
    says: /Expected what onResult got for 0 to be \[0\], got \[0,0\]/,
    make: withMap((pool, task, items, { onResult, ...options } = {}) =>
      pool.map(task, items, {
        ...options,
        onResult: (index, result) => {
          onResult?.(index, result);
          onResult?.(index, result);
        },
      }),
    ),
  },
  {
    fault: 'never calls onResult',
    check: 'tells onResult each result once, with its index',
    says: /Expected the number of indices to be 20, got 0/,
    make: without('onResult'),
  },
  {
    fault: 'counts from one in onResult',
    check: 'tells onResult each result once, with its index',
    says: /Expected what onResult got for 1 to be \[2\], got \[0\]/,
    make: withMap((pool, task, items, { onResult, ...options } = {}) =>
      pool.map(task, items, { ...options, onResult: (index, result) => onResult?.(index + 1, result) }),
    ),
  },
  {
    fault: 'swallows what onResult throws',
    check: 'rejects with what onResult throws',
    says: /Expected the map to reject, but it resolved with \[0,2,4,6,8\]/,
    make: withMap((pool, task, items, { onResult, ...options } = {}) =>
      pool.map(task, items, {
        ...options,
        onResult: (index, result) => {
          try {
            onResult?.(index, result);
          } catch {}
        },
      }),
    ),
  },
  {
    fault: 'can be used once',
    check: 'serves one map after the other',
    says: /used before/,
    make: () => {
      let used = false;
      return withMap((pool, ...args) => {
        if (used) throw new Error('used before');
        used = true;
        return pool.map(...args);
      })();
    },
  },
  {
    fault: 'mixes maps at the same time',
    check: 'keeps maps at the same time apart',
    says: /Expected the results of the first to be/,
    make: () => {
      const shared: unknown[] = [];
      return withMap(async (_pool, task, items) => {
        await Promise.all([...items].map(async (item, i) => (shared[i] = await task(item))));
        return [...shared];
      })();
    },
  },
  {
    fault: 'swallows errors',
    check: 'rejects with the error of the task',
    says: /Expected the map to reject, but it resolved with/,
    make: withMap((_pool, task, items) =>
      Promise.all([...items].map((item) => results(task)(item).catch(() => undefined))),
    ),
  },
  {
    fault: 'loses the message of errors',
    check: 'rejects with the error of the task',
    says: /Expected the error to be an Error with "this item is bad" in its message, got Error: a task failed/,
    make: withError(() => new Error('a task failed')),
  },
  {
    fault: 'ignores the last error',
    check: 'rejects with the error of a task although it is the only one',
    says: /Expected the map to reject, but it resolved with/,
    make: withMap(async (_pool, task, items) => {
      const settled = await Promise.allSettled([...items].map(results(task)));
      return settled.map((one) => (one.status === 'fulfilled' ? one.value : undefined));
    }),
  },
  {
    fault: 'takes an error that is undefined for none',
    check: 'rejects when a task throws undefined',
    says: /Expected the map to reject, but it resolved with/,
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
    says: /to end within 1000 ms, and it did not/,
    make: withMap((pool, ...args) =>
      pool.map(...args).catch((error: object) => (Object.keys(error).length === 0 ? Promise.reject(error) : never())),
    ),
  },
  {
    fault: 'loses the message of an EpsieError',
    check: 'keeps the message of an EpsieError',
    says: /Expected the error to be an Error with .* in its message, got Error: MODEL_FAILED/,
    make: withError((error) => (isEpsieError(error) ? new Error(error.code) : error)),
  },
  {
    fault: 'does not name an export',
    check: 'names an export that is missing',
    says: /Expected the error to be an Error with "notExported" in its message, got TypeError: task is not a function/,
    make: withError(() => new TypeError('task is not a function')),
  },
  {
    fault: 'hangs when a module cannot be imported',
    check: 'names a module that cannot be imported',
    says: /to end within 1000 ms, and it did not/,
    make: withMap((pool, ...args) =>
      pool
        .map(...args)
        .catch((error: Error) => (/no-such-module/.test(error.message) ? never() : Promise.reject(error))),
    ),
  },
  {
    fault: 'loses a worker with every error',
    check: 'is usable after a map failed',
    says: /to end within 1000 ms, and it did not/,
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
    fault: 'ends every map with the first that fails',
    check: 'a map that fails does not disturb another one',
    says: /this item is bad/,
    make: () => {
      let failAll: (error: unknown) => void = () => {};
      const failed = new Promise<never>((_resolve, reject) => {
        failAll = reject;
      });
      failed.catch(() => {});
      return withMap((pool, ...args) => {
        const map = pool.map(...args);
        map.catch(failAll);
        return Promise.race([failed, new Promise((resolve) => setTimeout(resolve, 300)).then(() => map)]);
      })();
    },
  },
  {
    fault: 'goes on telling results after the map rejected',
    check: 'tells onResult nothing after the map has rejected',
    says: /Expected the number of results told after the end to be 0, got 4/,
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
    fault: 'does not look at the signal before it starts',
    check: 'rejects with ABORTED when the signal has already fired',
    says: /Expected the map to reject, but it resolved with \[2,4\]/,
    make: without('signal'),
  },
  {
    fault: 'rejects with the reason of the signal itself',
    check: 'rejects with ABORTED when the signal has already fired',
    says: /Expected the error to be an EpsieError of code ABORTED, got Error: no time/,
    make: withError((error) => (isEpsieError(error, 'ABORTED') ? error.cause : error)),
  },
  {
    fault: 'looks at the signal only before it starts',
    check: 'rejects with ABORTED when the signal fires, at the latest when the tasks under way end',
    says: /Expected a map whose signal fired to end within 2000 ms, and it did not/,
    make: withMap((pool, task, items, { signal, ...options } = {}) =>
      pool.map(task, items, signal?.aborted ? { ...options, signal } : options),
    ),
  },
  {
    fault: 'is broken after an abort',
    check: 'rejects with ABORTED when the signal fires, at the latest when the tasks under way end',
    says: /Expected the check .* to end within|workers are gone/,
    make: () => {
      let gone = false;
      return withMap((pool, ...args) => {
        if (gone) throw new Error('workers are gone');
        return pool.map(...args).catch((error: unknown) => {
          gone = true;
          throw error;
        });
      })();
    },
  },
  {
    fault: 'has no size',
    check: 'has a size that is a positive integer, or none',
    says: /Expected size to be a positive integer, got 0/,
    make: withMembers(() => ({ size: 0 })),
  },
  {
    fault: 'works on after it was closed',
    check: 'may be closed twice, and rejects with POOL_BROKEN from then on',
    says: /Expected a map after close to reject, but it resolved with \[2\]/,
    make: withMembers(() => ({ close: async () => {} })),
  },
  {
    fault: 'cannot be closed twice',
    check: 'may be closed twice, and rejects with POOL_BROKEN from then on',
    says: /closed before/,
    make: withMembers(() => {
      let closed = false;
      return {
        close: async () => {
          if (closed) throw new Error('closed before');
          closed = true;
        },
      };
    }),
  },
  {
    fault: 'waits in close for workers that were never started',
    check: 'may be closed before it was used',
    says: /to end within 1000 ms, and it did not/,
    make: withMembers(() => ({ close: never })),
  },
  {
    fault: 'lets maps run on when it is closed',
    check: 'rejects the maps under way with POOL_BROKEN when it is closed',
    says: /Expected a map of a closed pool to end within 2000 ms, and it did not/,
    make: withMembers(() => ({ close: async () => {} })),
  },
  {
    fault: 'leaves maps hanging when it is closed',
    check: 'rejects the maps under way with POOL_BROKEN when it is closed',
    says: /Expected a map of a closed pool to end within 2000 ms, and it did not/,
    make: withMap((pool, ...args) =>
      pool.map(...args).catch((error) => (isEpsieError(error) ? never() : Promise.reject(error))),
    ),
  },
  {
    fault: 'has an asyncDispose that does nothing',
    check: 'is closed by its asyncDispose, where it has one',
    says: /Expected a map after close to reject, but it resolved with \[2\]/,
    make: withMembers(() => ({ [Symbol.asyncDispose]: async () => {} })),
  },
];
