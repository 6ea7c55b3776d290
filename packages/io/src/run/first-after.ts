/** Returns the first of `length` rows whose iteration, which rises with the row, is after `burnIn`; `length` if none is. */
export function firstAfter(length: number, burnIn: number, iterationOf: (row: number) => number): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (iterationOf(middle) > burnIn) high = middle;
    else low = middle + 1;
  }
  return low;
}
