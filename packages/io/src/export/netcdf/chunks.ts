/** A box in an array: where it begins, and how large it is. */
export type Block = { readonly offset: readonly number[]; readonly count: readonly number[] };

/** Numbers that are read, or written, in one go: 1 MiB of float64, the size of HDF5's cache of chunks. */
const BLOCK_LENGTH = 2 ** 17;

/**
 * Shape of the boxes of about equal size that an array is cut into: as many of the last dimension as fit, then of the one
 * before. Chunks at the ends then waste next to nothing.
 */
export function blockShape(shape: readonly number[], length: number = BLOCK_LENGTH): number[] {
  const blocks: number[] = [];
  let room = length;
  for (const size of shape.toReversed()) {
    const most = Math.max(1, Math.min(size, room));
    const block = Math.max(1, Math.ceil(size / Math.ceil(size / most)));
    blocks.unshift(block);
    room = Math.floor(room / block);
  }
  return blocks;
}

/** The boxes that an array is cut into, the last dimension running fastest. */
export function* blocksOf(shape: readonly number[], blocks: readonly number[]): Generator<Block> {
  const [size, ...inner] = shape;
  const [most, ...innerBlocks] = blocks;
  if (size === undefined || most === undefined) {
    yield { offset: [], count: [] };
    return;
  }
  for (let at = 0; at < size; at += most) {
    for (const { offset, count } of blocksOf(inner, innerBlocks)) {
      yield { offset: [at, ...offset], count: [Math.min(most, size - at), ...count] };
    }
  }
}

/** How many numbers are in a box. */
export const sizeOf = (count: readonly number[]): number => count.reduce((all, size) => all * size, 1);
