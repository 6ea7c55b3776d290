/** Numbers in arrays of arrays, of any kind and depth. */
export type Numbers = number | ArrayLike<number> | readonly Numbers[];

/**
 * Where two arrays of numbers first differ by more than `tolerance` relative to 1 + |x|, as text; undefined where they
 * never do. NaN and infinities equal themselves alone.
 */
export function firstDifference(actual: Numbers, expected: Numbers, tolerance: number, path = ''): string | undefined {
  if (typeof actual === 'number' || typeof expected === 'number') {
    const close = typeof actual === typeof expected && isClose(actual as number, expected as number, tolerance);
    return close ? undefined : `${path}: ${String(actual)} for ${String(expected)}`;
  }
  if (actual.length !== expected.length) return `${path}: length ${actual.length} for ${expected.length}`;
  for (let i = 0; i < expected.length; i++) {
    const found = firstDifference(actual[i] as Numbers, expected[i] as Numbers, tolerance, `${path}[${i}]`);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isClose(actual: number, expected: number, tolerance: number): boolean {
  return (
    actual === expected ||
    (Number.isNaN(actual) && Number.isNaN(expected)) ||
    Math.abs(actual - expected) <= tolerance * (1 + Math.abs(expected))
  );
}
