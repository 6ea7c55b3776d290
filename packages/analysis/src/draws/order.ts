const BITS = 11;
const BUCKETS = 1 << BITS;
const PASSES = 6;

type Keys = { high: Uint32Array; low: Uint32Array; index: Uint32Array };

/**
 * Returns the indices of the values in ascending order, equal ones in the order of their indices. NaN has no place: callers exclude it.
 *
 * A radix sort of the bits of the values: it is linear, and of millions of draws several times faster than a sort by comparison.
 */
export function ascending(values: Float64Array): Uint32Array {
  let keys = keysOf(values);
  let spare = emptyKeys(values.length);
  for (let pass = 0; pass < PASSES; pass++) if (scatter(keys, spare, pass)) [keys, spare] = [spare, keys];
  return keys.index;
}

const emptyKeys = (length: number): Keys => ({
  high: new Uint32Array(length),
  low: new Uint32Array(length),
  index: new Uint32Array(length),
});

// Unsigned integers in the order of the values: the bits of a positive number, their complement of a negative one.
function keysOf(values: Float64Array): Keys {
  const keys = emptyKeys(values.length);
  const [float, words] = [new Float64Array(1), new Uint32Array(2)];
  const bits = new Uint32Array(float.buffer);
  float[0] = 1;
  const highAt = bits[1] === 0 ? 0 : 1;
  for (let i = 0; i < values.length; i++) {
    float[0] = (values[i] as number) + 0;
    words[0] = bits[highAt] as number;
    words[1] = bits[1 - highAt] as number;
    const flip = (words[0] as number) >>> 31 ? 0xffffffff : 0;
    keys.high[i] = (words[0] as number) ^ (flip | 0x80000000);
    keys.low[i] = (words[1] as number) ^ flip;
    keys.index[i] = i;
  }
  return keys;
}

// Sorts by one group of bits. Returns false, and leaves the target as it is, where all values share those bits.
function scatter(from: Keys, to: Keys, pass: number): boolean {
  const length = from.index.length;
  const { word, shift, carry } = groupOf(from, pass);
  const starts = new Uint32Array(BUCKETS + 1);
  const digit = (i: number): number =>
    (((word[i] as number) >>> shift) | (carry > 0 ? (from.high[i] as number) << carry : 0)) & (BUCKETS - 1);
  for (let i = 0; i < length; i++) starts[digit(i) + 1] = (starts[digit(i) + 1] as number) + 1;
  if (length === 0 || starts[digit(0) + 1] === length) return false;
  for (let b = 0; b < BUCKETS; b++) starts[b + 1] = (starts[b + 1] as number) + (starts[b] as number);
  for (let i = 0; i < length; i++) {
    const bucket = digit(i);
    const at = starts[bucket] as number;
    starts[bucket] = at + 1;
    to.high[at] = from.high[i] as number;
    to.low[at] = from.low[i] as number;
    to.index[at] = from.index[i] as number;
  }
  return true;
}

// The word with the lowest bit of a group, its place, and how far the higher word is shifted where the group spans both.
function groupOf({ high, low }: Keys, pass: number): { word: Uint32Array; shift: number; carry: number } {
  const bit = pass * BITS;
  if (bit >= 32) return { word: high, shift: bit - 32, carry: 0 };
  return { word: low, shift: bit, carry: bit + BITS > 32 ? 32 - bit : 0 };
}
