import type { NpyArray } from '../npy.ts';
import { childName, memberName } from './names.ts';
import { escapeKey, type Node, word } from './nodes.ts';
import { packBigints, packBooleans, packNumbers, packRagged, packTyped, toHex } from './pack.ts';
import { areTyped, fitsTwoLimbs, isUniform, isWorthStacking } from './uniform.ts';
import { type AnyTyped, bytesOf, isKind, type Kind, sortOf } from './value-types.ts';

/** An array with the name of its member. */
export type NamedArray = NpyArray & { readonly name: string };

type Axes = readonly number[];
type Values = readonly unknown[];
type Record = { readonly [key: string]: unknown };

/** More members than this are no help to anybody: smaller arrays then go into the text. */
const MANY_MEMBERS = 4000;
/** Bytes of a typed array that stands in the text, where there may be thousands of them. */
const SMALL = 1024;
/** Places on an axis that may have a node each. */
const MANY_PLACES = 64;

/**
 * Describes plain data as nodes and arrays. Works on columns: all values that stand at the same path of a stack, the
 * last axis fastest; a single value has no axes.
 */
export class TreeEncoder {
  /** The arrays so far. */
  readonly arrays: NamedArray[] = [];
  /** How many values a reader will make, at most. */
  values = 0;
  #stacking: boolean;

  /** @param stacking whether arrays of like elements become arrays of their leaves */
  constructor(stacking: boolean) {
    this.#stacking = stacking;
  }

  /** The node for a value of plain data, which `checkTree` has seen. */
  encode(name: string, value: unknown): Node {
    return this.#column([value], [], name);
  }

  #column(values: Values, axes: Axes, name: string): Node {
    this.values += values.length;
    if (axes.length > 0 && !this.#holds(values)) return this.#unlike(values, axes, name);
    const [first] = values;
    const sort = sortOf(first);
    if (sort === 'object') return this.#objects(values as readonly Record[], axes, name);
    if (sort === 'array') return this.#lists(values as readonly Values[], axes, name);
    if (isKind(sort)) return this.#typed(values as readonly AnyTyped[], sort, axes, name);
    return axes.length === 0 ? word(first) : this.#words(values, axes, name);
  }

  // Strings, null and their like hold for the whole column, which needs no array.
  #holds(values: Values): boolean {
    return isUniform(values) && this.arrays.length < MANY_MEMBERS;
  }

  #words(values: Values, axes: Axes, name: string): Node {
    const [first] = values;
    if (typeof first === 'number') return this.#add(name, 'number', packNumbers(values as number[], axes));
    if (typeof first === 'boolean') return this.#add(name, 'boolean', packBooleans(values as boolean[], axes));
    if (fitsTwoLimbs(first)) return this.#add(name, 'bigint', packBigints(values as bigint[], axes));
    return word(first);
  }

  #typed(values: readonly AnyTyped[], kind: Kind, axes: Axes, name: string): Node {
    const [first] = values as [AnyTyped];
    const inText = axes.length === 0 && (this.arrays.length >= MANY_MEMBERS || this.#isSmall(first));
    return inText ? { $bytes: toHex(bytesOf(first)), of: kind } : this.#add(name, kind, packTyped(values, kind, axes));
  }

  #isSmall(array: AnyTyped): boolean {
    return !this.#stacking && array.byteLength <= SMALL;
  }

  #add(name: string, of: string, array: NpyArray): Node {
    return { $array: this.#member(name, array), of };
  }

  #member(path: string, array: NpyArray): string {
    const name = memberName(path, this.arrays.length);
    this.arrays.push({ name, ...array });
    return name;
  }

  #objects(values: readonly Record[], axes: Axes, name: string): Node {
    // Without a prototype `__proto__` is a key like others.
    const node = Object.create(null) as { [key: string]: Node };
    for (const key of Object.keys(values[0] as Record)) {
      const column = values.map((value) => value[key]);
      node[escapeKey(key)] = this.#column(column, axes, childName(name, key));
    }
    return node;
  }

  #lists(values: readonly Values[], axes: Axes, name: string): Node {
    const [first] = values as [Values];
    if (first.length === 0) return [];
    if (axes.length === 0 && !(this.#stacking && isWorthStacking(first)))
      return Array.from(first, (item, i) => this.#column([item], [], childName(name, i)));
    const each = this.#column(allItems(values), [...axes, first.length], name);
    return placesOf(each, axes) ?? { $stack: first.length, each };
  }

  #unlike(values: Values, axes: Axes, name: string): Node {
    const places = this.#places(values, axes);
    if (places !== undefined)
      return { $split: places.map((place, i) => this.#column(place, axes.slice(0, -1), childName(name, i))) };
    if (areTyped(values) && this.arrays.length < MANY_MEMBERS) return this.#ragged(values, axes, name);
    const stacking = this.#stacking;
    this.#stacking = false;
    const items = values.map((value, i) => this.#column([value], [], childName(name, i)));
    this.#stacking = stacking;
    return { $items: items };
  }

  /** The columns at each place of the last axis, where they are alike in themselves, as different proposals are. */
  #places(values: Values, axes: Axes): Values[] | undefined {
    const length = axes.at(-1) ?? 0;
    if (axes.length < 2 || length > MANY_PLACES) return undefined;
    const places = Array.from({ length }, (_, place) => everyNth(values, place, length));
    return places.every((place) => this.#holds(place)) ? places : undefined;
  }

  #ragged(values: readonly AnyTyped[], axes: Axes, name: string): Node {
    const kind = sortOf(values[0]) as Kind;
    const [all, lengths] = packRagged(values, kind, axes);
    return { $ragged: this.#member(name, all), lengths: this.#member(`${name}.lengths`, lengths), of: kind };
  }
}

function allItems(lists: readonly Values[]): unknown[] {
  const result: unknown[] = [];
  // A hole in an array counts as undefined.
  for (const list of lists) for (let i = 0; i < list.length; i++) result.push(list[i]);
  return result;
}

function everyNth(values: Values, from: number, step: number): unknown[] {
  const result: unknown[] = [];
  for (let i = from; i < values.length; i += step) result.push(values[i]);
  return result;
}

/** The nodes of an array's elements where they have one each: then the array needs no special node. */
function placesOf(each: Node, axes: Axes): Node | undefined {
  if (typeof each !== 'object' || each === null || Array.isArray(each)) return undefined;
  const { $split, $items } = each as { readonly [key: string]: Node };
  return $split ?? (axes.length === 0 ? $items : undefined);
}
