/**
 * Returns the order statistic `k` (0 is the smallest), by quickselect: linear, where a sort is not. Afterwards no value before index `k` is
 * larger, and none behind it smaller.
 *
 * @param values reordered; without NaN
 */
export function select(values: Float64Array, k: number): number {
  let [left, right] = [0, values.length - 1];
  while (left < right) {
    const pivot = middle(values[left] as number, values[(left + right) >>> 1] as number, values[right] as number);
    const [i, j] = partition(values, pivot, left, right);
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else break;
  }
  return values[k] ?? Number.NaN;
}

const middle = (a: number, b: number, c: number): number => Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));

// Values up to the pivot in left…j, values from it on in i…right.
function partition(values: Float64Array, pivot: number, left: number, right: number): readonly [i: number, j: number] {
  let [i, j] = [left, right];
  while (i <= j) {
    while ((values[i] as number) < pivot) i++;
    while ((values[j] as number) > pivot) j--;
    if (i > j) break;
    const x = values[i] as number;
    values[i++] = values[j] as number;
    values[j--] = x;
  }
  return [i, j];
}
