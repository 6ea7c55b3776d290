import { Damage, demand } from '../corrupt-file.ts';
import type { NpyArray } from '../npy.ts';
import { MAX_DEPTH } from './check.ts';
import type { Node } from './nodes.ts';
import { readBigint, readNumber } from './scalars.ts';
import { fromHex, unpack, unpackRagged } from './unpack.ts';
import { isKind, type Kind } from './value-types.ts';

/** How many values are asked for: the product of the axes; and how deep they stand. */
type Place = { readonly axes: readonly number[]; readonly count: number; readonly depth: number };

type Tagged = { readonly [key: string]: Node };
type Reader = (node: Tagged, place: Place) => unknown[];

/** Makes plain data of nodes and arrays, as `TreeEncoder` makes those of plain data. */
export class TreeDecoder {
  readonly #arrays: ReadonlyMap<string, NpyArray>;
  readonly #used: Set<string> = new Set();
  #left: number;

  /**
   * @param arrays the members by name
   * @param most how many values may be made
   */
  constructor(arrays: ReadonlyMap<string, NpyArray>, most: number) {
    this.#arrays = arrays;
    this.#left = most;
  }

  /** The value of a node. Throws `Damage` where the node or an array of it is not as it should be. */
  decode(node: Node): unknown {
    return this.#column(node, { axes: [], count: 1, depth: 0 })[0];
  }

  /** The first array that no node has asked for. */
  findUnused(): string | undefined {
    return [...this.#arrays.keys()].find((name) => !this.#used.has(name));
  }

  #column(node: Node, place: Place): unknown[] {
    this.#left -= place.count;
    demand(this.#left >= 0, 'it says that it holds more values than it has bytes for');
    if (typeof node !== 'object' || node === null) return same(node, place);
    if (isList(node)) return this.#list(node, deeper(place));
    const tag = Object.keys(node).find(isTag);
    if (tag === undefined) return this.#object(node, deeper(place));
    const known = Object.hasOwn(this.#readers, tag) ? this.#readers[tag] : undefined;
    demand(known !== undefined, `it has a node of an unknown kind, ${tag}`);
    demand(Object.keys(node).join() === known.keys, `it has a node ${tag} that is not as it should be`);
    return known.read(node, place);
  }

  #list(nodes: readonly Node[], place: Place): unknown[] {
    const columns = nodes.map((node) => this.#column(node, place));
    return Array.from({ length: place.count }, (_, i) => columns.map((column) => column[i]));
  }

  #object(node: Tagged, place: Place): unknown[] {
    const columns = Object.keys(node).map((key) => [key, this.#column(node[key] as Node, place)] as const);
    const results: { [key: string]: unknown }[] = [];
    for (let i = 0; i < place.count; i++) results.push({});
    for (const [key, column] of columns) setAll(results, key.startsWith('$') ? key.slice(1) : key, column);
    return results;
  }

  readonly #readers: { readonly [tag: string]: { readonly keys: string; readonly read: Reader } } = {
    $number: { keys: '$number', read: ({ $number }, place) => same(readNumber($number), place) },
    $bigint: { keys: '$bigint', read: ({ $bigint }, place) => same(readBigint($bigint), place) },
    $undefined: { keys: '$undefined', read: (_, place) => same(undefined, place) },
    $bytes: { keys: '$bytes,of', read: (node, place) => [this.#bytes(node, place)] },
    $array: {
      keys: '$array,of',
      read: ({ $array, of }, { axes }) => unpack(String($array), this.#take($array), of, axes),
    },
    $ragged: { keys: '$ragged,lengths,of', read: (node, place) => this.#ragged(node, place) },
    $stack: { keys: '$stack,each', read: (node, place) => this.#stack(node, place) },
    $split: { keys: '$split', read: (node, place) => this.#split(node, place) },
    $items: { keys: '$items', read: (node, place) => this.#items(node, place) },
  };

  #bytes({ $bytes, of }: Tagged, { count }: Place): unknown {
    demand(typeof $bytes === 'string' && isKind(of) && count === 1, 'it has a short array that is not as it should be');
    return fromHex($bytes, of);
  }

  #ragged({ $ragged, lengths, of }: Tagged, { axes }: Place): unknown[] {
    demand(isKind(of), 'it has arrays of an unknown kind');
    const [all, sizes] = [this.#take($ragged), this.#take(lengths)];
    return unpackRagged([String($ragged), all], [String(lengths), sizes], of as Kind, axes);
  }

  #take(name: unknown): NpyArray {
    const array = typeof name === 'string' ? this.#arrays.get(name) : undefined;
    demand(array !== undefined, `its member ${String(name)} is missing`);
    demand(!this.#used.has(name as string), `its member ${String(name)} stands for two things`);
    this.#used.add(name as string);
    return array;
  }

  #stack({ $stack, each }: Tagged, place: Place): unknown[] {
    const { axes, count } = place;
    demand(Number.isSafeInteger($stack) && ($stack as number) > 0, 'it has a stack of no length');
    const length = $stack as number;
    const all = this.#column(each as Node, {
      axes: [...axes, length],
      count: count * length,
      depth: deeper(place).depth,
    });
    return Array.from({ length: count }, (_, i) => all.slice(i * length, (i + 1) * length));
  }

  #split({ $split }: Tagged, { axes, count, depth }: Place): unknown[] {
    const length = axes.at(-1);
    demand(length !== undefined && isList($split) && $split.length === length, 'it has a split of another length');
    const place = { axes: axes.slice(0, -1), count: count / length, depth };
    const columns = $split.map((node) => this.#column(node, place));
    return Array.from({ length: count }, (_, i) => columns[i % length]?.[Math.floor(i / length)]);
  }

  #items({ $items }: Tagged, { axes, count, depth }: Place): unknown[] {
    demand(axes.length > 0 && isList($items) && $items.length === count, 'it has a list of another length');
    return $items.map((node) => this.#column(node, { axes: [], count: 1, depth })[0]);
  }
}

const isTag = (key: string): boolean => key.startsWith('$') && !key.startsWith('$$');

const isList = (node: Node | undefined): node is readonly Node[] => Array.isArray(node);

const same = (value: unknown, { count }: Place): unknown[] => Array.from({ length: count }, () => value);

function deeper(place: Place): Place {
  if (place.depth >= MAX_DEPTH)
    throw new Damage(`it has more than ${MAX_DEPTH} levels of objects and arrays in each other`);
  return { ...place, depth: place.depth + 1 };
}

function setAll(objects: { [key: string]: unknown }[], key: string, values: readonly unknown[]): void {
  if (key === '__proto__') objects.forEach((object, i) => void define(object, key, values[i]));
  else for (let i = 0; i < objects.length; i++) (objects[i] as { [key: string]: unknown })[key] = values[i];
}

// An assignment would change the object's prototype.
const define = (object: object, key: string, value: unknown): void =>
  void Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
