/** Most buckets of one step. */
const BUCKETS = 2048;
/** Buckets with as many values are sorted by insertion. */
const FEW = 24;
/** Ranges that fit into the cache, and are sorted by insertion once their buckets are small. */
const CACHED = 4096;
/** Steps after which the values are not spread evenly enough. */
const MOST_STEPS = 5;

/** Values with their indices, and as much space to move them to. */
export type Sortable = {
  readonly values: Float64Array;
  readonly order: Uint32Array;
  readonly spareValues: Float64Array;
  readonly spareOrder: Uint32Array;
};

/**
 * Sorts values together with their indices into buckets of equal width, and the values of each bucket in the same way; equal values keep their
 * order. The second step is done in the cache, which makes this several times faster than a radix sort. Returns false, with the
 * values in no particular order, where that would take many steps, as with far outliers of outliers, and for infinities.
 */
export function bucketSort(sortable: Sortable): boolean {
  const starts = Array.from({ length: MOST_STEPS }, () => new Uint32Array(BUCKETS + 1));
  return sortRange(sortable, 0, sortable.values.length, starts);
}

function sortRange(sortable: Sortable, from: number, to: number, spareStarts: readonly Uint32Array[]): boolean {
  if (to - from <= FEW) return insert(sortable, from, to);
  const [low, high] = rangeOf(sortable.values, from, to);
  if (low === high) return true;
  const [starts, ...rest] = spareStarts;
  const buckets = Math.min(BUCKETS, (to - from) >>> 1);
  // A little less than there are buckets, so that rounding leads to none behind the last.
  const scale = (buckets - 1e-6) / (high - low);
  if (starts === undefined || !(scale > 0 && scale < Number.POSITIVE_INFINITY)) return false;
  const largest = countInto(starts, sortable.values, from, to, low, scale, buckets);
  distribute(sortable, from, to, low, scale, starts);
  if (to - from <= CACHED && largest <= FEW) return insert(sortable, from, to);
  for (let b = 0, begin = from; b < buckets; b++) {
    const end = starts[b] as number;
    if (end - begin > 1 && !sortRange(sortable, begin, end, rest)) return false;
    begin = end;
  }
  return true;
}

function rangeOf(values: Float64Array, from: number, to: number): readonly [low: number, high: number] {
  let [low, high] = [values[from] as number, values[from] as number];
  for (let i = from; i < to; i++) {
    const x = values[i] as number;
    if (x < low) low = x;
    if (x > high) high = x;
  }
  return [low, high];
}

// Sets where each bucket begins. Returns the size of the largest.
function countInto(
  starts: Uint32Array,
  values: Float64Array,
  from: number,
  to: number,
  low: number,
  scale: number,
  buckets: number,
): number {
  starts.fill(0, 0, buckets);
  for (let i = from; i < to; i++) {
    const bucket = (((values[i] as number) - low) * scale) | 0;
    starts[bucket] = (starts[bucket] as number) + 1;
  }
  let [at, largest] = [from, 0];
  for (let b = 0; b < buckets; b++) {
    const count = starts[b] as number;
    starts[b] = at;
    at += count;
    if (count > largest) largest = count;
  }
  return largest;
}

// Moves the values to their buckets. Afterwards `starts` has where each bucket ends.
function distribute(
  sortable: Sortable,
  from: number,
  to: number,
  low: number,
  scale: number,
  starts: Uint32Array,
): void {
  const { values, order, spareValues, spareOrder } = sortable;
  for (let i = from; i < to; i++) {
    const x = values[i] as number;
    const bucket = ((x - low) * scale) | 0;
    const at = starts[bucket] as number;
    starts[bucket] = at + 1;
    spareValues[at] = x;
    spareOrder[at] = order[i] as number;
  }
  values.set(spareValues.subarray(from, to), from);
  order.set(spareOrder.subarray(from, to), from);
}

function insert({ values, order }: Sortable, from: number, to: number): true {
  for (let i = from + 1; i < to; i++) {
    const x = values[i] as number;
    const index = order[i] as number;
    let at = i;
    for (; at > from && (values[at - 1] as number) > x; at--) {
      values[at] = values[at - 1] as number;
      order[at] = order[at - 1] as number;
    }
    values[at] = x;
    order[at] = index;
  }
  return true;
}
