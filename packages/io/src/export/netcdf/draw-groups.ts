import type { DrawSource } from '@epsie/core';
import { rangeError } from '@epsie/core/checks';
import { type DrawRange, drawAt, sliceOf } from '../draw-range.ts';
import { type Hyperslab, sizeOf } from './chunks.ts';
import type { DrawVariable } from './draw-variables.ts';
import { type GroupVariable, integers, type NetCDFGroup } from './netcdf-group.ts';

/** Contents of a group of draws. */
export type DrawGroup = {
  readonly range: DrawRange;
  readonly variables: readonly DrawVariable[];
  /** Further coordinates besides `iteration`, on all dimensions. */
  readonly coordinates: readonly DrawVariable[];
  /** Whether there is a dimension of all temperatures, or the coldest alone. */
  readonly tempered: boolean;
};

/** Writes a group of draws: (chain, draw), or (temperature, chain, draw). */
export async function writeDraws(source: DrawSource, group: NetCDFGroup, content: DrawGroup): Promise<void> {
  const { range, variables, coordinates, tempered } = content;
  if (tempered) await group.addDimension({ name: 'temperature', size: source.temperatures });
  await group.addDimension({ name: 'chain', size: source.chains });
  await group.addDimension({ name: 'draw', size: range.count });
  await group.addVariable(iterations('draw', (k) => source.iterationOfDraw(drawAt(range, k))));
  const dims = tempered ? ['temperature', 'chain', 'draw'] : ['chain', 'draw'];
  for (const beta of coordinates) await group.addVariable(groupVariable(beta, dims, range, {}));
  // Lists, for xarray, which variables are coordinates without an index.
  const attributes = { coordinates: ['iteration', ...coordinates.map(({ name }) => name)].join(' ') };
  for (const variable of variables) await group.addVariable(groupVariable(variable, dims, range, attributes));
}

/** Returns the coordinate `iteration` on a dimension. */
export function iterations(dim: string, iterationOf: (index: number) => number): GroupVariable {
  return { name: 'iteration', type: 'int64', dims: [dim], read: (slab) => integers(slab, iterationOf) };
}

type Texts = { readonly [name: string]: string };

function groupVariable(
  variable: DrawVariable,
  dims: readonly string[],
  range: DrawRange,
  attributes: Texts,
): GroupVariable {
  const { name, type } = variable;
  const read = (slab: Hyperslab): Promise<Float64Array> =>
    readRows(slab, ({ temperature, chain, from, count }) =>
      variable.read({ temperature, chain, ...sliceOf(range, from, count) }),
    );
  if (type === 'float64') return { name, type, dims, attributes, read };
  // NetCDF has no booleans; xarray converts bytes with this attribute to booleans.
  const bytes = async (slab: Hyperslab): Promise<Int8Array> => Int8Array.from(await read(slab));
  return { name, type: 'int8', dims, attributes: { ...attributes, dtype: 'bool' }, read: bytes };
}

/** Part of a row of a hyperslab: draws of one chain at one temperature. */
export type Row = {
  readonly temperature: number;
  readonly chain: number;
  readonly from: number;
  readonly count: number;
};

/** Reads the numbers of a hyperslab of (chain, …) or (temperature, chain, …) row by row. */
export async function readRows(
  { offset, count }: Hyperslab,
  read: (row: Row) => Promise<Float64Array>,
): Promise<Float64Array> {
  const [chain, from] = offset.slice(-2) as [number, number];
  const [chains, length] = count.slice(-2) as [number, number];
  const temperature = offset.length > 2 ? (offset[0] as number) : 0;
  const all = new Float64Array(sizeOf(count));
  for (let row = 0; row * length < all.length; row++) {
    const series = { temperature: temperature + Math.floor(row / chains), chain: chain + (row % chains) };
    const numbers = await read({ ...series, from, count: length });
    if (numbers.length !== length) throw rangeError(`Expected ${length} numbers of a run, got ${numbers.length}`);
    all.set(numbers, row * length);
  }
  return all;
}
