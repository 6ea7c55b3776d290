/**
 * Swaps of the sweeps since the last row of a bounded table, a number for each series. A row of such a table covers all sweeps since the row
 * before, so that states can be followed from row to row however much the table is thinned:
 *
 * - `index`, the level whose state ended at this temperature, is the composition of the permutations of these sweeps. Where only the coldest
 *   temperature is recorded, they cannot be composed later, and it is that of the last sweep;
 * - `ratio` is that of the last of these sweeps that tried the pair, since every second sweep may try only every second pair.
 *
 * Both are associative: the numbers of a row do not depend on the order in which sweeps and rows were joined.
 */
export type PendingSwaps = {
  /** Iterations up to which sweeps are included. */
  readonly iterations: number;
  readonly index: Int32Array;
  readonly ratio: Float64Array;
};

/** Shape of a table of swaps. */
export type SwapShape = {
  readonly chains: number;
  /** Number of temperatures that are recorded. */
  readonly temperatures: number;
  /** Whether these are all temperatures. */
  readonly isComplete: boolean;
};

/** Sweeps to fold. */
export type Sweeps = {
  readonly count: number;
  /** Whether a row ends with a sweep. */
  readonly endsRow: (sweep: number) => boolean;
  /** Returns the numbers of one chain at one temperature, sweep by sweep. */
  readonly read: (name: 'index' | 'ratio', temperature: number, chain: number) => ArrayLike<number>;
};

/** Rows of swaps, by series. */
export type FoldedSwaps = {
  readonly rows: number;
  readonly index: readonly Int32Array[];
  readonly ratio: readonly Float64Array[];
  /** Sweeps after the last row. */
  readonly pending: PendingSwaps;
};

/** Returns the swaps of no sweep: every state stays. */
export function noSwaps({ chains, temperatures }: SwapShape, iterations: number): PendingSwaps {
  const series = chains * temperatures;
  const index = Int32Array.from({ length: series }, (_, i) => Math.floor(i / chains));
  return { iterations, index, ratio: new Float64Array(series).fill(Number.NaN) };
}

/** Folds sweeps to rows. */
export function foldSwaps(shape: SwapShape, before: PendingSwaps, sweeps: Sweeps, iterations: number): FoldedSwaps {
  let rows = 0;
  for (let sweep = 0; sweep < sweeps.count; sweep++) if (sweeps.endsRow(sweep)) rows++;
  const folded: FoldedSwaps = {
    rows,
    index: Array.from(before.index, () => new Int32Array(rows)),
    ratio: Array.from(before.ratio, () => new Float64Array(rows)),
    pending: { iterations, index: before.index.slice(), ratio: before.ratio.slice() },
  };
  for (let chain = 0; chain < shape.chains; chain++) foldChain(shape, sweeps, folded, chain);
  return folded;
}

/** Returns the swaps of some sweeps and of those after them, as of one row. */
export function joinSwaps(shape: SwapShape, first: PendingSwaps, then: PendingSwaps): PendingSwaps {
  const at = (values: ArrayLike<number>, temperature: number, chain: number): [number] => [
    values[temperature * shape.chains + chain] as number,
  ];
  const sweeps: Sweeps = { count: 1, endsRow: () => false, read: (name, t, c) => at(then[name], t, c) };
  return foldSwaps(shape, first, sweeps, then.iterations).pending;
}

function foldChain(
  { chains, temperatures, isComplete }: SwapShape,
  sweeps: Sweeps,
  folded: FoldedSwaps,
  chain: number,
) {
  const { pending } = folded;
  const levels = Array.from({ length: temperatures }, (_, temperature) => temperature);
  const series = levels.map((level) => level * chains + chain);
  const index = levels.map((level) => sweeps.read('index', level, chain));
  const ratio = levels.map((level) => sweeps.read('ratio', level, chain));
  const origins = new Int32Array(temperatures);
  let row = 0;
  for (let sweep = 0; sweep < sweeps.count; sweep++) {
    for (const level of levels) origins[level] = pending.index[series[level] as number] as number;
    for (const level of levels) {
      const at = series[level] as number;
      const origin = index[level]?.[sweep] as number;
      pending.index[at] = isComplete ? (origins[origin] as number) : origin;
      const tried = ratio[level]?.[sweep] as number;
      if (!Number.isNaN(tried)) pending.ratio[at] = tried;
    }
    if (sweeps.endsRow(sweep)) endRow(folded, series, row++);
  }
}

/** Moves the pending swaps of a chain to a row. */
function endRow({ index, ratio, pending }: FoldedSwaps, series: readonly number[], row: number): void {
  for (const [level, at] of series.entries()) {
    (index[at] as Int32Array)[row] = pending.index[at] as number;
    (ratio[at] as Float64Array)[row] = pending.ratio[at] as number;
    pending.index[at] = level;
    pending.ratio[at] = Number.NaN;
  }
}
