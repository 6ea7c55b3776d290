// This package does not depend on EPSIE, so it has its own checks.

/**
 * Checks that an argument is an integer within limits.
 *
 * @throws TypeError or RangeError if it is not
 */
export function expectInteger(name: string, value: unknown, low: number, high: number): void {
  if (Number.isSafeInteger(value) && (value as number) >= low && (value as number) <= high) return;
  const range = high === Number.MAX_SAFE_INTEGER ? `from ${low} up` : `from ${low} to ${high}`;
  const message = `Expected \`${name}\` to be an integer ${range}, got`;
  if (typeof value === 'number') throw new RangeError(`${message} ${value}`);
  throw new TypeError(`${message} ${String(value)} (${typeof value})`);
}

/**
 * Checks that an argument is a typed array, a Buffer or a DataView.
 *
 * @throws TypeError if it is not
 */
export function expectMemory(name: string, value: unknown): void {
  if (ArrayBuffer.isView(value)) return;
  throw new TypeError(`Expected \`${name}\` to be a typed array or a Buffer, got ${String(value)} (${typeof value})`);
}
