import { type Fault, jsonCopy, never, runOn, withMap, withMembers, without } from './faulty.js';

export const results: readonly Fault[] = [
  {
    fault: 'returns results in the order of their arrival',
    check: 'returns the results in the order of the items, whichever comes first',
    message: /Expected the results to be \[0,1,2,3,4,5,6,7\], got \[7,/,
    make: withMap(async (_pool, task, items) => {
      const order: unknown[] = [];
      await Promise.all([...items].map(async (item) => order.push(await task(item))));
      return order;
    }),
  },
  {
    fault: 'waits for a first item that never comes',
    check: 'returns an empty array for no items',
    message: /Expected the check 'returns an empty array for no items' to end within 1000 ms, and it did not/,
    make: withMap((pool, task, items, options) => {
      const list = [...items];
      return list.length === 0 ? never() : pool.map(task, list, options);
    }),
  },
  {
    fault: 'sends only one item to each worker',
    check: 'takes more items than it has workers',
    message: /got \[0,2,4,6\]/,
    make: withMap((pool, task, items, options) => pool.map(task, [...items].slice(0, 4), options)),
  },
  {
    fault: 'states that it is local, but copies its items',
    check: 'passes the very items to tasks if it is local',
    message: /Expected a pool with `local: true` to call its tasks in this process, on the very items/,
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
    message: /Expected the check 'takes more items than it has workers' to end within 1000 ms, and it did not/,
    make: withMap(never),
  },
  {
    fault: 'accepts arrays only',
    check: 'takes any iterable',
    message: /not a function/,
    make: withMap((_pool, task, items) => Promise.all((items as unknown[]).map(runOn(task)))),
  },
  {
    fault: 'continues with the items so far when the iterable throws',
    check: 'rejects with what the iterable throws',
    message: /Expected the map to reject, but it resolved with \[2,4\]/,
    make: withMap((pool, task, items, options) => {
      const list: unknown[] = [];
      try {
        for (const item of items) list.push(item);
      } catch {}
      return pool.map(task, list, options);
    }),
  },
  {
    fault: 'sends its items as JSON',
    check: 'carries plain data there and back, bit for bit',
    message: /Expected item 0 to be|BigInt/,
    make: withMap(async (pool, task, items, options) => {
      return (await pool.map(task, [...items].map(jsonCopy), options)).map(jsonCopy);
    }),
  },
  {
    fault: 'loses the sign of zero and the type of arrays',
    check: 'carries plain data there and back, bit for bit',
    message: /Expected item 3 to be/,
    make: withMap(async (pool, ...args) => {
      return (await pool.map(...args)).map((result) => (ArrayBuffer.isView(result) ? [...(result as never)] : result));
    }),
  },
  {
    fault: 'truncates long messages',
    check: 'carries megabytes',
    message: /Expected both results to be equal to the item/,
    make: withMap(async (pool, ...args) => {
      return (await pool.map(...args)).map((x) => (x instanceof Float64Array ? x.subarray(0, 8192) : x));
    }),
  },
  {
    fault: 'transfers the memory of the items',
    check: 'leaves the items alone, and results share no memory',
    message: /Expected the item afterwards to be \[1,2,3\], got \[object Float64Array\]/,
    make: withMap(async (pool, task, items, options) => {
      const all = await pool.map(task, items, options);
      const [first] = items as [Float64Array<ArrayBuffer>];
      structuredClone(first, { transfer: [first.buffer] });
      return all;
    }),
  },
  {
    fault: 'returns the same object for the same item',
    check: 'leaves the items alone, and results share no memory',
    message: /Expected the second result when the first is changed to be \[1,3,6\], got \[0,0,0\]/,
    make: withMap(async (_pool, task, items) => {
      const known = new Map<unknown, unknown>();
      for (const item of items) if (!known.has(item)) known.set(item, await task(item));
      return [...items].map((item) => known.get(item));
    }),
  },
  {
    fault: 'calls onResult twice',
    check: 'calls onResult once for each result, with its index',
    message: /Expected what onResult got for 0 to be \[0\], got \[0,0\]/,
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
    check: 'calls onResult once for each result, with its index',
    message: /Expected the number of indices to be 20, got 0/,
    make: without('onResult'),
  },
  {
    fault: 'counts from one in onResult',
    check: 'calls onResult once for each result, with its index',
    message: /Expected what onResult got for 1 to be \[2\], got \[0\]/,
    make: withMap((pool, task, items, { onResult, ...options } = {}) =>
      pool.map(task, items, { ...options, onResult: (index, result) => onResult?.(index + 1, result) }),
    ),
  },
  {
    fault: 'swallows what onResult throws',
    check: 'rejects with what onResult throws',
    message: /Expected the map to reject, but it resolved with \[0,2,4,6,8\]/,
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
    fault: 'can be used only once',
    check: 'serves one map after the other',
    message: /used before/,
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
    fault: 'mixes the results of concurrent maps',
    check: 'keeps maps at the same time apart',
    message: /Expected the results of the first to be/,
    make: () => {
      const shared: unknown[] = [];
      return withMap(async (_pool, task, items) => {
        await Promise.all([...items].map(async (item, i) => (shared[i] = await task(item))));
        return [...shared];
      })();
    },
  },
];
