import koffi from 'koffi';
import type { Memory } from './calls.ts';

/**
 * Finds the addresses of memory. Passing numbers to MPI costs half as much as passing memory, and every kind of view is
 * treated alike.
 */
export class Addresses {
  // The memory of a buffer stays where it is as long as the buffer has it: one that gave it away has no bytes any more.
  readonly #bases = new WeakMap<ArrayBufferLike, number>();

  /** Address of the first byte; 0 where there is none. The caller keeps the memory referenced. */
  of(memory: Memory): number {
    if (memory.byteLength === 0) return 0;
    const { buffer, byteOffset } = memory;
    const base = this.#bases.get(buffer) ?? this.#find(memory);
    return base + byteOffset;
  }

  /** The same for memory that is used once: to remember it would cost more than to find it. */
  ofOnce(memory: Memory): number {
    return memory.byteLength === 0 ? 0 : Number(koffi.address(memory));
  }

  #find(memory: Memory): number {
    const base = Number(koffi.address(memory)) - memory.byteOffset;
    this.#bases.set(memory.buffer, base);
    return base;
  }
}
