import { assertIntact } from '../corrupt-file.ts';
import type { TreeNode } from './nodes.ts';

// Scalars that JSON cannot represent, as { "$number": "NaN" } and { "$bigint": "12" }: in checkpoints and in manifests.

const NUMBERS: ReadonlyMap<unknown, number> = new Map([
  ['NaN', Number.NaN],
  ['-0', -0],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
]);

/** Parses a `$number`. */
export function readNumber(text: unknown): number {
  const value = NUMBERS.get(text);
  assertIntact(value !== undefined, 'invalid `$number`');
  return value;
}

const DECIMAL = /^(?:0|-?[1-9]\d{0,300})$/;
const HEXADECIMAL = /^-?0x[1-9a-f][0-9a-f]*$/;
/** No engine creates bigints of more bits. */
const LONGEST = 2 ** 28;

/** Parses a `$bigint`. */
export function readBigint(text: unknown): bigint {
  assertIntact(typeof text === 'string' && text.length < LONGEST, 'invalid `$bigint`');
  if (DECIMAL.test(text)) return BigInt(text);
  assertIntact(HEXADECIMAL.test(text), 'invalid `$bigint`');
  return text.startsWith('-') ? -BigInt(text.slice(1)) : BigInt(text);
}

/** Returns the node of a value that needs no array. */
export function scalarNode(value: unknown): TreeNode {
  if (typeof value === 'number') return numberNode(value);
  if (typeof value === 'bigint') return { $bigint: digits(value) };
  return value === undefined ? { $undefined: true } : (value as TreeNode);
}

const numberNode = (value: number): TreeNode => {
  if (Object.is(value, -0)) return { $number: '-0' };
  return Number.isFinite(value) ? value : { $number: String(value) };
};

// Conversion to decimal takes quadratic time; to hexadecimal, linear time.
const DECIMAL_LIMIT = 10n ** 300n;

function digits(value: bigint): string {
  if (-DECIMAL_LIMIT < value && value < DECIMAL_LIMIT) return String(value);
  return value < 0n ? `-0x${(-value).toString(16)}` : `0x${value.toString(16)}`;
}
