import { type Hyperslab, sizeOf } from './chunks.ts';
import type { NetCDFGroup } from './netcdf-group.ts';
import type { UserArray } from './user-data.ts';

/** Writes the user's arrays. A dimension without coordinates among them gets the coordinates 0, 1, … */
export async function writeUserData(group: NetCDFGroup, arrays: readonly UserArray[]): Promise<void> {
  const isCoordinate = ({ name, dims }: UserArray): boolean => dims.length === 1 && dims[0] === name;
  const coordinates = arrays.filter(isCoordinate);
  for (const { name, data } of coordinates) {
    await group.addCoordinates(name, data.length, 'float64', (slab) => part(data, [data.length], slab));
  }
  const given = new Set(coordinates.map(({ name }) => name));
  for (const { shape, dims } of arrays) {
    for (const [i, name] of dims.entries()) {
      if (given.has(name)) continue;
      given.add(name);
      await group.addDimension({ name, size: shape[i] as number });
    }
  }
  for (const { name, data, shape, dims } of arrays.filter((array) => !isCoordinate(array))) {
    await group.addVariable({ name, type: 'float64', dims, read: (slab) => part(data, shape, slab) });
  }
}

/** Copies the numbers of a hyperslab of an array. */
function part(data: Float64Array, shape: readonly number[], { offset, count }: Hyperslab): Float64Array {
  const numbers = new Float64Array(sizeOf(count));
  const length = count.at(-1) ?? 1;
  for (let i = 0; i < numbers.length; i += length) {
    // Converts the index of a row in the hyperslab to its offset in the array, from the last dimension but one to the first.
    let [rest, at, stride] = [i / length, offset.at(-1) ?? 0, shape.at(-1) ?? 1];
    for (let d = shape.length - 2; d >= 0; d--) {
      const size = count[d] as number;
      at += ((offset[d] as number) + (rest % size)) * stride;
      rest = Math.floor(rest / size);
      stride *= shape[d] as number;
    }
    numbers.set(data.subarray(at, at + length), i);
  }
  return numbers;
}
