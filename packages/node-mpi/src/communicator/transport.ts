import type { CallName, Memory } from '../library/calls.ts';
import type { Native, Origin } from '../library/native.ts';
import { MpiError } from '../mpi-error.ts';
import { type Look, Operation } from '../progress/operation.ts';
import type { Progress } from '../progress/progress.ts';
import { bytesOf } from '../values/array-types.ts';

/** Largest piece that goes in one message: MPI counts in 32-bit integers. */
export const CHUNK: number = 2 ** 30;

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

const COMPLETE: Look<void> = { value: undefined };

/** Sends and receives memory over any communicator of the process, by its handle. */
export class Transport {
  readonly #native: Native;
  readonly #progress: Progress;

  constructor(native: Native, progress: Progress) {
    this.#native = native;
    this.#progress = progress;
  }

  /** Starts to send memory, in several messages if it is longer than {@link CHUNK}. */
  isend(memory: Memory, destination: number, tag: number, comm: number): Operation<void> {
    const { calls, abi } = this.#native;
    const byte = abi.datatypes.byte;
    const requests = chunksOf(memory).map((chunk) =>
      this.request('Isend', (slot) => calls.Isend(chunk, chunk.byteLength, byte, destination, tag, comm, slot)),
    );
    // The closure keeps the memory until all of it is sent.
    return new Operation(this.#progress, () => (this.#allComplete(requests) && memory ? COMPLETE : undefined));
  }

  /** Starts to receive into memory, in several messages if it is longer than {@link CHUNK}. */
  irecv(memory: Memory, source: number, tag: number, comm: number): Operation<Status> {
    const { calls, abi } = this.#native;
    const byte = abi.datatypes.byte;
    const chunks = chunksOf(memory);
    const requests = chunks.map((chunk) =>
      this.request('Irecv', (slot) => calls.Irecv(chunk, chunk.byteLength, byte, source, tag, comm, slot)),
    );
    const before = CHUNK * (chunks.length - 1);
    return new Operation(this.#progress, () => {
      if (!this.#allComplete(requests) || !memory) return undefined;
      return { value: { ...this.#native.origin, byteLength: before + this.#native.byteCount() } };
    });
  }

  /** Sends memory and does not come back before that is done. */
  send(memory: Memory, destination: number, tag: number, comm: number): void {
    const { calls, abi } = this.#native;
    for (const chunk of chunksOf(memory)) {
      this.#native.check('Send', calls.Send(chunk, chunk.byteLength, abi.datatypes.byte, destination, tag, comm));
    }
  }

  /** Receives into memory and does not come back before that is done. */
  recv(memory: Memory, source: number, tag: number, comm: number): Status {
    const native = this.#native;
    const byte = native.abi.datatypes.byte;
    let byteLength = 0;
    for (const chunk of chunksOf(memory)) {
      native.check('Recv', native.calls.Recv(chunk, chunk.byteLength, byte, source, tag, comm, native.status));
      byteLength += native.byteCount();
    }
    return { ...native.origin, byteLength };
  }

  /** Looks for a message and leaves it where it is. */
  iprobe(source: number, tag: number, comm: number): Status | undefined {
    const native = this.#native;
    native.check('Iprobe', native.calls.Iprobe(source, tag, comm, native.first, native.status));
    return native.firstValue === 0 ? undefined : this.#found();
  }

  /** Looks for a message and takes it out of the reach of others. */
  improbe(source: number, tag: number, comm: number): Matched | undefined {
    const native = this.#native;
    const handle = native.slots.take();
    const code = native.calls.Improbe(source, tag, comm, native.first, handle, native.status);
    if (code !== 0 || native.firstValue === 0) {
      native.slots.give(handle);
      native.check('Improbe', code);
      return undefined;
    }
    const { source: from, tag: sent, byteLength } = this.#found();
    return { source: from, tag: sent, byteLength, handle };
  }

  /** Starts to receive a matched message. */
  imrecv(memory: Memory, { handle }: Matched): Operation<Status> {
    const { calls, abi, slots } = this.#native;
    const slot = this.request('Imrecv', (slot) =>
      calls.Imrecv(memory, memory.byteLength, abi.datatypes.byte, handle, slot),
    );
    slots.give(handle);
    return new Operation(this.#progress, () => {
      if (!this.#complete(slot) || !memory) return undefined;
      return { value: { ...this.#native.origin, byteLength: this.#native.byteCount() } };
    });
  }

  /**
   * Waits for one nonblocking call.
   *
   * @param memory what must stay referenced meanwhile
   */
  complete(call: CallName, start: (slot: number) => number, memory: readonly unknown[] = []): Operation<void> {
    const slot = this.request(call, start);
    return new Operation(this.#progress, () => (this.#complete(slot) && memory ? COMPLETE : undefined));
  }

  /** Makes a call that writes a request, and gives the address of the request. */
  request(call: CallName, start: (slot: number) => number): number {
    const slot = this.#native.slots.take();
    const code = start(slot);
    if (code === 0) return slot;
    this.#native.slots.give(slot);
    throw this.#native.error(call, code);
  }

  #allComplete(requests: number[]): boolean {
    while (requests.length > 0) {
      if (!this.#complete(requests[0] as number)) return false;
      requests.shift();
    }
    return true;
  }

  #complete(slot: number): boolean {
    const { calls, first, status, slots } = this.#native;
    const code = calls.Test(slot, first, status);
    if (code === 0 && this.#native.firstValue === 0) return false;
    slots.give(slot);
    this.#native.check('Test', code);
    return true;
  }

  #found(): Status {
    const { source, tag }: Origin = this.#native.origin;
    const byteLength = this.#native.byteCount();
    if (byteLength >= 0) return { source, tag, byteLength };
    const message = `A message of 2 GiB or more came from rank ${source} (tag ${tag}): expected it in pieces of 1 GiB`;
    throw new MpiError('BAD_MESSAGE', message);
  }
}

function chunksOf(memory: Memory): Memory[] {
  if (memory.byteLength <= CHUNK) return [memory];
  const bytes = bytesOf(memory);
  const chunks = [];
  for (let from = 0; from < bytes.length; from += CHUNK) chunks.push(bytes.subarray(from, from + CHUNK));
  return chunks;
}
