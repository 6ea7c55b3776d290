const BITS = 11;
const BUCKETS = 1 << BITS;
const MASK = BUCKETS - 1;
const PASSES = 6;

type Keys = { high: Uint32Array; low: Uint32Array; index: Uint32Array };

/**
 * Returns the indices of the values in ascending order, equal ones in the order of their indices, by a radix sort of their bits: linear, however the
 * values are spread.
 */
export function orderOfBits(values: Float64Array): Uint32Array {
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
  const digits = digitsOf(from, pass * BITS);
  const starts = startsOf(digits);
  if (starts === undefined) return false;
  for (let i = 0; i < digits.length; i++) {
    const bucket = digits[i] as number;
    const at = starts[bucket] as number;
    starts[bucket] = at + 1;
    to.high[at] = from.high[i] as number;
    to.low[at] = from.low[i] as number;
    to.index[at] = from.index[i] as number;
  }
  return true;
}

// The group of bits that begins at a bit, of every key. One group spans both words.
function digitsOf({ high, low }: Keys, bit: number): Uint16Array {
  const digits = new Uint16Array(low.length);
  const [word, shift] = bit >= 32 ? [high, bit - 32] : [low, bit];
  for (let i = 0; i < digits.length; i++) digits[i] = ((word[i] as number) >>> shift) & MASK;
  if (bit < 32 && bit + BITS > 32)
    for (let i = 0; i < digits.length; i++)
      digits[i] = (digits[i] as number) | (((high[i] as number) << (32 - bit)) & MASK);
  return digits;
}

// Where the values of each bucket begin. Undefined where one bucket has all.
function startsOf(digits: Uint16Array): Uint32Array | undefined {
  const starts = new Uint32Array(BUCKETS + 1);
  for (const digit of digits) starts[digit + 1] = (starts[digit + 1] as number) + 1;
  if (digits.length === 0 || starts[(digits[0] as number) + 1] === digits.length) return undefined;
  for (let b = 0; b < BUCKETS; b++) starts[b + 1] = (starts[b + 1] as number) + (starts[b] as number);
  return starts;
}
