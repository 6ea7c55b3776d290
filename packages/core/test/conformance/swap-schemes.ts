import type { SwapScheme } from '#src/tempering/swap-scheme.js';

/** A check of a swap scheme: throws an error that states what was expected and what came. */
type Check = { readonly name: string; run(scheme: SwapScheme): void };

const MOST_PAIRS = 9;

function forEveryOrder(
  scheme: SwapScheme,
  check: (order: readonly number[], pairs: number, phase: number) => void,
): void {
  for (let pairs = 1; pairs <= MOST_PAIRS; pairs++)
    for (let phase = 0; phase < scheme.period; phase++) check(scheme.order(pairs, phase), pairs, phase);
}

/** Checks that a scheme keeps the contract of {@link SwapScheme}. */
export const swapSchemeChecks: readonly Check[] = [
  {
    name: 'has a period of one sweep or more',
    run({ period }) {
      if (!(Number.isInteger(period) && period >= 1)) throw new Error(`Expected a period from 1 up, got ${period}`);
    },
  },
  {
    name: 'tries pairs that exist',
    run: (scheme) =>
      forEveryOrder(scheme, (order, pairs) => {
        const wrong = order.find((pair) => !(Number.isInteger(pair) && pair >= 0 && pair < pairs));
        if (wrong !== undefined) throw new Error(`Expected one of ${pairs} pairs, got ${wrong}`);
      }),
  },
  {
    name: 'tries no pair twice in a sweep',
    run: (scheme) =>
      forEveryOrder(scheme, (order, pairs) => {
        if (new Set(order).size !== order.length) throw new Error(`Expected ${pairs} pairs once each, got ${order}`);
      }),
  },
  {
    name: 'tries every pair in each period, so that states can cross the ladder',
    run(scheme) {
      const tried: Set<number>[] = Array.from({ length: MOST_PAIRS + 1 }, () => new Set());
      forEveryOrder(scheme, (order, pairs) => {
        for (const pair of order) tried[pairs]?.add(pair);
      });
      const short = tried.findIndex((set, pairs) => set.size < pairs);
      if (short >= 0) throw new Error(`Expected all of ${short} pairs, got ${[...(tried[short] ?? [])]}`);
    },
  },
  {
    name: 'has the same order whenever it is asked',
    run: (scheme) =>
      forEveryOrder(scheme, (order, pairs, phase) => {
        const again = scheme.order(pairs, phase);
        if (String(again) !== String(order)) throw new Error(`Expected ${order} again, got ${again}`);
      }),
  },
];
