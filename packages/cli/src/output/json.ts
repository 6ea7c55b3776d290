/**
 * Returns JSON of plain data on lines: numbers that are not finite become null, big integers and dates strings, typed arrays arrays.
 *
 * @param indent spaces; 0 for a single line
 */
export function jsonOf(data: unknown, indent = 2): string {
  return JSON.stringify(data, replace, indent);
}

function replace(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as Iterable<number>);
  return value;
}
