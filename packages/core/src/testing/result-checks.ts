import type { Pool } from '../pool/pool.ts';
import { cumulate, double, echo, late } from './conformance-tasks.ts';
import { expectSame, expectThat, rejection } from './expect.ts';

/** A check of a pool by name. */
export type Check = readonly [name: string, run: (pool: Pool) => Promise<void>];

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

const DATA: readonly unknown[] = [
  [0, -0, NaN, Infinity, -Infinity, Number.MIN_VALUE, 0.1],
  [true, false, null, '', 'naïve 🎲', 2n ** 64n, -1n],
  { nested: { deeply: [{ x: 1 }, []] }, empty: {} },
  Float64Array.of(NaN, -0, 1 / 3),
  Float64Array.of(1, 2, 3, 4).subarray(1, 3),
  { bytes: Uint8Array.of(0, 255), counts: Int32Array.of(-1, 7), state: BigUint64Array.of(2n ** 64n - 1n) },
  'text',
  -0,
  NaN,
  3n,
  null,
  undefined,
];

/** Checks of the results of a map. */
export const checksOfResults: readonly Check[] = [
  [
    'returns the results in the order of the items, whichever comes first',
    async (pool) => {
      const items = upTo(8).map((value) => ({ value, milliseconds: 40 - 5 * value }));
      expectSame('the results', await pool.map(late, items), upTo(8));
    },
  ],
  [
    'returns an empty array for no items',
    async (pool) => {
      const seen: number[] = [];
      expectSame('the results', await pool.map(double, [], { onResult: (index) => seen.push(index) }), []);
      expectSame('the indices that onResult was called with', seen, []);
    },
  ],
  [
    'takes more items than it has workers',
    async (pool) => {
      const results = await pool.map(double, upTo(100));
      expectSame(
        'the results',
        results,
        upTo(100).map((x) => 2 * x),
      );
    },
  ],
  [
    'takes any iterable',
    async (pool) => {
      const generator = (function* () {
        yield* [1, 2, 3];
      })();
      expectSame('the results of a generator', await pool.map(double, generator), [2, 4, 6]);
      expectSame('the results of a set', await pool.map(double, new Set([4, 5])), [8, 10]);
    },
  ],
  [
    'rejects with what the iterable throws',
    async (pool) => {
      const mistake = new Error('the third item does not exist');
      const items = (function* () {
        yield* [1, 2];
        throw mistake;
      })();
      const error = await rejection('the map', pool.map(double, items));
      expectThat('the map to reject with the very error of the iterable', error === mistake);
    },
  ],
  [
    'carries plain data there and back, bit for bit',
    async (pool) => {
      const results = await pool.map(echo, DATA);
      for (const [i, item] of DATA.entries()) expectSame(`item ${i}`, results[i], item);
    },
  ],
  [
    'passes the very items to tasks if it is local',
    async (pool) => {
      if (pool.local !== true) return;
      // An item of a local pool may hold functions, which cannot leave this process.
      const item = { call: () => 1 };
      const [result] = await pool.map(echo, [item]);
      expectThat('a pool with `local: true` to call its tasks in this process, on the very items', result === item);
    },
  ],
  [
    'carries megabytes',
    async (pool) => {
      const item = Float64Array.from({ length: 500_000 }, (_, i) => Math.sqrt(i));
      const [one, two] = await pool.map(echo, [item, item]);
      expectThat('both results to be equal to the item', equalNumbers(one, item) && equalNumbers(two, item));
    },
  ],
  [
    'leaves the items alone, and results share no memory',
    async (pool) => {
      const item = Float64Array.of(1, 2, 3);
      const [one, two] = await pool.map(cumulate, [item, item]);
      expectSame('the item afterwards', item, Float64Array.of(1, 2, 3));
      expectSame('the first result', one, Float64Array.of(1, 3, 6));
      expectSame('the second result, of the same item', two, Float64Array.of(1, 3, 6));
      one?.fill(0);
      expectSame('the second result when the first is changed', two, Float64Array.of(1, 3, 6));
      expectSame('the item when a result is changed', item, Float64Array.of(1, 2, 3));
    },
  ],
  [
    'calls onResult once for each result, with its index',
    async (pool) => {
      const seen = new Map<number, number[]>();
      const onResult = (index: number, result: number) => seen.set(index, [...(seen.get(index) ?? []), result]);
      await pool.map(double, upTo(20), { onResult });
      expectSame('the number of indices', seen.size, 20);
      for (const [index, results] of seen) expectSame(`what onResult got for ${index}`, results, [2 * index]);
    },
  ],
  [
    'rejects with what onResult throws',
    async (pool) => {
      const mistake = new Error('the listener failed');
      const onResult = () => {
        throw mistake;
      };
      const error = await rejection('the map', pool.map(double, upTo(5), { onResult }));
      expectThat('the map to reject with the very error of onResult', error === mistake);
      expectSame('the results of the next map', await pool.map(double, [1]), [2]);
    },
  ],
  [
    'serves one map after the other',
    async (pool) => {
      for (let round = 0; round < 5; round++) {
        const items = upTo(7).map((x) => x + round);
        expectSame(
          `the results of map ${round}`,
          await pool.map(double, items),
          items.map((x) => 2 * x),
        );
      }
    },
  ],
  [
    'keeps maps at the same time apart',
    async (pool) => {
      const slowItems = upTo(5).map((value) => ({ value, milliseconds: 5 }));
      const words = upTo(30).map((i) => `word ${i}`);
      const maps = [pool.map(double, upTo(30)), pool.map(echo, words), pool.map(late, slowItems)];
      const [first, second, third] = await Promise.all<unknown>(maps);
      expectSame(
        'the results of the first',
        first,
        upTo(30).map((x) => 2 * x),
      );
      expectSame('the results of the second', second, words);
      expectSame('the results of the third', third, upTo(5));
    },
  ],
];

function equalNumbers(result: unknown, item: Float64Array): boolean {
  return result instanceof Float64Array && result.length === item.length && result.every((x, i) => x === item[i]);
}
