// Node, Deno and Bun call the method of this name to print an object in the console; other hosts ignore it.
const INSPECT = Symbol.for('nodejs.util.inspect.custom');

/** Remaining depth, options of the printing, and the function that prints. */
type Arguments = [depth: number | null, options: object, inspect?: (value: unknown, options: object) => string];

/** Makes an object print as some members under a name, instead of its fields. `members` is called only when it prints. */
export function printAs<T extends object>(object: T, name: string, members: () => object): T {
  return define(object, (depth, options, inspect) => {
    if (inspect === undefined) return members();
    if (depth !== null && depth < 0) return `[${name}]`;
    return `${name} ${inspect(members(), { ...options, depth })}`;
  });
}

/** Makes an object of large arrays print as their shapes. `shapes` is called only when it prints. */
export function printShapes<T extends object>(object: T, shapes: () => { readonly [name: string]: string }): T {
  return define(object, () =>
    Object.fromEntries(Object.entries(shapes()).map(([name, text]) => [name, new Verbatim(text)])),
  );
}

/** A text that prints without quotes. */
export class Verbatim {
  readonly #text: string;

  /** @param text the text to print */
  constructor(text: string) {
    this.#text = text;
    define(this, () => text);
  }

  /** The text. */
  toJSON(): string {
    return this.#text;
  }
}

/** Returns the shape of an array of arrays, without its numbers: `4 × 12 × Float64Array(1000)`. */
export function shapeOf(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? '0' : `${value.length} × ${shapeOf(value[0])}`;
  return ArrayBuffer.isView(value) ? `${value.constructor.name}(${(value as Float64Array).length})` : String(value);
}

// Not enumerable, so that copies and comparisons ignore it.
function define<T extends object>(object: T, value: (...args: Arguments) => unknown): T {
  return Object.defineProperty(object, INSPECT, { value, configurable: true });
}
