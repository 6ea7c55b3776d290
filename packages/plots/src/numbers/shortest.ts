/**
 * Returns the shortest interval from one value to that `inside` places further, the first of equals: the highest-density interval of draws with
 * `inside = ⌊p · n⌋` (Chen & Shao 1999, J. Comput. Graph. Statist. 8, 69).
 *
 * @param sorted values in ascending order
 */
export function shortestInterval(sorted: Float64Array, inside: number): readonly [low: number, high: number] {
  let [best, start] = [Number.POSITIVE_INFINITY, 0];
  for (let i = 0; i + inside < sorted.length; i++) {
    const width = (sorted[i + inside] as number) - (sorted[i] as number);
    if (width < best) [best, start] = [width, i];
  }
  return [sorted[start] ?? Number.NaN, sorted[start + inside] ?? Number.NaN];
}
