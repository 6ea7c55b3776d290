import { MpiError } from '../base/mpi-error.ts';
import { type Completion, PolledRequest } from '../progress/polled-request.ts';
import type { ProgressEngine } from '../progress/progress-engine.ts';
import { decode, encode } from '../values/codec.ts';
import { limits } from './limits.ts';
import type { Matched } from './status.ts';
import type { Channels, Transport } from './transport.ts';

/** A received value. */
export type Received<T = unknown> = {
  /** The value, a copy of the one that was sent. */
  readonly value: T;
  /** Rank of the sender. */
  readonly source: number;
  /** Tag that the sender gave the message. */
  readonly tag: number;
};

// The largest tag that every MPI supports.
const LAST_MARK = 32_767;
// A header that announces a long value begins with a byte that no value begins with.
const LONG = 0;
const HEADER_LENGTH = 17;

/**
 * Sends values: a message with the value, and one for each large array in it. These travel over a separate communicator, under a tag
 * that the message names, so that they cannot be confused with others.
 */
export class Values {
  readonly #transport: Transport;
  readonly #engine: ProgressEngine;
  #mark = 0;

  constructor(transport: Transport, engine: ProgressEngine) {
    this.#transport = transport;
    this.#engine = engine;
  }

  /** Starts to send a value. */
  isend(value: unknown, destination: number, tag: number, { main, parts: apart }: Channels): PolledRequest<void> {
    this.#mark = (this.#mark % LAST_MARK) + 1;
    const mark = this.#mark;
    const { bytes, parts } = encode(value, mark);
    const long = bytes.byteLength > limits.chunk;
    const first = long ? headerOf(bytes.byteLength, mark) : bytes;
    const envelope = this.#transport.isend(first, destination, tag, main, true);
    if (!long && parts.length === 0) return envelope;
    const rest = long ? [bytes, ...parts] : parts;
    const requests = rest.map((part) => this.#transport.isend(part, destination, mark, apart));
    return this.#all([envelope, ...requests], () => undefined);
  }

  /** Starts to receive the value in a matched message. */
  imrecv<T>(matched: Matched, channels: Channels): PolledRequest<Received<T>> {
    const bytes = Buffer.allocUnsafeSlow(matched.byteLength);
    const envelope = this.#transport.imrecv(bytes, matched);
    let rest: PolledRequest<Received<T>> | undefined;
    return new PolledRequest(this.#engine, () => {
      if (rest === undefined && envelope.peek() === undefined) return undefined;
      rest ??= this.#open(bytes, matched, channels);
      return rest.peek();
    });
  }

  #open<T>(bytes: Uint8Array, matched: Matched, channels: Channels): PolledRequest<Received<T>> {
    if (bytes.byteLength !== HEADER_LENGTH || bytes[0] !== LONG) return this.#decode(bytes, matched, channels);
    const header = Buffer.from(bytes.buffer, bytes.byteOffset, HEADER_LENGTH);
    const memory = allocate(header.readDoubleLE(1));
    const payload = this.#transport.irecv(memory, matched.source, header.readDoubleLE(9), channels.parts);
    let rest: PolledRequest<Received<T>> | undefined;
    return new PolledRequest(this.#engine, () => {
      if (rest === undefined && payload.peek() === undefined) return undefined;
      rest ??= this.#decode(memory, matched, channels);
      return rest.peek();
    });
  }

  #decode<T>(bytes: Uint8Array, { source, tag }: Matched, { parts: apart }: Channels): PolledRequest<Received<T>> {
    const parts: PolledRequest<unknown>[] = [];
    const value = decode(bytes, (byteLength, mark) => {
      const memory = allocate(byteLength);
      parts.push(this.#transport.irecv(memory, source, mark, apart));
      return memory;
    }) as T;
    return this.#all(parts, () => ({ value, source, tag }));
  }

  #all<T>(requests: readonly PolledRequest<unknown>[], result: () => T): PolledRequest<T> {
    const check = (): Completion<T> =>
      requests.every((request) => request.peek() !== undefined) ? { value: result() } : undefined;
    return new PolledRequest(this.#engine, check);
  }
}

function headerOf(byteLength: number, mark: number): Buffer {
  const header = Buffer.alloc(HEADER_LENGTH);
  header.writeDoubleLE(byteLength, 1);
  header.writeDoubleLE(mark, 9);
  return header;
}

// A message that is no value may claim any length.
function allocate(byteLength: number): Uint8Array {
  try {
    return new Uint8Array(new ArrayBuffer(byteLength));
  } catch (cause) {
    const message = `Not enough memory for a value of ${byteLength} bytes, which another rank has sent`;
    throw new MpiError('BAD_MESSAGE', message, { cause });
  }
}
