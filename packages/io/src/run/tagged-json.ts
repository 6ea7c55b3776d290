import type { TreeNode } from '../codec/tree/nodes.ts';
import { readBigint, readNumber, scalarNode } from '../codec/tree/scalars.ts';

/** Returns plain data (without typed arrays) as JSON for people to read, with the scalars of checkpoints. */
export const toJson = (value: unknown): string => JSON.stringify(value, (_key, item: unknown) => encode(item), 2);

/** Parses the JSON of {@link toJson}. Throws `CorruptFile` for an invalid scalar. */
export const fromJson = (text: string): unknown => JSON.parse(text, (_key, item: unknown) => decode(item));

const encode = (item: unknown): unknown =>
  typeof item === 'number' || typeof item === 'bigint' ? scalarNode(item) : item;

function decode(item: unknown): unknown {
  if (typeof item !== 'object' || item === null) return item;
  const { $number, $bigint } = item as { readonly [key: string]: TreeNode };
  if (typeof $number === 'string') return readNumber($number);
  return typeof $bigint === 'string' ? readBigint($bigint) : item;
}
