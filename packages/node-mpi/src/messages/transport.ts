import type { CallName, Memory } from '../library/calls.ts';
import type { Native } from '../library/native.ts';
import { type Completion, PolledRequest } from '../progress/polled-request.ts';
import type { ProgressEngine } from '../progress/progress-engine.ts';
import { limits, type Piece, piecesOf } from './limits.ts';
import { combine, type Matched, type Status } from './status.ts';

/** The two MPI communicators behind a `Communicator`: `main` for messages, `parts` for the large arrays that belong to them. */
export type Channels = { readonly main: number; readonly parts: number };

/** The largest count that MPI takes. */
const LARGEST = 2 ** 31 - 1;
const COMPLETE: Completion<void> = { value: undefined };

/**
 * Sends and receives memory over any communicator of the process, given by its handle. MPI holds only the addresses of the memory, so
 * each request references its memory until MPI reports that it is complete.
 */
export class Transport {
  readonly #native: Native;
  readonly #engine: ProgressEngine;

  constructor(native: Native, engine: ProgressEngine) {
    this.#native = native;
    this.#engine = engine;
  }

  /**
   * Starts to send memory, in several messages if it is long.
   *
   * @param once whether the memory is used for this message only
   */
  isend(memory: Memory, destination: number, tag: number, comm: number, once = false): PolledRequest<void> {
    const address = once ? this.#native.addressOnce(memory) : this.#native.address(memory);
    if (memory.byteLength <= limits.chunk) {
      return this.#sent(this.#isend(address, memory.byteLength, destination, tag, comm), memory);
    }
    const chunks = piecesOf(memory.byteLength).map(([from, length]) =>
      this.#sent(this.#isend(address + from, length, destination, tag, comm), memory),
    );
    return new PolledRequest(this.#engine, () => (chunks.every((chunk) => chunk.peek()) ? COMPLETE : undefined));
  }

  /** Starts to receive into memory, in several messages if it is long. */
  irecv(memory: Memory, source: number, tag: number, comm: number): PolledRequest<Status> {
    if (memory.byteLength <= limits.chunk) return this.#irecv(memory, 0, memory.byteLength, source, tag, comm);
    const chunks = piecesOf(memory.byteLength);
    if (source === this.#native.abi.anySource) return this.#irecvOneByOne(memory, chunks, tag, comm);
    const parts = chunks.map(([from, length]) => this.#irecv(memory, from, length, source, tag, comm));
    return new PolledRequest(this.#engine, () => {
      const statuses = parts.map((part) => part.peek()?.value);
      return statuses.every((status) => status !== undefined) ? { value: combine(statuses) } : undefined;
    });
  }

  /** Sends memory, and blocks until that is done. */
  send(memory: Memory, destination: number, tag: number, comm: number): void {
    const { calls, abi } = this.#native;
    const { byte } = abi.datatypes;
    const address = this.#native.address(memory);
    let from = 0;
    do {
      const length = Math.min(memory.byteLength - from, limits.chunk);
      this.#native.check('Send', calls.Send(address + from, length, byte, destination, tag, comm));
      from += length;
    } while (from < memory.byteLength);
  }

  /** Receives into memory, and blocks until that is done. */
  recv(memory: Memory, source: number, tag: number, comm: number): Status {
    if (memory.byteLength <= limits.chunk) return this.#recv(memory, 0, memory.byteLength, source, tag, comm);
    const statuses: Status[] = [];
    for (const [from, length] of piecesOf(memory.byteLength)) {
      // The first piece decides on the sender, if any is accepted.
      const [first] = statuses;
      statuses.push(this.#recv(memory, from, length, first?.source ?? source, first?.tag ?? tag, comm));
    }
    return combine(statuses);
  }

  /** Checks for a message and leaves it there. */
  iprobe(source: number, tag: number, comm: number): Status | undefined {
    const native = this.#native;
    native.check('Iprobe', native.calls.Iprobe(source, tag, comm, native.first, native.status));
    return native.firstValue === 0 ? undefined : this.#status();
  }

  /** Checks for a message and matches it, so that nobody else can receive it. */
  improbe(source: number, tag: number, comm: number): Matched | undefined {
    const native = this.#native;
    const handle = native.slots.take();
    const code = native.calls.Improbe(source, tag, comm, native.first, handle, native.status);
    if (code === 0 && native.firstValue !== 0) {
      return { source: native.source, tag: native.tag, byteLength: native.byteCount(), handle };
    }
    native.slots.give(handle);
    native.check('Improbe', code);
    return undefined;
  }

  /** Starts to receive a matched message. */
  imrecv(memory: Memory, { handle }: Matched): PolledRequest<Status> {
    const native = this.#native;
    const { byte } = native.abi.datatypes;
    const address = native.addressOnce(memory);
    const count = Math.min(memory.byteLength, LARGEST);
    const slot = this.request('Imrecv', (slot) => native.calls.Imrecv(address, count, byte, handle, slot));
    native.slots.give(handle);
    return this.#received(slot, memory);
  }

  /**
   * Starts one nonblocking call.
   *
   * @param memory the memory that must stay referenced meanwhile
   */
  complete(call: CallName, start: (slot: number) => number, memory: readonly Memory[] = []): PolledRequest<void> {
    const slot = this.request(call, start);
    const bytes = memory.reduce((sum, { byteLength }) => sum + byteLength, 0);
    return new PolledRequest(this.#engine, () => (this.#isComplete(slot) && memory ? COMPLETE : undefined), bytes);
  }

  /** Makes a call that writes an MPI request, and returns the address of that request. */
  request(call: CallName, start: (slot: number) => number): number {
    const slot = this.#native.slots.take();
    const code = start(slot);
    if (code === 0) return slot;
    this.#native.slots.give(slot);
    throw this.#native.error(call, code);
  }

  #recv(memory: Memory, from: number, length: number, source: number, tag: number, comm: number): Status {
    const native = this.#native;
    const address = native.address(memory) + from;
    const { byte } = native.abi.datatypes;
    native.check('Recv', native.calls.Recv(address, length, byte, source, tag, comm, native.status));
    return this.#status();
  }

  #isend(address: number, length: number, destination: number, tag: number, comm: number): number {
    const { calls, abi } = this.#native;
    const { byte } = abi.datatypes;
    return this.request('Isend', (slot) => calls.Isend(address, length, byte, destination, tag, comm, slot));
  }

  #irecv(
    memory: Memory,
    from: number,
    length: number,
    source: number,
    tag: number,
    comm: number,
  ): PolledRequest<Status> {
    const { calls, abi } = this.#native;
    const { byte } = abi.datatypes;
    const address = this.#native.address(memory) + from;
    const slot = this.request('Irecv', (slot) => calls.Irecv(address, length, byte, source, tag, comm, slot));
    return this.#received(slot, memory);
  }

  // If all receives were posted at once, pieces of several senders would be mixed up.
  #irecvOneByOne(memory: Memory, chunks: readonly Piece[], tag: number, comm: number): PolledRequest<Status> {
    const statuses: Status[] = [];
    const next = ([from, length]: Piece, source: number, tag: number) =>
      this.#irecv(memory, from, length, source, tag, comm);
    let current = next(chunks[0] as Piece, this.#native.abi.anySource, tag);
    return new PolledRequest(this.#engine, () => {
      for (let piece = current.peek(); piece !== undefined; piece = current.peek()) {
        statuses.push(piece.value);
        const chunk = chunks[statuses.length];
        if (chunk === undefined) return { value: combine(statuses) };
        current = next(chunk, piece.value.source, piece.value.tag);
      }
      return undefined;
    });
  }

  #sent(slot: number, memory: Memory): PolledRequest<void> {
    const check = (): Completion<void> => (this.#isComplete(slot) && memory ? COMPLETE : undefined);
    return new PolledRequest(this.#engine, check, memory.byteLength);
  }

  #received(slot: number, memory: Memory): PolledRequest<Status> {
    const check = (): Completion<Status> => (this.#isComplete(slot) && memory ? { value: this.#status() } : undefined);
    return new PolledRequest(this.#engine, check, memory.byteLength);
  }

  #isComplete(slot: number): boolean {
    const native = this.#native;
    const code = native.calls.Test(slot, native.first, native.status);
    if (code === 0 && native.firstValue === 0) return false;
    native.slots.give(slot);
    native.check('Test', code);
    return true;
  }

  #status(): Status {
    const native = this.#native;
    return { source: native.source, tag: native.tag, byteLength: native.byteCount() };
  }
}
