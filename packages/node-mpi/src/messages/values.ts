import { MpiError } from '../base/mpi-error.ts';
import { type Look, Operation } from '../progress/polled-request.ts';
import type { Progress } from '../progress/progress-engine.ts';
import { decode, encode } from '../values/codec.ts';
import { limits } from './limits.ts';
import type { Channels, Matched, Transport } from './transport.ts';

/** A value that arrived. */
export type Received<T = unknown> = {
  /** The value, a copy of what was sent. */
  readonly value: T;
  /** Rank of the sender. */
  readonly source: number;
  /** Tag that the sender gave it. */
  readonly tag: number;
};

// MPI guarantees tags up to this one.
const LAST_MARK = 32_767;
// A note that a long value follows begins with a byte that no value begins with.
const LONG = 0;
const TO_COME = 17;

/**
 * Sends values: a message with the value, and one for each large array in it. These travel over a communicator of their
 * own, under a tag that the message names, so that nothing gets between them.
 */
export class Values {
  readonly #transport: Transport;
  readonly #progress: Progress;
  #mark = 0;

  constructor(transport: Transport, progress: Progress) {
    this.#transport = transport;
    this.#progress = progress;
  }

  /** Starts to send a value. */
  isend(value: unknown, destination: number, tag: number, { main, parts: apart }: Channels): Operation<void> {
    this.#mark = (this.#mark % LAST_MARK) + 1;
    const mark = this.#mark;
    const { bytes, parts } = encode(value, mark);
    const long = bytes.byteLength > limits.chunk;
    const first = long ? noteOf(bytes.byteLength, mark) : bytes;
    const envelope = this.#transport.isend(first, destination, tag, main, true);
    if (!long && parts.length === 0) return envelope;
    const rest = long ? [bytes, ...parts] : parts;
    const operations = rest.map((part) => this.#transport.isend(part, destination, mark, apart));
    return this.#all([envelope, ...operations], () => undefined);
  }

  /** Starts to receive the value in a matched message. */
  imrecv<T>(matched: Matched, channels: Channels): Operation<Received<T>> {
    const bytes = Buffer.allocUnsafeSlow(matched.byteLength);
    const envelope = this.#transport.imrecv(bytes, matched);
    let rest: Operation<Received<T>> | undefined;
    return new Operation(this.#progress, () => {
      if (rest === undefined && envelope.peek() === undefined) return undefined;
      rest ??= this.#open(bytes, matched, channels);
      return rest.peek();
    });
  }

  #open<T>(bytes: Uint8Array, matched: Matched, channels: Channels): Operation<Received<T>> {
    if (bytes.byteLength !== TO_COME || bytes[0] !== LONG) return this.#decode(bytes, matched, channels);
    const note = Buffer.from(bytes.buffer, bytes.byteOffset, TO_COME);
    const memory = allocate(note.readDoubleLE(1));
    const payload = this.#transport.irecv(memory, matched.source, note.readDoubleLE(9), channels.parts);
    let rest: Operation<Received<T>> | undefined;
    return new Operation(this.#progress, () => {
      if (rest === undefined && payload.peek() === undefined) return undefined;
      rest ??= this.#decode(memory, matched, channels);
      return rest.peek();
    });
  }

  #decode<T>(bytes: Uint8Array, { source, tag }: Matched, { parts: apart }: Channels): Operation<Received<T>> {
    const parts: Operation<unknown>[] = [];
    const value = decode(bytes, (byteLength, mark) => {
      const memory = allocate(byteLength);
      parts.push(this.#transport.irecv(memory, source, mark, apart));
      return memory;
    }) as T;
    return this.#all(parts, () => ({ value, source, tag }));
  }

  #all<T>(operations: readonly Operation<unknown>[], result: () => T): Operation<T> {
    const look = (): Look<T> =>
      operations.every((operation) => operation.peek() !== undefined) ? { value: result() } : undefined;
    return new Operation(this.#progress, look);
  }
}

function noteOf(byteLength: number, mark: number): Buffer {
  const note = Buffer.alloc(TO_COME);
  note.writeDoubleLE(byteLength, 1);
  note.writeDoubleLE(mark, 9);
  return note;
}

// A message from elsewhere may claim any length.
function allocate(byteLength: number): Uint8Array {
  try {
    return new Uint8Array(new ArrayBuffer(byteLength));
  } catch (cause) {
    const message = `A value of ${byteLength} bytes is on its way, for which there is no memory`;
    throw new MpiError('BAD_MESSAGE', message, { cause });
  }
}
