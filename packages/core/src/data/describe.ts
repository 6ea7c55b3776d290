/** Returns a short text for any value, for messages. */
export function describe(value: unknown): string {
  try {
    if (typeof value === 'string') return JSON.stringify(value);
    if (typeof value === 'bigint') return `${value}n`;
    if (typeof value === 'function') return `function ${value.name || '(anonymous)'}`;
    if (typeof value !== 'object' || value === null) return String(value);
    return clip(JSON.stringify(value, (_key, item: unknown) => jsonItem(item)).replaceAll(VERBATIM, '$1'));
  } catch {
    return Object.prototype.toString.call(value);
  }
}

// Values that JSON cannot represent are marked as text; then the quotes around them are removed.
const verbatim = (text: string): string => `\u2060${text}\u2060`;
const VERBATIM = /"\u2060([^"\u2060]*)\u2060"/g;

function jsonItem(item: unknown): unknown {
  if (item === undefined || (typeof item === 'number' && !Number.isFinite(item))) return verbatim(String(item));
  if (typeof item === 'bigint') return verbatim(`${item}n`);
  if (typeof item === 'function') return verbatim(`function ${item.name}`.trimEnd());
  if (typeof item === 'symbol') return String(item);
  if (ArrayBuffer.isView(item)) return Array.from(item as Float64Array);
  return item;
}

const clip = (text: string): string => (text.length > 200 ? `${text.slice(0, 200)}…` : text);
