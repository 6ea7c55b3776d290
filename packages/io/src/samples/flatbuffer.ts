/**
 * As much of the FlatBuffers format as the messages of Arrow need, written front to back: a table, then what it refers to, so that
 * every offset points forward. Only for writing; see `arrow.ts` for how messages are read.
 */
export type Slot = undefined | Scalar | Node;

/** A number inside a table. */
export type Scalar = { readonly size: 1 | 2 | 4 | 8; readonly value: number };

/** Something that a table or a vector refers to. Appends itself and gives its place. */
export type Node = (out: Output) => number;

/** An integer of 1, 2, 4 or 8 bytes. */
export const integer = (size: Scalar['size'], value: number): Scalar => ({ size, value });

/** Bytes that grow. */
class Output {
  #bytes = new Uint8Array(1024);
  #view = new DataView(this.#bytes.buffer);
  length = 0;

  /** Pads with zeros until `length + offset` is a multiple. */
  align(multiple: number, offset = 0): void {
    this.skip((multiple - ((this.length + offset) % multiple)) % multiple);
  }

  /** Appends zeros and gives their place. */
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

  /** Appends what a place refers to, and makes it refer there. */
  refer(at: number, node: Node): void {
    this.put(at, integer(4, node(this) - at));
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

/** A table: its slots in the order of the schema. */
export function table(slots: readonly Slot[]): Node {
  return (out) => {
    const offsets = slotOffsets(slots);
    out.align(8, 4 + 2 * slots.length);
    const vtable = out.skip(4 + 2 * slots.length);
    const at = out.skip(offsets.end);
    out.put(vtable, integer(2, at - vtable));
    out.put(vtable + 2, integer(2, offsets.end));
    out.put(at, integer(4, at - vtable));
    for (const [i, slot] of slots.entries()) {
      if (slot === undefined) continue;
      const offset = offsets.slots[i] as number;
      out.put(vtable + 4 + 2 * i, integer(2, offset));
      if (typeof slot === 'function') out.refer(at + offset, slot);
      else out.put(at + offset, slot);
    }
    return at;
  };
}

function slotOffsets(slots: readonly Slot[]): { readonly slots: readonly number[]; readonly end: number } {
  let end = 4;
  const offsets = slots.map((slot) => {
    if (slot === undefined) return 0;
    const size = typeof slot === 'function' ? 4 : slot.size;
    const offset = Math.ceil(end / size) * size;
    end = offset + size;
    return offset;
  });
  return { slots: offsets, end };
}

/** A string in UTF-8. */
export function string(text: string): Node {
  return (out) => {
    const bytes = new TextEncoder().encode(text);
    out.align(4);
    const at = out.skip(4);
    out.put(at, integer(4, bytes.length));
    out.append(bytes);
    out.skip(1);
    return at;
  };
}

/** A vector of tables or strings. */
export function vector(items: readonly Node[]): Node {
  return (out) => {
    out.align(4);
    const at = out.skip(4 + 4 * items.length);
    out.put(at, integer(4, items.length));
    for (const [i, item] of items.entries()) out.refer(at + 4 + 4 * i, item);
    return at;
  };
}

/** A vector of structs of two 64-bit integers. */
export function pairs(items: readonly (readonly [number, number])[]): Node {
  return (out) => {
    out.align(8, 4);
    const at = out.skip(4 + 16 * items.length);
    out.put(at, integer(4, items.length));
    for (const [i, pair] of items.entries()) {
      for (const [k, value] of pair.entries()) out.put(at + 4 + 16 * i + 8 * k, integer(8, value));
    }
    return at;
  };
}

/** A whole buffer, its length a multiple of 8. */
export function flatBuffer(root: Node): Uint8Array {
  const out = new Output();
  out.refer(out.skip(4), root);
  out.align(8);
  return out.bytes;
}
