const BITS = 11;
const BUCKETS = 1 << BITS;
const PASSES = 3;
/** Largest key; one less than fits, for a key that is rounded up. */
const LARGEST_KEY = 2 ** 32 - 2;
/** Moves per value after which the values are not spread evenly enough. */
const MOST_MOVES = 8;

/**
 * Returns the indices of the values in ascending order, equal ones in the order of their indices, from a radix sort of where they are between
 * the smallest and the largest one, to 32 bits; what that leaves unsorted is sorted by insertion. Undefined where that would take long, as of
 * values with a far outlier, for infinities, and where all values are the same.
 */
export function scaledOrder(values: Float64Array): Uint32Array | undefined {
  let keys = keysOf(values);
  if (keys === undefined) return undefined;
  let order = new Uint32Array(keys.length);
  let [spareKeys, spareOrder] = [new Uint32Array(keys.length), new Uint32Array(keys.length)];
  for (let i = 0; i < order.length; i++) order[i] = i;
  for (let pass = 0; pass < PASSES; pass++) {
    scatter(keys, order, spareKeys, spareOrder, pass * BITS);
    [keys, spareKeys] = [spareKeys, keys];
    [order, spareOrder] = [spareOrder, order];
  }
  return insert(values, order) ? order : undefined;
}

function keysOf(values: Float64Array): Uint32Array<ArrayBuffer> | undefined {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const x of values) {
    if (x < low) low = x;
    if (x > high) high = x;
  }
  const scale = LARGEST_KEY / (high - low);
  if (!(scale > 0 && scale < Number.POSITIVE_INFINITY)) return undefined;
  const keys = new Uint32Array(values.length);
  for (let i = 0; i < keys.length; i++) keys[i] = ((values[i] as number) - low) * scale;
  return keys;
}

function scatter(keys: Uint32Array, order: Uint32Array, toKeys: Uint32Array, toOrder: Uint32Array, bit: number): void {
  const starts = new Uint32Array(BUCKETS + 1);
  const mask = BUCKETS - 1;
  for (let i = 0; i < keys.length; i++) {
    const next = (((keys[i] as number) >>> bit) & mask) + 1;
    starts[next] = (starts[next] as number) + 1;
  }
  for (let b = 0; b < BUCKETS; b++) starts[b + 1] = (starts[b + 1] as number) + (starts[b] as number);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as number;
    const bucket = (key >>> bit) & mask;
    const at = starts[bucket] as number;
    starts[bucket] = at + 1;
    toKeys[at] = key;
    toOrder[at] = order[i] as number;
  }
}

// Returns false where it gave up.
function insert(values: Float64Array, order: Uint32Array): boolean {
  let moves = 0;
  for (let i = 1; i < order.length; i++) {
    const index = order[i] as number;
    const x = values[index] as number;
    let at = i;
    while (at > 0 && (values[order[at - 1] as number] as number) > x) {
      order[at] = order[at - 1] as number;
      at--;
    }
    order[at] = index;
    moves += i - at;
    if (moves > MOST_MOVES * order.length) return false;
  }
  return true;
}
