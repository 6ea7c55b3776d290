type TypedArray = Float64Array | Int32Array | Uint8Array;

/** Plain data whose typed arrays are views of one buffer. */
export type Packed<T> = {
  /** The data. */
  readonly value: T;
  /** Buffer of all its typed arrays. */
  readonly buffer: ArrayBuffer;
};

/**
 * Copies plain data so that its typed arrays share one buffer. The state of a chain has hundreds of small arrays: allocating,
 * collecting and sending each separately costs far more than copying their numbers.
 */
export function packPlain<T extends object>(value: T): Packed<T> {
  const packer = new Packer();
  const copy = packer.copy(value) as T;
  return { value: copy, buffer: packer.fill() };
}

/** Packs plain data, without a copy if all of its typed arrays are in `buffer` already. */
export function repackPlain<T extends object>(value: T, buffer: ArrayBuffer): Packed<T> {
  return liesIn(buffer, value) ? { value, buffer } : packPlain(value);
}

function liesIn(buffer: ArrayBuffer, value: object): boolean {
  if (ArrayBuffer.isView(value)) return value.buffer === buffer;
  return Object.values(value).every(
    (item: unknown) => typeof item !== 'object' || item === null || liesIn(buffer, item),
  );
}

type Parent = { [key: string]: unknown };

/** A copy in two passes: the first copies objects and lists their typed arrays, the second copies those into one buffer. */
class Packer {
  readonly #parents: Parent[] = [];
  readonly #keys: string[] = [];
  #bytes = 0;

  /** Copies arrays and objects, but keeps the typed arrays of the original for {@link Packer.fill}. */
  copy(value: object): object {
    const copy = (Array.isArray(value) ? value.slice() : { ...value }) as Parent;
    for (const key of Object.keys(copy)) {
      const item = copy[key];
      if (typeof item !== 'object' || item === null) continue;
      if (ArrayBuffer.isView(item)) this.#remember(copy, key, item);
      else copy[key] = this.copy(item);
    }
    return copy;
  }

  /** Copies the typed arrays into one new buffer. Arrays that were adjacent are copied together. */
  fill(): ArrayBuffer {
    const buffer = new ArrayBuffer(this.#bytes);
    const plan = new CopyPlan(buffer);
    for (let i = 0; i < this.#parents.length; i++) {
      const parent = this.#parents[i] as Parent;
      const key = this.#keys[i] as string;
      const array = parent[key] as TypedArray;
      const Type = array.constructor as Float64ArrayConstructor;
      parent[key] = new Type(buffer, plan.add(array), array.length);
    }
    plan.copy();
    return buffer;
  }

  #remember(parent: Parent, key: string, { byteLength }: ArrayBufferView): void {
    this.#parents.push(parent);
    this.#keys.push(key);
    this.#bytes += aligned(byteLength);
  }
}

/** A range of adjacent arrays that one call copies, since they have the same order in both buffers. */
class CopyPlan {
  readonly #target: ArrayBuffer;
  #source: ArrayBufferLike | undefined;
  #from = 0;
  #to = 0;
  #length = 0;

  constructor(target: ArrayBuffer) {
    this.#target = target;
  }

  /** Adds an array and returns the offset of its copy. */
  add({ buffer, byteOffset, byteLength }: TypedArray): number {
    if (buffer !== this.#source || byteOffset !== this.#from + this.#length) this.#begin(buffer, byteOffset);
    const offset = this.#to + this.#length;
    this.#length += aligned(byteLength);
    return offset;
  }

  /** Copies the current range. */
  copy(): void {
    if (this.#source === undefined) return;
    // The last array may end before the next multiple of 8.
    const length = Math.min(this.#length, this.#source.byteLength - this.#from);
    new Uint8Array(this.#target, this.#to).set(new Uint8Array(this.#source, this.#from, length));
  }

  #begin(source: ArrayBufferLike, from: number): void {
    this.copy();
    this.#to += this.#length;
    this.#source = source;
    this.#from = from;
    this.#length = 0;
  }
}

/** Rounds up to a multiple of 8 bytes, so that a typed array of any type can follow. */
const aligned = (bytes: number): number => 8 * Math.ceil(bytes / 8);
