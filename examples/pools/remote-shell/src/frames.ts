// Messages on a stream of bytes: four bytes of length, then the message as `node:v8` serializes it. Unlike JSON this keeps
// typed arrays, bigints and NaN.
import { deserialize, serialize } from 'node:v8';

/** First bytes that a worker writes. Whatever the login of a host prints comes before. */
export const GREETING: Buffer = Buffer.from('epsie-remote-worker 1\n');

const HEADER = 4;

/** Returns the bytes of a message. Throws if it cannot be serialized. */
export function frame(message: unknown): Buffer {
  const body = serialize(message);
  const header = Buffer.alloc(HEADER);
  header.writeUInt32BE(body.length);
  return Buffer.concat([header, body]);
}

/** Splits a stream of bytes into messages. */
export class FrameReader {
  readonly #receive: (message: unknown) => void;
  #chunks: Buffer[] = [];
  #bytes = 0;
  #length: number | undefined;

  constructor(receive: (message: unknown) => void) {
    this.#receive = receive;
  }

  /** Takes more bytes, and passes on each message that they complete. Throws if they are no message. */
  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    for (;;) {
      if (this.#length === undefined) {
        if (this.#bytes < HEADER) return;
        this.#length = this.#take(HEADER).readUInt32BE();
      }
      if (this.#bytes < this.#length) return;
      const body = this.#take(this.#length);
      this.#length = undefined;
      this.#receive(deserialize(body));
    }
  }

  #take(length: number): Buffer {
    const all = this.#chunks.length === 1 ? (this.#chunks[0] as Buffer) : Buffer.concat(this.#chunks);
    this.#chunks = [all.subarray(length)];
    this.#bytes -= length;
    return all.subarray(0, length);
  }
}
