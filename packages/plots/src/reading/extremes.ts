/** Draws of a series that are enough to draw it. */
export type Thinned = { readonly at: Int32Array | Uint32Array; readonly values: Float64Array };

/** Returns the smallest and the largest draw in each of `bins` parts of a series, in their order. NaN is kept where a part has nothing else. */
export function extremes(series: Float64Array, bins: number): Thinned {
  const kept = new Uint32Array(Math.min(series.length, 2 * bins));
  let count = 0;
  const parts = Math.min(bins, series.length);
  for (let bin = 0; bin < parts; bin++) {
    const [from, to] = [bin, bin + 1].map((b) => Math.floor((b * series.length) / parts)) as [number, number];
    const [low, high] = extremesIn(series, from, to);
    kept[count++] = Math.min(low, high);
    if (low !== high) kept[count++] = Math.max(low, high);
  }
  const at = kept.subarray(0, count);
  return { at, values: Float64Array.from(at, (i) => series[i] as number) };
}

function extremesIn(series: Float64Array, from: number, to: number): readonly [number, number] {
  let [low, high] = [from, from];
  for (let i = from; i < to; i++) {
    const x = series[i] as number;
    if (!(x >= (series[low] as number))) low = Number.isNaN(x) ? low : i;
    if (!(x <= (series[high] as number))) high = Number.isNaN(x) ? high : i;
  }
  return [low, high];
}
