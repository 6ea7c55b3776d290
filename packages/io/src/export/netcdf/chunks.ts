/** A box in an array: where it begins, and how large it is. */
export type Hyperslab = { readonly offset: readonly number[]; readonly count: readonly number[] };

/** Numbers that are read, or written, in one go: 1 MiB of float64, the size of HDF5's cache of chunks. */
const CHUNK_LENGTH = 2 ** 17;

/**
 * Shape of the boxes of about equal size that an array is cut into: as many of the last dimension as fit, then of the one
 * before. Chunks at the ends then waste next to nothing.
 */
export function chunkShape(shape: readonly number[], length: number = CHUNK_LENGTH): number[] {
  const chunks: number[] = [];
  let room = length;
  for (const size of shape.toReversed()) {
    const most = Math.max(1, Math.min(size, room));
    const slab = Math.max(1, Math.ceil(size / Math.ceil(size / most)));
    chunks.unshift(slab);
    room = Math.floor(room / slab);
  }
  return chunks;
}

/** The boxes that an array is cut into, the last dimension running fastest. */
export function* chunksOf(shape: readonly number[], chunks: readonly number[]): Generator<Hyperslab> {
  const [size, ...inner] = shape;
  const [most, ...innerBlocks] = chunks;
  if (size === undefined || most === undefined) {
    yield { offset: [], count: [] };
    return;
  }
  for (let at = 0; at < size; at += most) {
    for (const { offset, count } of chunksOf(inner, innerBlocks)) {
      yield { offset: [at, ...offset], count: [Math.min(most, size - at), ...count] };
    }
  }
}

/** How many numbers are in a box. */
export const sizeOf = (count: readonly number[]): number => count.reduce((all, size) => all * size, 1);
