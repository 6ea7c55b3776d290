import type { Selection } from '@epsie/core';
import type { ExportSource } from '../export-format.ts';
import type { Hyperslab } from './chunks.ts';
import { iterations, type Row, readRows } from './draw-groups.ts';
import type { NetCDFGroup } from './netcdf-group.ts';

const COORDINATES = { coordinates: 'iteration' };

/**
 * Writes the sweeps of swaps from `first` on, unthinned: the state that a level has after a sweep depends on all sweeps before it.
 * A run that recorded only the coldest level has one pair, with the next hotter level.
 */
export async function writeSwaps(source: ExportSource, group: NetCDFGroup, first: number): Promise<void> {
  const { temperatures, configuration } = source;
  const pairs = Math.min(temperatures, (configuration.tempering?.betas.length ?? 1) - 1);
  await group.addDimension({ name: 'temperature', size: temperatures });
  if (pairs > 0) await group.addDimension({ name: 'temperature_pair', size: pairs });
  await group.addDimension({ name: 'chain', size: source.chains });
  await group.addDimension({ name: 'swap', size: source.sweeps - first });
  await group.addVariable(iterations('swap', (k) => source.iterationOfSweep(first + k)));
  const read = (name: 'index' | 'ratio', slab: Hyperslab): Promise<Float64Array> =>
    readRows(slab, async (row) => source.swaps(name, selectionOf(row, first)));
  await group.addVariable({
    name: 'index',
    type: 'int32',
    dims: ['temperature', 'chain', 'swap'],
    attributes: COORDINATES,
    read: async (slab) => Int32Array.from(await read('index', slab)),
  });
  if (pairs === 0) return;
  await group.addVariable({
    name: 'acceptance',
    type: 'float64',
    dims: ['temperature_pair', 'chain', 'swap'],
    attributes: COORDINATES,
    read: (slab) => read('ratio', slab),
  });
}

function selectionOf({ temperature, chain, from, count }: Row, first: number): Selection {
  return { temperature, chain, from: first + from, to: first + from + count };
}
