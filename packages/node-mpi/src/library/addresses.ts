import koffi from 'koffi';
import type { Memory } from './calls.ts';

/**
 * Finds the addresses of memory. Passing numbers to MPI costs half as much as passing memory, and treats every kind of view alike.
 */
export class Addresses {
  // The memory of a buffer does not move while the buffer has it; a buffer that was transferred has no bytes any more.
  readonly #bases = new WeakMap<ArrayBufferLike, number>();

  /** Returns the address of the first byte; 0 for empty memory. The caller keeps the memory referenced. */
  of(memory: Memory): number {
    if (memory.byteLength === 0) return 0;
    const { buffer, byteOffset } = memory;
    const base = this.#bases.get(buffer) ?? this.#find(memory);
    return base + byteOffset;
  }

  /** Returns the same for memory that is used once: caching its address would cost more than finding it. */
  ofOnce(memory: Memory): number {
    return memory.byteLength === 0 ? 0 : Number(koffi.address(memory));
  }

  #find(memory: Memory): number {
    const base = Number(koffi.address(memory)) - memory.byteOffset;
    this.#bases.set(memory.buffer, base);
    return base;
  }
}
