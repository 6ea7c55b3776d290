// Plain data as JSON for people to read; what JSON lacks is spelt out, as { "$number": "Infinity" }.

type Tagged = { readonly $number?: string; readonly $bigint?: string };

/** Plain data of numbers, strings, booleans, bigints, arrays and objects as JSON. */
export const toJson = (value: unknown): string => JSON.stringify(value, (_key, item: unknown) => tag(item), 2);

/** The data again. */
export const fromJson = (text: string): unknown => JSON.parse(text, (_key, item: unknown) => untag(item));

function tag(item: unknown): unknown {
  if (typeof item === 'bigint') return { $bigint: String(item) };
  if (typeof item !== 'number' || (Number.isFinite(item) && !Object.is(item, -0))) return item;
  return { $number: Object.is(item, -0) ? '-0' : String(item) };
}

function untag(item: unknown): unknown {
  if (typeof item !== 'object' || item === null) return item;
  const { $number, $bigint } = item as Tagged;
  if (typeof $number === 'string') return Number($number);
  return typeof $bigint === 'string' && /^-?\d+$/.test($bigint) ? BigInt($bigint) : item;
}
