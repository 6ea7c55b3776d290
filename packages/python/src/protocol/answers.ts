import { readSync } from 'node:fs';
import { ANSWER, HEADER_SIZE, MAGIC } from './frames.ts';

/** One answer of Python: its parts, put together. */
export type Answer = {
  readonly kind: number;
  /** Number of the request that it answers. */
  readonly sequence: number;
  /** The payload, valid until the next read; its start is a multiple of 8 bytes. */
  readonly payload: Uint8Array;
};

/** Bytes that are not frames: something else has written to the channel. */
export class DamagedChannel extends Error {}

const CAPACITY = 1 << 16;

/** Reads frames from a file descriptor. Every read waits until Python writes, if only a sign of life, or has ended. */
export class AnswerReader {
  #descriptor: number;
  #bytes = new Uint8Array(CAPACITY);
  #view = new DataView(this.#bytes.buffer);
  #start = 0;
  #end = 0;
  #parts = new Uint8Array(CAPACITY);
  #gathered = 0;

  constructor(descriptor: number) {
    this.#descriptor = descriptor;
  }

  /** Continues with another descriptor of the same channel. */
  use(descriptor: number): void {
    this.#descriptor = descriptor;
  }

  /**
   * Returns the next answer; undefined once Python has closed its end.
   *
   * @throws DamagedChannel for anything that is not an answer, and whatever the read throws
   */
  next(): Answer | undefined {
    this.#gathered = 0;
    for (;;) {
      if (!this.#fill(HEADER_SIZE)) return undefined;
      const at = this.#start;
      const view = this.#view;
      if (view.getUint16(at, true) !== MAGIC) throw new DamagedChannel();
      const size = view.getUint32(at + 4, true);
      if (!this.#fill(HEADER_SIZE + size)) return undefined;
      const from = this.#start + HEADER_SIZE;
      const kind = this.#view.getUint16(this.#start + 2, true);
      const sequence = this.#view.getUint32(this.#start + 8, true);
      const isLast = this.#view.getUint32(this.#start + 12, true) === 1;
      this.#start = from + size;
      // The supervisor writes these two at any time. After a sign of life the loop continues, and a thread can be terminated here.
      if (kind === ANSWER.beat) continue;
      if (kind === ANSWER.death) this.#gathered = 0;
      const part = this.#bytes.subarray(from, from + size);
      if (isLast && this.#gathered === 0) return { kind, sequence, payload: part };
      this.#gather(part);
      if (isLast) return { kind, sequence, payload: this.#parts.subarray(0, this.#gathered) };
    }
  }

  /** Reads until some bytes are there; returns false at the end of the channel. */
  #fill(size: number): boolean {
    if (this.#end - this.#start >= size) return true;
    this.#compact();
    if (size > this.#bytes.length) throw new DamagedChannel();
    while (this.#end < size) {
      const count = readSync(this.#descriptor, this.#bytes, this.#end, this.#bytes.length - this.#end, null);
      if (count === 0) return false;
      this.#end += count;
    }
    return true;
  }

  #compact(): void {
    this.#bytes.copyWithin(0, this.#start, this.#end);
    this.#end -= this.#start;
    this.#start = 0;
  }

  #gather(part: Uint8Array): void {
    const needed = this.#gathered + part.length;
    if (needed > this.#parts.length) {
      const larger = new Uint8Array(2 * needed);
      larger.set(this.#parts.subarray(0, this.#gathered));
      this.#parts = larger;
    }
    this.#parts.set(part, this.#gathered);
    this.#gathered = needed;
  }
}
