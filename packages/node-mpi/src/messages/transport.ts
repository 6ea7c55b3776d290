import type { CallName, Memory } from '../library/calls.ts';
import type { Native } from '../library/native.ts';
import { type Look, Operation } from '../progress/polled-request.ts';
import type { Progress } from '../progress/progress-engine.ts';
import { limits, type Piece, piecesOf } from './limits.ts';

/** Where a message came from, and how long it is. */
export type Status = {
  /** Rank of the sender. */
  readonly source: number;
  /** Tag that the sender gave it. */
  readonly tag: number;
  /** Length in bytes. */
  readonly byteLength: number;
};

/** A message that was matched by a probe and belongs to nobody else. */
export type Matched = Status & {
  /** Address of its handle. */
  readonly handle: number;
};

/** The two communicators of a communicator: one for messages, one for what belongs to them. */
export type Channels = { readonly main: number; readonly parts: number };

/** The largest count that MPI takes. */
const LARGEST = 2 ** 31 - 1;
const COMPLETE: Look<void> = { value: undefined };

/**
 * Sends and receives memory over any communicator of the process, by its handle. MPI keeps the addresses of memory that is
 * under way: each operation holds on to its memory until MPI says that it is complete.
 */
export class Transport {
  readonly #native: Native;
  readonly #progress: Progress;

  constructor(native: Native, progress: Progress) {
    this.#native = native;
    this.#progress = progress;
  }

  /**
   * Starts to send memory, in several messages if it is long.
   *
   * @param once whether the memory was made for this message
   */
  isend(memory: Memory, destination: number, tag: number, comm: number, once = false): Operation<void> {
    const address = once ? this.#native.addressOnce(memory) : this.#native.address(memory);
    if (memory.byteLength <= limits.chunk) {
      return this.#sent(this.#isend(address, memory.byteLength, destination, tag, comm), memory);
    }
    const chunks = piecesOf(memory.byteLength).map(([from, length]) =>
      this.#sent(this.#isend(address + from, length, destination, tag, comm), memory),
    );
    return new Operation(this.#progress, () => (chunks.every((chunk) => chunk.peek()) ? COMPLETE : undefined));
  }

  /** Starts to receive into memory, in several messages if it is long. */
  irecv(memory: Memory, source: number, tag: number, comm: number): Operation<Status> {
    if (memory.byteLength <= limits.chunk) return this.#irecv(memory, 0, memory.byteLength, source, tag, comm);
    const chunks = piecesOf(memory.byteLength);
    if (source === this.#native.abi.anySource) return this.#irecvOneByOne(memory, chunks, tag, comm);
    const parts = chunks.map(([from, length]) => this.#irecv(memory, from, length, source, tag, comm));
    return new Operation(this.#progress, () => {
      const statuses = parts.map((part) => part.peek()?.value);
      return statuses.every((status) => status !== undefined) ? { value: total(statuses) } : undefined;
    });
  }

  /** Sends memory and does not come back before that is done. */
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

  /** Receives into memory and does not come back before that is done. */
  recv(memory: Memory, source: number, tag: number, comm: number): Status {
    if (memory.byteLength <= limits.chunk) return this.#recv(memory, 0, memory.byteLength, source, tag, comm);
    const statuses: Status[] = [];
    for (const [from, length] of piecesOf(memory.byteLength)) {
      // The first piece decides on the sender, where any will do.
      const [first] = statuses;
      statuses.push(this.#recv(memory, from, length, first?.source ?? source, first?.tag ?? tag, comm));
    }
    return total(statuses);
  }

  /** Looks for a message and leaves it where it is. */
  iprobe(source: number, tag: number, comm: number): Status | undefined {
    const native = this.#native;
    native.check('Iprobe', native.calls.Iprobe(source, tag, comm, native.first, native.status));
    return native.firstValue === 0 ? undefined : this.#status();
  }

  /** Looks for a message and takes it out of the reach of others. */
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
  imrecv(memory: Memory, { handle }: Matched): Operation<Status> {
    const native = this.#native;
    const { byte } = native.abi.datatypes;
    const address = native.addressOnce(memory);
    const count = Math.min(memory.byteLength, LARGEST);
    const slot = this.request('Imrecv', (slot) => native.calls.Imrecv(address, count, byte, handle, slot));
    native.slots.give(handle);
    return this.#received(slot, memory);
  }

  /**
   * Waits for one nonblocking call.
   *
   * @param memory what must stay referenced meanwhile
   */
  complete(call: CallName, start: (slot: number) => number, memory: readonly Memory[] = []): Operation<void> {
    const slot = this.request(call, start);
    const bytes = memory.reduce((sum, { byteLength }) => sum + byteLength, 0);
    return new Operation(this.#progress, () => (this.#isComplete(slot) && memory ? COMPLETE : undefined), bytes);
  }

  /** Makes a call that writes a request, and gives the address of the request. */
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

  #irecv(memory: Memory, from: number, length: number, source: number, tag: number, comm: number): Operation<Status> {
    const { calls, abi } = this.#native;
    const { byte } = abi.datatypes;
    const address = this.#native.address(memory) + from;
    const slot = this.request('Irecv', (slot) => calls.Irecv(address, length, byte, source, tag, comm, slot));
    return this.#received(slot, memory);
  }

  // If all were posted at once, pieces of several senders would get mixed up.
  #irecvOneByOne(memory: Memory, chunks: readonly Piece[], tag: number, comm: number): Operation<Status> {
    const statuses: Status[] = [];
    const next = ([from, length]: Piece, source: number, tag: number) =>
      this.#irecv(memory, from, length, source, tag, comm);
    let current = next(chunks[0] as Piece, this.#native.abi.anySource, tag);
    return new Operation(this.#progress, () => {
      for (let piece = current.peek(); piece !== undefined; piece = current.peek()) {
        statuses.push(piece.value);
        const chunk = chunks[statuses.length];
        if (chunk === undefined) return { value: total(statuses) };
        current = next(chunk, piece.value.source, piece.value.tag);
      }
      return undefined;
    });
  }

  #sent(slot: number, memory: Memory): Operation<void> {
    const look = (): Look<void> => (this.#isComplete(slot) && memory ? COMPLETE : undefined);
    return new Operation(this.#progress, look, memory.byteLength);
  }

  #received(slot: number, memory: Memory): Operation<Status> {
    const look = (): Look<Status> => (this.#isComplete(slot) && memory ? { value: this.#status() } : undefined);
    return new Operation(this.#progress, look, memory.byteLength);
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

const total = (pieces: readonly Status[]): Status => ({
  ...(pieces[0] as Status),
  byteLength: pieces.reduce((sum, { byteLength }) => sum + byteLength, 0),
});
