import { expected, expectInteger, expectOptions } from '@epsie/core/checks';
import type { AllChains, Selection } from './draw-source.ts';
import { firstAfter } from './first-after.ts';

/** A selection with its defaults, in rows of a table. */
export type Resolved = {
  /** Nothing for all chains. */
  readonly chain: number | undefined;
  readonly temperature: number;
  readonly from: number;
  readonly to: number;
  readonly thin: number;
  /** Number of rows that are taken. */
  readonly count: number;
};

/** What there is to select from. */
export type Selectable = {
  /** Rows of the table. */
  readonly length: number;
  readonly chains: number;
  readonly temperatures: number;
  iterationOf(row: number): number;
};

/**
 * Checks and completes a selection.
 *
 * @throws TypeError or RangeError that names the option, also for a range beyond the rows that there are
 */
export function resolveSelection(selection: Selection | AllChains, table: Selectable): Resolved {
  expectOptions('draws', selection, ['chain', 'temperature', 'burnIn', 'from', 'to', 'thin']);
  const { chain, temperature = 0, burnIn, from, to = table.length, thin = 1 } = selection;
  if (burnIn !== undefined && from !== undefined)
    throw new TypeError('Expected `burnIn` (in iterations) or `from` (an index), got both');
  const first = burnIn === undefined ? place('from', from ?? 0, table.length) : placeAfter(burnIn, table);
  const end = Math.max(first, place('to', to, table.length));
  const step = expectInteger('thin', thin, 1);
  return {
    chain: chain === undefined ? undefined : index('chain', chain, table.chains),
    temperature: index('temperature', temperature, table.temperatures),
    from: first,
    to: end,
    thin: step,
    count: Math.ceil((end - first) / step),
  };
}

function index(option: string, value: unknown, count: number): number {
  const message = expected(option, `an index from 0 to ${count - 1}`, value);
  if (typeof value !== 'number') throw new TypeError(message);
  if (!Number.isInteger(value) || value < 0 || value >= count) throw new RangeError(message);
  return value;
}

function place(option: string, value: unknown, length: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value)) throw new TypeError(expected(option, 'an integer', value));
  if (value >= -length && value <= length) return value < 0 ? length + value : value;
  throw new RangeError(expected(option, `from ${-length} to ${length} (there are ${length} recorded)`, value));
}

function placeAfter(burnIn: number, { length, iterationOf }: Selectable): number {
  expectInteger('burnIn', burnIn, 0);
  const last = length === 0 ? 0 : iterationOf(length - 1);
  if (burnIn > 0 && burnIn >= last)
    throw new RangeError(expected('burnIn', `less than ${last}, the iteration of the last one recorded`, burnIn));
  return firstAfter(length, burnIn, iterationOf);
}
