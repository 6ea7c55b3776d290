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
