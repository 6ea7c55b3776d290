import type { NpyArray } from '../npy.ts';
import { childName, memberName } from './names.ts';
import { escapeKey, type TreeNode } from './nodes.ts';
import { packBigints, packBooleans, packNumbers, packRagged, packTyped, toHex } from './pack.ts';
import { scalarNode } from './scalars.ts';
import { areTypedArrays, fitsTwoLimbs, isUniform, isWorthStacking } from './uniform.ts';
import { type AnyTypedArray, bytesOf, isTypedArrayName, type TypedArrayName, typeOf } from './value-types.ts';

/** An array with the name of its member. */
export type NamedArray = NpyArray & { readonly name: string };

type Axes = readonly number[];
type Values = readonly unknown[];
type PlainObject = { readonly [key: string]: unknown };

/** Largest number of members; smaller arrays then go into the JSON. */
const MAX_MEMBERS = 4000;
/** Largest typed array in the JSON, in bytes, where there may be thousands of them. */
const INLINE_BYTES = 1024;
/** Largest number of positions on an axis that may have a node each. */
const MAX_SPLIT = 64;

/**
 * Describes plain data as nodes and arrays, column by column. The elements of a long array become one node, whose leaves are arrays with one
 * more axis. A column is all values at the same path, the last axis varying fastest; a single value has no axes:
 *
 *     value  { betas: [1, 0.5], chains: [{ at: Float64Array [1, 2], n: 7 }, { at: Float64Array [3, 4], n: 8 }] }
 *
 *     node   { betas: [1, 0.5],                              2 numbers: short, stays JSON
 *              chains: { $stack: 2, each: {                  2 objects with the same keys: axes [2]
 *                at: { $array: 'chains.at', of: 'Float64Array' },
 *                n:  { $array: 'chains.n', of: 'number' } } } }
 *     arrays chains.at  float64 (2, 2)  1 2 3 4
 *            chains.n   float64 (2)     7 8
 *
 * Where the values of a column differ in type, keys or length, it is split by position on its last axis (`$split`: the proposals of each chain),
 * concatenated (`$ragged`: typed arrays of different lengths) or described value by value (`$items`).
 */
export class TreeEncoder {
  /** Arrays so far. */
  readonly arrays: NamedArray[] = [];
  /** Largest number of values that a reader will create. */
  values = 0;
  #stacking: boolean;

  /** @param stacking whether arrays of like elements become arrays of their leaves */
  constructor(stacking: boolean) {
    this.#stacking = stacking;
  }

  /** Returns the node of a value that `checkTree` has accepted. */
  encode(name: string, value: unknown): TreeNode {
    return this.#column([value], [], name);
  }

  #column(values: Values, axes: Axes, name: string): TreeNode {
    this.values += values.length;
    if (axes.length > 0 && !this.#isUniform(values)) return this.#mixed(values, axes, name);
    const [first] = values;
    const type = typeOf(first);
    if (type === 'object') return this.#objects(values as readonly PlainObject[], axes, name);
    if (type === 'array') return this.#lists(values as readonly Values[], axes, name);
    if (isTypedArrayName(type)) return this.#typed(values as readonly AnyTypedArray[], type, axes, name);
    return axes.length === 0 ? scalarNode(first) : this.#scalars(values, axes, name);
  }

  // Equal strings, null and undefined are uniform too: one scalar describes the column.
  #isUniform(values: Values): boolean {
    return isUniform(values) && this.arrays.length < MAX_MEMBERS;
  }

  #scalars(values: Values, axes: Axes, name: string): TreeNode {
    const [first] = values;
    if (typeof first === 'number') return this.#add(name, 'number', packNumbers(values as number[], axes));
    if (typeof first === 'boolean') return this.#add(name, 'boolean', packBooleans(values as boolean[], axes));
    if (fitsTwoLimbs(first)) return this.#add(name, 'bigint', packBigints(values as bigint[], axes));
    return scalarNode(first);
  }

  #typed(values: readonly AnyTypedArray[], arrayName: TypedArrayName, axes: Axes, name: string): TreeNode {
    const [first] = values as [AnyTypedArray];
    const inText = axes.length === 0 && (this.arrays.length >= MAX_MEMBERS || this.#isSmall(first));
    return inText
      ? { $bytes: toHex(bytesOf(first)), of: arrayName }
      : this.#add(name, arrayName, packTyped(values, arrayName, axes));
  }

  #isSmall(array: AnyTypedArray): boolean {
    return !this.#stacking && array.byteLength <= INLINE_BYTES;
  }

  #add(name: string, of: string, array: NpyArray): TreeNode {
    return { $array: this.#member(name, array), of };
  }

  #member(path: string, array: NpyArray): string {
    const name = memberName(path, this.arrays.length);
    this.arrays.push({ name, ...array });
    return name;
  }

  #objects(values: readonly PlainObject[], axes: Axes, name: string): TreeNode {
    // Without a prototype, `__proto__` is an ordinary key.
    const node = Object.create(null) as { [key: string]: TreeNode };
    for (const key of Object.keys(values[0] as PlainObject)) {
      const column = values.map((value) => value[key]);
      node[escapeKey(key)] = this.#column(column, axes, childName(name, key));
    }
    return node;
  }

  #lists(values: readonly Values[], axes: Axes, name: string): TreeNode {
    const [first] = values as [Values];
    if (first.length === 0) return [];
    if (axes.length === 0 && !(this.#stacking && isWorthStacking(first)))
      return Array.from(first, (item, i) => this.#column([item], [], childName(name, i)));
    const each = this.#column(allItems(values), [...axes, first.length], name);
    return elementNodes(each, axes) ?? { $stack: first.length, each };
  }

  #mixed(values: Values, axes: Axes, name: string): TreeNode {
    const positions = this.#byPosition(values, axes);
    if (positions !== undefined)
      return { $split: positions.map((position, i) => this.#column(position, axes.slice(0, -1), childName(name, i))) };
    if (areTypedArrays(values) && this.arrays.length < MAX_MEMBERS) return this.#ragged(values, axes, name);
    const stacking = this.#stacking;
    this.#stacking = false;
    const items = values.map((value, i) => this.#column([value], [], childName(name, i)));
    this.#stacking = stacking;
    return { $items: items };
  }

  /** Splits a column by position on the last axis; `undefined` unless each part is uniform, as different proposals are. */
  #byPosition(values: Values, axes: Axes): Values[] | undefined {
    const length = axes.at(-1) ?? 0;
    if (axes.length < 2 || length > MAX_SPLIT) return undefined;
    const positions = Array.from({ length }, (_, position) => strided(values, position, length));
    return positions.every((position) => this.#isUniform(position)) ? positions : undefined;
  }

  #ragged(values: readonly AnyTypedArray[], axes: Axes, name: string): TreeNode {
    const arrayName = typeOf(values[0]) as TypedArrayName;
    const [all, lengths] = packRagged(values, arrayName, axes);
    return { $ragged: this.#member(name, all), lengths: this.#member(`${name}.lengths`, lengths), of: arrayName };
  }
}

function allItems(lists: readonly Values[]): unknown[] {
  const result: unknown[] = [];
  // A hole in an array counts as undefined.
  for (const list of lists) for (let i = 0; i < list.length; i++) result.push(list[i]);
  return result;
}

function strided(values: Values, from: number, step: number): unknown[] {
  const result: unknown[] = [];
  for (let i = from; i < values.length; i += step) result.push(values[i]);
  return result;
}

/** Returns the nodes of an array's elements if each has its own: then the array is a JSON array. */
function elementNodes(each: TreeNode, axes: Axes): TreeNode | undefined {
  if (typeof each !== 'object' || each === null || Array.isArray(each)) return undefined;
  const { $split, $items } = each as { readonly [key: string]: TreeNode };
  return $split ?? (axes.length === 0 ? $items : undefined);
}
