/**
 * A field of a table: a scalar stored in place, or an object that it refers to by an offset.
 *
 * This module has the part of FlatBuffers that the messages of Arrow need, written front to back: a table, then what it refers to, so that every
 * offset points forward. It only writes: `BatchFormat` shows how messages are read back.
 *
 * Source: https://flatbuffers.dev/internals/
 */
export type TableField = undefined | Scalar | Writer;

/** A scalar. */
export type Scalar = { readonly size: 1 | 2 | 4 | 8; readonly value: number };

/** An object that a table or a vector refers to: appends itself and returns its offset. */
export type Writer = (builder: Builder) => number;

/** Returns an integer of 1, 2, 4 or 8 bytes. */
export const integer = (size: Scalar['size'], value: number): Scalar => ({ size, value });

/** The buffer under construction. */
class Builder {
  #bytes = new Uint8Array(1024);
  #view = new DataView(this.#bytes.buffer);
  length = 0;

  /** Pads with zeros until `length + offset` is a multiple of `multiple`. */
  align(multiple: number, offset = 0): void {
    this.skip((multiple - ((this.length + offset) % multiple)) % multiple);
  }

  /** Appends zeros and returns their offset. */
  skip(count: number): number {
    const at = this.length;
    this.length += count;
    if (this.length > this.#bytes.length) this.#grow();
    return at;
  }

  put(at: number, { size, value }: Scalar): void {
    if (size === 8) this.#view.setBigInt64(at, BigInt(value), true);
    else if (size === 4) this.#view.setInt32(at, value, true);
    else if (size === 2) this.#view.setInt16(at, value, true);
    else this.#view.setUint8(at, value);
  }

  /** Appends an object and stores its offset. */
  refer(at: number, target: Writer): void {
    this.put(at, integer(4, target(this) - at));
  }

  append(bytes: Uint8Array): void {
    const at = this.skip(bytes.length);
    this.#bytes.set(bytes, at);
  }

  get bytes(): Uint8Array {
    return this.#bytes.slice(0, this.length);
  }

  #grow(): void {
    const bytes = new Uint8Array(2 * this.length);
    bytes.set(this.#bytes);
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer);
  }
}

/** Creates a table with its vtable in front; fields are in the order of the schema, `undefined` for the default. */
export function table(fields: readonly TableField[]): Writer {
  return (builder) => {
    const offsets = fieldOffsets(fields);
    builder.align(8, 4 + 2 * fields.length);
    const vtable = builder.skip(4 + 2 * fields.length);
    const at = builder.skip(offsets.end);
    builder.put(vtable, integer(2, at - vtable));
    builder.put(vtable + 2, integer(2, offsets.end));
    builder.put(at, integer(4, at - vtable));
    for (const [i, field] of fields.entries()) {
      if (field === undefined) continue;
      const offset = offsets.fields[i] as number;
      builder.put(vtable + 4 + 2 * i, integer(2, offset));
      if (typeof field === 'function') builder.refer(at + offset, field);
      else builder.put(at + offset, field);
    }
    return at;
  };
}

function fieldOffsets(fields: readonly TableField[]): { readonly fields: readonly number[]; readonly end: number } {
  let end = 4;
  const offsets = fields.map((field) => {
    if (field === undefined) return 0;
    const size = typeof field === 'function' ? 4 : field.size;
    const offset = Math.ceil(end / size) * size;
    end = offset + size;
    return offset;
  });
  return { fields: offsets, end };
}

/** Creates a string in UTF-8, with a terminating zero. */
export function string(text: string): Writer {
  return (builder) => {
    const bytes = new TextEncoder().encode(text);
    builder.align(4);
    const at = builder.skip(4);
    builder.put(at, integer(4, bytes.length));
    builder.append(bytes);
    builder.skip(1);
    return at;
  };
}

/** Creates a vector of tables or strings. */
export function vector(items: readonly Writer[]): Writer {
  return (builder) => {
    builder.align(4);
    const at = builder.skip(4 + 4 * items.length);
    builder.put(at, integer(4, items.length));
    for (const [i, item] of items.entries()) builder.refer(at + 4 + 4 * i, item);
    return at;
  };
}

/** Creates a vector of structs of two 64-bit integers. */
export function structs(items: readonly (readonly [number, number])[]): Writer {
  return (builder) => {
    builder.align(8, 4);
    const at = builder.skip(4 + 16 * items.length);
    builder.put(at, integer(4, items.length));
    for (const [i, pair] of items.entries()) {
      for (const [k, value] of pair.entries()) builder.put(at + 4 + 16 * i + 8 * k, integer(8, value));
    }
    return at;
  };
}

/** Returns the bytes of a buffer with a root, padded to a multiple of 8. */
export function finish(root: Writer): Uint8Array {
  const builder = new Builder();
  builder.refer(builder.skip(4), root);
  builder.align(8);
  return builder.bytes;
}
