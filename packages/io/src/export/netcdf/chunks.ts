/** A hyperslab of an array, without stride: its offset and count per dimension. */
export type Hyperslab = { readonly offset: readonly number[]; readonly count: readonly number[] };

/** Numbers that are read or written at once: 1 MiB of float64, the size of HDF5's chunk cache. */
const CHUNK_LENGTH = 2 ** 17;

/**
 * Returns the shape of the chunks that an array is divided into: as many of the last dimension as fit, then of the one before. Chunks are
 * of about equal size, so that those at the ends waste next to nothing.
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

/** Yields the chunks of an array, the last dimension varying fastest. */
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

/** Returns the number of numbers in a hyperslab. */
export const sizeOf = (count: readonly number[]): number => count.reduce((all, size) => all * size, 1);
