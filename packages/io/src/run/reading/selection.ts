import { expected, expectInteger, expectOptions } from '@epsie/core/checks';
import { type Iterations, skipBurnIn } from './burn-in.ts';
import type { AllChains, Selection, SeriesSelection } from './draw-source.ts';

/** Table to select from. */
export type Selectable = Iterations & {
  /** Name of the function that selects. */
  readonly owner: 'draws' | 'betas' | 'swaps';
  readonly chains: number;
  readonly temperatures: number;
  /** Iterations that the run has. */
  readonly iterations: number;
};

/** A {@link SeriesSelection} with its defaults, in rows of a table. */
export type Resolved = {
  /** Nothing if all chains are meant. */
  readonly chain: number | undefined;
  readonly temperature: number;
  readonly from: number;
  readonly to: number;
  readonly thin: number;
  /** Number of rows that it takes. */
  readonly count: number;
};

/**
 * Checks and completes a selection.
 *
 * @throws TypeError for wrong options, RangeError for what is not there
 */
export function resolveSelection(selection: Selection | AllChains, source: Selectable): Resolved {
  expectOptions(source.owner, selection, ['chain', 'temperature', 'burnIn', 'from', 'to', 'thin']);
  const { chain, temperature = 0, to = source.length, thin = 1 } = selection;
  const first = start(selection, source);
  const end = place('to', to, source);
  if (end < first) throw new RangeError(expected('to', `a place from ${first} up, where the selection begins`, to));
  const step = expectInteger('thin', thin, 1);
  return {
    chain: chain === undefined ? undefined : index('chain', chain, source.chains),
    temperature: index('temperature', temperature, source.temperatures),
    from: first,
    to: end,
    thin: step,
    count: Math.ceil((end - first) / step),
  };
}

function start({ burnIn, from }: SeriesSelection, source: Selectable): number {
  if (burnIn === undefined) return place('from', from ?? 0, source);
  if (from !== undefined)
    throw new TypeError('Expected `burnIn` (in iterations) or `from` (in recorded places), got both: leave one out');
  return skipBurnIn(source, expectInteger('burnIn', burnIn, 0), nameOf(source), source.iterations);
}

function index(option: string, value: unknown, count: number): number {
  const message = expected(option, `an index from 0 to ${count - 1}`, value);
  if (typeof value !== 'number') throw new TypeError(message);
  if (!Number.isInteger(value) || value < 0 || value >= count) throw new RangeError(message);
  return value;
}

/** As `slice` counts: from the end where negative. A place beyond the end is refused, more than all from the end are all. */
function place(option: 'from' | 'to', value: unknown, source: Selectable): number {
  if (typeof value !== 'number' || !Number.isInteger(value)) throw new TypeError(expected(option, 'an integer', value));
  const { length } = source;
  const isBeyond = value > length || (option === 'to' && value < -length);
  if (!isBeyond) return value < 0 ? Math.max(0, length + value) : value;
  const has = length === 0 ? `no ${nameOf(source)} yet` : `${length} ${nameOf(source)}`;
  throw new RangeError(expected(option, `a place within those that are recorded (the run has ${has})`, value));
}

const nameOf = ({ owner }: Selectable): string => (owner === 'swaps' ? 'sweeps of swaps' : 'draws per chain');
