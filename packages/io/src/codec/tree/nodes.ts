/**
 * A node of `meta.json`, which describes values: JSON's own scalars as they are, and objects with one special first key for what JSON cannot
 * represent.
 *
 * | node | values |
 * |---|---|
 * | `{"$number": "NaN"}` | NaN, −0, ±Infinity |
 * | `{"$bigint": "12"}` | a bigint, in hexadecimal digits from 10^300 up |
 * | `{"$undefined": true}` | undefined |
 * | `{"$bytes": "00ff", "of": "Uint8Array"}` | a small typed array, little-endian |
 * | `{"$array": "state.betas", "of": "Float64Array"}` | a typed array, or one value per element of a stack, stored in a member |
 * | `{"$ragged": "…", "lengths": "…", "of": …}` | concatenated typed arrays of different lengths |
 * | `{"$stack": 280, "each": node}` | an array; `node` describes all its elements together: its arrays have one more axis |
 * | `{"$split": [node, …]}` | one node for each position on the last axis |
 * | `{"$items": [node, …]}` | one node for each element of all axes |
 *
 * An object's own keys that begin with `$` get another `$` in front.
 */
export type TreeNode = null | boolean | number | string | readonly TreeNode[] | { readonly [key: string]: TreeNode };

/** Largest number of values per byte of a file: limits the memory that a small file can ask for. */
export const VALUES_PER_BYTE = 4;

/** Escapes an object's key for a node. */
export const escapeKey = (key: string): string => (key.startsWith('$') ? `$${key}` : key);

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
const DECIMAL = 10n ** 300n;

function digits(value: bigint): string {
  if (-DECIMAL < value && value < DECIMAL) return String(value);
  return value < 0n ? `-0x${(-value).toString(16)}` : `0x${value.toString(16)}`;
}
