/**
 * Returns the least integer of at least `lowest` that satisfies a condition, which all above it satisfy too: by doubling steps up from
 * a guess, then by bisection.
 */
export function firstInteger(isReached: (k: number) => boolean, lowest: number, guess: number): number {
  let high = Math.max(lowest, guess);
  for (let step = 1; !isReached(high) && high < Number.MAX_SAFE_INTEGER; step *= 2) high += step;
  let low = lowest - 1;
  for (let step = 1, k = high - 1; k >= lowest; step *= 2, k -= step) {
    if (!isReached(k)) {
      low = k;
      break;
    }
    high = k;
  }
  while (high - low > 1) {
    const middle = Math.floor(low + 0.5 * (high - low));
    if (isReached(middle)) high = middle;
    else low = middle;
  }
  return high;
}
