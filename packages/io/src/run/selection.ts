import { expected, expectInteger, expectOptions } from '@epsie/core/checks';
import type { Selection } from './draw-source.ts';

/** A {@link Selection} with its defaults, in rows of a table. */
export type Resolved = {
  readonly chain: number;
  readonly temperature: number;
  readonly from: number;
  readonly to: number;
  readonly thin: number;
  readonly rows: { readonly length: number };
};

/**
 * Checks and completes a selection.
 *
 * @param length rows that there are
 */
export function resolveSelection(
  selection: Selection,
  length: number,
  { chains, temperatures }: { readonly chains: number; readonly temperatures: number },
): Resolved {
  expectOptions('draws', selection, ['chain', 'temperature', 'from', 'to', 'thin']);
  const { chain, temperature = 0, from = 0, to = length, thin = 1 } = selection;
  const first = place('from', from, length);
  const end = Math.max(first, place('to', to, length));
  const step = expectInteger('thin', thin, 1);
  return {
    chain: index('chain', chain, chains),
    temperature: index('temperature', temperature, temperatures),
    from: first,
    to: end,
    thin: step,
    rows: { length: Math.ceil((end - first) / step) },
  };
}

function index(option: string, value: unknown, count: number): number {
  const message = expected(option, `an index from 0 to ${count - 1}`, value);
  if (typeof value !== 'number') throw new TypeError(message);
  if (!Number.isInteger(value) || value < 0 || value >= count) throw new RangeError(message);
  return value;
}

/** As `slice` counts: from the end where negative, and within the rows. */
function place(option: string, value: unknown, length: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value)) throw new TypeError(expected(option, 'an integer', value));
  return Math.min(Math.max(value < 0 ? length + value : value, 0), length);
}
