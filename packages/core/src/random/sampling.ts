import { boundedUint32, intervalUint32 } from './bounded.ts';
import type { Pcg64 } from './pcg64.ts';

/** Above this size, and with more than a fiftieth chosen, shuffling indices beats collecting distinct ones. */
const TAIL_SHUFFLE_SIZE = 10_000;
const TAIL_SHUFFLE_SHARE = 50;

/** Draws `count` distinct indices below `size`, in random order, as NumPy's `choice(size, count, replace=False)` does. */
export function sampleIndices(bits: Pcg64, size: number, count: number): number[] {
  if (size > TAIL_SHUFFLE_SIZE && count > Math.floor(size / TAIL_SHUFFLE_SHARE)) return sampleTail(bits, size, count);
  const indices = sampleFloyd(bits, size, count);
  shuffleFrom(1, indices, (i) => boundedUint32(bits, i));
  return indices;
}

/** Shuffles in place (Fisher and Yates, from the end), as NumPy's `shuffle` does. */
export function shuffleInPlace(bits: Pcg64, items: { [index: number]: unknown; readonly length: number }): void {
  shuffleFrom(1, items, (i) => intervalUint32(bits, i));
}

/** Draws by the method of R. W. Floyd, in J. Bentley, "Programming pearls: a sample of brilliance", Commun. ACM 30, 754 (1987). */
function sampleFloyd(bits: Pcg64, size: number, count: number): number[] {
  const chosen = new Set<number>();
  for (let last = size - count; last < size; last++) {
    const index = boundedUint32(bits, last);
    chosen.add(chosen.has(index) ? last : index);
  }
  return [...chosen];
}

/** Returns the last `count` of all indices, after a shuffle of these. */
function sampleTail(bits: Pcg64, size: number, count: number): number[] {
  const indices = Array.from({ length: size }, (_, i) => i);
  shuffleFrom(Math.max(size - count, 1), indices, (i) => boundedUint32(bits, i));
  return indices.slice(size - count);
}

/** Swaps every item, from the end down to `first`, with one drawn from those up to it. */
function shuffleFrom(
  first: number,
  items: { [index: number]: unknown; readonly length: number },
  draw: (maximum: number) => number,
): void {
  for (let i = items.length - 1; i >= first; i--) {
    const j = draw(i);
    const item = items[j];
    items[j] = items[i];
    items[i] = item;
  }
}
