// How objects print in a console: Node, Deno and Bun ask an object for the method of this name; other hosts leave it alone.
const INSPECT = Symbol.for('nodejs.util.inspect.custom');

/** The levels that are left, the options of the printing and the function that prints. */
type Arguments = [depth: number | null, options: object, inspect?: (value: unknown, options: object) => string];

/** Lets an object print as some members under a name, instead of its fields; `members` is called only then. */
export function printAs<T extends object>(object: T, name: string, members: () => object): T {
  return define(object, (depth, options, inspect) => {
    if (inspect === undefined) return members();
    if (depth !== null && depth < 0) return `[${name}]`;
    return `${name} ${inspect(members(), { ...options, depth })}`;
  });
}

/** Lets an object of big arrays print as their shapes; `shapes` is called only then. */
export function printShapes<T extends object>(object: T, shapes: () => { readonly [name: string]: string }): T {
  return define(object, () =>
    Object.fromEntries(Object.entries(shapes()).map(([name, text]) => [name, new Verbatim(text)])),
  );
}

/** A text that prints without quotes. */
export class Verbatim {
  readonly #text: string;

  /** @param text what it prints as */
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

// No enumerable member: copies and comparisons do not see it.
function define<T extends object>(object: T, value: (...args: Arguments) => unknown): T {
  return Object.defineProperty(object, INSPECT, { value, configurable: true });
}
