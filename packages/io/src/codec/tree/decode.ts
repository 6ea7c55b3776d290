import { assertIntact, CorruptFile } from '../corrupt-file.ts';
import type { NpyArray } from '../npy.ts';
import { MAX_DEPTH } from './check.ts';
import type { TreeNode } from './nodes.ts';
import { readBigint, readNumber } from './scalars.ts';
import { fromHex, unpack, unpackRagged } from './unpack.ts';
import { isTypedArrayName, type TypedArrayName } from './value-types.ts';

/** Shape of a column: its axes, the number of values (their product), and the nesting depth. */
type ColumnShape = { readonly axes: readonly number[]; readonly count: number; readonly depth: number };

type Tagged = { readonly [key: string]: TreeNode };
type Reader = (node: Tagged, shape: ColumnShape) => unknown[];

/**
 * Decodes plain data from nodes and arrays: the inverse of `TreeEncoder`, where an example is. A node is decoded into all values of its column:
 * `$stack` adds an axis for its elements and divides the values into arrays, `$split` removes the last axis and interleaves the parts.
 */
export class TreeDecoder {
  readonly #arrays: ReadonlyMap<string, NpyArray>;
  readonly #used: Set<string> = new Set();
  #left: number;

  /**
   * @param arrays the members by name
   * @param most largest number of values to create
   */
  constructor(arrays: ReadonlyMap<string, NpyArray>, most: number) {
    this.#arrays = arrays;
    this.#left = most;
  }

  /** Returns the value of a node. Throws `CorruptFile` if the node or one of its arrays is invalid. */
  decode(node: TreeNode): unknown {
    return this.#column(node, { axes: [], count: 1, depth: 0 })[0];
  }

  /** Returns the first array that no node has referred to. */
  findUnused(): string | undefined {
    return [...this.#arrays.keys()].find((name) => !this.#used.has(name));
  }

  #column(node: TreeNode, shape: ColumnShape): unknown[] {
    this.#left -= shape.count;
    assertIntact(this.#left >= 0, 'it describes more values than its size allows');
    if (typeof node !== 'object' || node === null) return repeated(node, shape);
    if (isList(node)) return this.#list(node, deeper(shape));
    const tag = Object.keys(node).find(isTag);
    if (tag === undefined) return this.#object(node, deeper(shape));
    const known = Object.hasOwn(this.#readers, tag) ? this.#readers[tag] : undefined;
    assertIntact(known !== undefined, `it has a node of unknown kind ${tag}`);
    assertIntact(Object.keys(node).join() === known.keys, `it has an invalid node ${tag}`);
    return known.read(node, shape);
  }

  #list(nodes: readonly TreeNode[], shape: ColumnShape): unknown[] {
    const columns = nodes.map((node) => this.#column(node, shape));
    return Array.from({ length: shape.count }, (_, i) => columns.map((column) => column[i]));
  }

  #object(node: Tagged, shape: ColumnShape): unknown[] {
    const columns = Object.keys(node).map((key) => [key, this.#column(node[key] as TreeNode, shape)] as const);
    const results: { [key: string]: unknown }[] = [];
    for (let i = 0; i < shape.count; i++) results.push({});
    for (const [key, column] of columns) setAll(results, key.startsWith('$') ? key.slice(1) : key, column);
    return results;
  }

  readonly #readers: { readonly [tag: string]: { readonly keys: string; readonly read: Reader } } = {
    $number: { keys: '$number', read: ({ $number }, shape) => repeated(readNumber($number), shape) },
    $bigint: { keys: '$bigint', read: ({ $bigint }, shape) => repeated(readBigint($bigint), shape) },
    $undefined: { keys: '$undefined', read: (_, shape) => repeated(undefined, shape) },
    $bytes: { keys: '$bytes,of', read: (node, shape) => [this.#bytes(node, shape)] },
    $array: {
      keys: '$array,of',
      read: ({ $array, of }, { axes }) => unpack(String($array), this.#take($array), of, axes),
    },
    $ragged: { keys: '$ragged,lengths,of', read: (node, shape) => this.#ragged(node, shape) },
    $stack: { keys: '$stack,each', read: (node, shape) => this.#stack(node, shape) },
    $split: { keys: '$split', read: (node, shape) => this.#split(node, shape) },
    $items: { keys: '$items', read: (node, shape) => this.#items(node, shape) },
  };

  #bytes({ $bytes, of }: Tagged, { count }: ColumnShape): unknown {
    assertIntact(typeof $bytes === 'string' && isTypedArrayName(of) && count === 1, 'it has an invalid inline array');
    return fromHex($bytes, of);
  }

  #ragged({ $ragged, lengths, of }: Tagged, { axes }: ColumnShape): unknown[] {
    assertIntact(isTypedArrayName(of), 'it has arrays of an unknown type');
    const [all, sizes] = [this.#take($ragged), this.#take(lengths)];
    return unpackRagged([String($ragged), all], [String(lengths), sizes], of as TypedArrayName, axes);
  }

  #take(name: unknown): NpyArray {
    const array = typeof name === 'string' ? this.#arrays.get(name) : undefined;
    assertIntact(array !== undefined, `its member ${String(name)} is missing`);
    assertIntact(!this.#used.has(name as string), `its member ${String(name)} is used twice`);
    this.#used.add(name as string);
    return array;
  }

  #stack({ $stack, each }: Tagged, shape: ColumnShape): unknown[] {
    const { axes, count } = shape;
    assertIntact(Number.isSafeInteger($stack) && ($stack as number) > 0, 'it has a stack of invalid length');
    const length = $stack as number;
    const all = this.#column(each as TreeNode, {
      axes: [...axes, length],
      count: count * length,
      depth: deeper(shape).depth,
    });
    return Array.from({ length: count }, (_, i) => all.slice(i * length, (i + 1) * length));
  }

  #split({ $split }: Tagged, { axes, count, depth }: ColumnShape): unknown[] {
    const length = axes.at(-1);
    assertIntact(length !== undefined && isList($split) && $split.length === length, 'it has a split of wrong length');
    const shape = { axes: axes.slice(0, -1), count: count / length, depth };
    const columns = $split.map((node) => this.#column(node, shape));
    return Array.from({ length: count }, (_, i) => columns[i % length]?.[Math.floor(i / length)]);
  }

  #items({ $items }: Tagged, { axes, count, depth }: ColumnShape): unknown[] {
    assertIntact(axes.length > 0 && isList($items) && $items.length === count, 'it has a list of wrong length');
    return $items.map((node) => this.#column(node, { axes: [], count: 1, depth })[0]);
  }
}

const isTag = (key: string): boolean => key.startsWith('$') && !key.startsWith('$$');

const isList = (node: TreeNode | undefined): node is readonly TreeNode[] => Array.isArray(node);

const repeated = (value: unknown, { count }: ColumnShape): unknown[] => Array.from({ length: count }, () => value);

function deeper(shape: ColumnShape): ColumnShape {
  if (shape.depth >= MAX_DEPTH) throw new CorruptFile(`it has more than ${MAX_DEPTH} nested objects and arrays`);
  return { ...shape, depth: shape.depth + 1 };
}

function setAll(objects: { [key: string]: unknown }[], key: string, values: readonly unknown[]): void {
  if (key === '__proto__') objects.forEach((object, i) => void define(object, key, values[i]));
  else for (let i = 0; i < objects.length; i++) (objects[i] as { [key: string]: unknown })[key] = values[i];
}

// An assignment would change the object's prototype.
const define = (object: object, key: string, value: unknown): void =>
  void Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
