/** Copies plain data: numbers, strings, booleans, bigints, typed arrays, arrays and objects of these. */
export function clonePlain<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (ArrayBuffer.isView(value)) return (value as unknown as Float64Array).slice() as unknown as T;
  if (Array.isArray(value)) return value.map((item: unknown) => clonePlain(item)) as unknown as T;
  // A spread keeps the hidden class of the object, and copies an own `__proto__` as an own one.
  const copy = { ...value } as { [key: string]: unknown };
  for (const key of Object.keys(copy)) {
    const item = copy[key];
    if (typeof item === 'object' && item !== null) copy[key] = clonePlain(item);
  }
  return copy as T;
}

/** Returns whether an object is not an instance of a class. */
export function isPlainObject(value: object): boolean {
  const prototype = Object.getPrototypeOf(value) as object | null;
  // Objects of another realm have another `Object.prototype`, which has no prototype either.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** A value that is not plain data, and where it is. */
export type NotPlain = {
  /** Path of the value. */
  readonly path: string;
  /** The value. */
  readonly value: unknown;
};

/**
 * Returns the first part of a value that is not plain data, with its path below `name`; undefined if all of it is.
 *
 * @param name name of the value, where the path begins
 */
export function findNotPlain(name: string, value: unknown): NotPlain | undefined {
  if (typeof value === 'function' || typeof value === 'symbol') return { path: name, value };
  if (typeof value !== 'object' || value === null) return undefined;
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return undefined;
  if (!Array.isArray(value) && !isPlainObject(value)) return { path: name, value };
  for (const [key, item] of Object.entries(value)) {
    const found = findNotPlain(Array.isArray(value) ? `${name}[${key}]` : `${name}.${key}`, item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Returns a string that is equal for two values exactly if they are equal as plain data, whatever the order of keys. */
export function plainKey(value: unknown): string {
  return JSON.stringify(value, (_name, item: unknown) => keyItem(item)) ?? 'undefined';
}

function keyItem(item: unknown): unknown {
  if (typeof item === 'number')
    return Number.isFinite(item) && !Object.is(item, -0) ? item : { number: numberText(item) };
  if (typeof item === 'bigint') return { bigint: String(item) };
  if (typeof item === 'undefined') return { undefined: true };
  if (ArrayBuffer.isView(item)) return { [item.constructor.name]: Array.from(item as Float64Array) };
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
  return Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const numberText = (value: number): string => (Object.is(value, -0) ? '-0' : String(value));

/**
 * Returns the differences between two values of plain data, one line each: `path: this has …, that has …`.
 *
 * @param mine the value that is called `names[0]`
 * @param theirs the value that is called `names[1]`
 */
export function differences(path: string, mine: unknown, theirs: unknown, names: readonly [string, string]): string[] {
  if (plainKey(mine) === plainKey(theirs)) return [];
  if (isNode(mine) && isNode(theirs) && Array.isArray(mine) === Array.isArray(theirs)) {
    const keys = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])];
    return keys.flatMap((key) => differences(childPath(path, mine, key), mine[key], theirs[key], names));
  }
  return [`${path}: ${names[0]} has ${text(mine)}, ${names[1]} has ${text(theirs)}`];
}

type Node = { readonly [key: string]: unknown };

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !ArrayBuffer.isView(value);

const childPath = (path: string, parent: Node, key: string): string => {
  if (Array.isArray(parent)) return `${path}[${key}]`;
  return path === '' ? key : `${path}.${key}`;
};

const text = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  if (typeof value === 'bigint' || typeof value === 'number') return String(value);
  if (ArrayBuffer.isView(value)) return `[${Array.from(value as Float64Array).join(', ')}]`;
  return JSON.stringify(value, (_name, item: unknown) => (typeof item === 'bigint' ? String(item) : item));
};
