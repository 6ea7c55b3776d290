import type { Steps } from '../sources/settle.ts';
import { parametersOf, type Reading } from '../sources/source.ts';
import { type BurnInPlan, factsOf, firstDrawOf } from './burn-in.ts';
import { testsIn } from './expression.ts';
import { timeOf } from './longest-time.ts';
import { TIMES } from './tests.ts';

/** A quantity at a temperature. */
type Column = { readonly name: string; readonly temperature: number };

/** The order in which columns are read: first that of the last no. It changes the cost of an answer, but no answer. */
export class WorstFirst {
  #worst: Column | undefined;

  /** Returns all columns. */
  columns(reading: Reading): readonly Column[] {
    const temperatures = Array.from({ length: reading.draws.temperatures }, (_, temperature) => temperature);
    const all = parametersOf(reading).flatMap((name) => temperatures.map((temperature) => ({ name, temperature })));
    const isWorst = (column: Column): boolean =>
      column.name === this.#worst?.name && column.temperature === this.#worst.temperature;
    return [...all.filter(isWorst), ...all.filter((column) => !isWorst(column))];
  }

  /** Notes the column that a no is owed to. */
  saysNo(column: Column): void {
    this.#worst = column;
  }
}

/** A chain, as far as the columns that were read so far are concerned. */
type Chain = {
  readonly index: number;
  /** First draw after burn-in. */
  readonly first: number;
  /** Longest autocorrelation time. */
  readonly time: number;
};

/**
 * Returns whether a source has so many effective samples. Every column can only lower their number: the first one that leaves too few
 * decides. The tests of burn-in must all have to hold.
 */
export function* hasEnough(reading: Reading, atLeast: number, plan: BurnInPlan, order: WorstFirst): Steps<boolean> {
  const { chains: count, length } = reading.draws;
  if (count * length < atLeast) return false;
  // The shortest autocorrelation times let every chain pass `nacl` for now.
  const facts = yield* factsOf(reading, plan, length, new Array(count).fill(1));
  const starts = facts.map((chain, index) => ({ index, first: firstDrawOf(chain, plan.expression), time: 1 }));
  const half = testsIn(plan.expression).includes('nacl') ? Math.floor(length / 2) : undefined;
  let chains: readonly Chain[] = starts.filter(({ first }) => first < length);
  for (const column of order.columns(reading)) {
    chains = yield* past(reading, column, chains, { half, length });
    const most = chains.reduce((sum, { first, time }) => sum + Math.max(1, Math.floor((length - first) / time)), 0);
    if (most >= atLeast) continue;
    order.saysNo(column);
    return false;
  }
  return true;
}

// Reads a column of the chains. Returns those that are past their burn-in by it.
function* past(
  { draws }: Reading,
  { name, temperature }: Column,
  chains: readonly Chain[],
  { half, length }: { readonly half: number | undefined; readonly length: number },
): Steps<readonly Chain[]> {
  const left: Chain[] = [];
  for (const chain of chains) {
    const { index, first } = chain;
    const from = half ?? first;
    const column = yield draws.draws(name, { chain: index, temperature, from, to: length });
    const time = Math.max(1, timeOf(column));
    if (half !== undefined && TIMES * time >= half) continue;
    const since = first === from ? time : timeOf(column.subarray(first - from));
    left.push({ ...chain, time: Math.max(chain.time, since) });
  }
  return left;
}
