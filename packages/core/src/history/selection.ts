import { expected, expectInteger, expectOptions } from '../checks/validate.ts';
import { rangeError, typeError } from '../errors/wrong-use.ts';
import { type RecordedRows, skipBurnIn } from './burn-in.ts';
import type { AllChains, Selection, SeriesSelection } from './draw-source.ts';

/** Rows to select from: those of every chain at every temperature. */
export type SelectableRows = RecordedRows & {
  /** Name of the function that selects. */
  readonly owner: 'draws' | 'betas' | 'swaps';
  /** Number of chains. */
  readonly chains: number;
  /** Number of temperatures. */
  readonly temperatures: number;
};

/** A {@link SeriesSelection} with its defaults, in rows. */
export type ResolvedSelection = {
  /** Index of the chain; `undefined` for all chains. */
  readonly chain: number | undefined;
  /** Index of the temperature. */
  readonly temperature: number;
  /** First row. */
  readonly from: number;
  /** Row behind the last one. */
  readonly to: number;
  /** Distance of two rows. */
  readonly thin: number;
  /** Number of rows that it takes. */
  readonly count: number;
};

/**
 * Checks and completes a selection.
 *
 * @throws TypeError for wrong options, RangeError for what is not recorded
 */
export function resolveSelection(selection: Selection | AllChains, rows: SelectableRows): ResolvedSelection {
  expectOptions(rows.owner, selection, ['chain', 'temperature', 'burnIn', 'from', 'to', 'thin']);
  const { chain, temperature = 0, to = rows.length, thin = 1 } = selection;
  const first = firstRow(selection, rows);
  const end = rowAt('to', to, rows);
  if (end < first) throw rangeError(expected('to', `${first} or more, where the selection begins`, to));
  const step = expectInteger('thin', thin, 1);
  return {
    chain: chain === undefined ? undefined : expectIndex('chain', chain, rows.chains),
    temperature: expectIndex('temperature', temperature, rows.temperatures),
    from: first,
    to: end,
    thin: step,
    count: Math.ceil((end - first) / step),
  };
}

function firstRow({ burnIn, from }: SeriesSelection, rows: SelectableRows): number {
  if (burnIn === undefined) return rowAt('from', from ?? 0, rows);
  if (from !== undefined)
    throw typeError('Expected `burnIn` (in iterations) or `from` (in recorded draws), got both: leave one out');
  return skipBurnIn(rows, expectInteger('burnIn', burnIn, 0), nameOf(rows));
}

function expectIndex(option: string, value: unknown, count: number): number {
  const message = expected(option, `an index from 0 to ${count - 1}`, value);
  if (typeof value !== 'number') throw typeError(message);
  if (!Number.isInteger(value) || value < 0 || value >= count) throw rangeError(message);
  return value;
}

/** Resolves a row as `slice` does, from the end where negative. A row beyond the end is refused; more than all from the end are all. */
function rowAt(option: 'from' | 'to', value: unknown, rows: SelectableRows): number {
  if (typeof value !== 'number' || !Number.isInteger(value)) throw typeError(expected(option, 'an integer', value));
  const { length } = rows;
  const isBeyond = value > length || (option === 'to' && value < -length);
  if (!isBeyond) return value < 0 ? Math.max(0, length + value) : value;
  const bound = value > length ? `at most ${length}` : `at least ${-length}`;
  const limit = length === 0 ? `0, since no ${nameOf(rows)} is recorded yet` : `${bound}, since ${length} are recorded`;
  throw rangeError(expected(option, limit, value));
}

const nameOf = ({ owner }: SelectableRows): string => (owner === 'swaps' ? 'sweep of swaps' : 'draw');
