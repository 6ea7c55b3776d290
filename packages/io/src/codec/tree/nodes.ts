/**
 * What `meta.json` says about values: words as they are, and objects of one special first key where JSON has no scalarNode.
 *
 * | node | values |
 * |---|---|
 * | `{"$number": "NaN"}` | NaN, −0, ±Infinity |
 * | `{"$bigint": "12"}` | a bigint, in hexadecimal digits from 10^300 up |
 * | `{"$undefined": true}` | undefined |
 * | `{"$bytes": "00ff", "of": "Uint8Array"}` | a small typed array, little-endian |
 * | `{"$array": "state.betas", "of": "Float64Array"}` | a typed array, or one value per element of a stack, in a member |
 * | `{"$ragged": "…", "lengths": "…", "of": …}` | typed arrays of different lengths, one behind the other |
 * | `{"$stack": 280, "each": node}` | an array; `node` stands for all its elements: its arrays have one axis more |
 * | `{"$split": [node, …]}` | one node for each place on the last axis |
 * | `{"$items": [node, …]}` | one node for each element of all axes |
 *
 * An object's own keys that begin with `$` get one more.
 */
export type TreeNode = null | boolean | number | string | readonly TreeNode[] | { readonly [key: string]: TreeNode };

/** How many values a file may make of one of its bytes, at most. */
export const VALUES_PER_BYTE = 4;

/** The key under which an object's key stands in a node. */
export const escapeKey = (key: string): string => (key.startsWith('$') ? `$${key}` : key);

/** The scalarNode for a value that needs no array; nothing if there is none. */
export function scalarNode(value: unknown): TreeNode {
  if (typeof value === 'number') return numberNode(value);
  if (typeof value === 'bigint') return { $bigint: digits(value) };
  return value === undefined ? { $undefined: true } : (value as TreeNode);
}

const numberNode = (value: number): TreeNode => {
  if (Object.is(value, -0)) return { $number: '-0' };
  return Number.isFinite(value) ? value : { $number: String(value) };
};

// Decimal digits of long numbers take quadratic time.
const DECIMAL = 10n ** 300n;

function digits(value: bigint): string {
  if (-DECIMAL < value && value < DECIMAL) return String(value);
  return value < 0n ? `-0x${(-value).toString(16)}` : `0x${value.toString(16)}`;
}
