import { expectMemory } from '../base/arguments.ts';
import { MpiError } from '../base/mpi-error.ts';
import type { Memory } from '../library/calls.ts';
import type { Matched, Status } from '../messages/status.ts';
import type { Channels, Transport } from '../messages/transport.ts';
import type { Received, Values } from '../messages/values.ts';

/**
 * A message that `improbe` has matched, to be received once. `sendBuffer` sends several messages if the memory is longer than 1 GiB.
 */
export class Message {
  /** Rank of the sender. */
  readonly source: number;
  /** Tag that the sender gave the message. */
  readonly tag: number;
  /** Length in bytes; for a value, without its large arrays. */
  readonly byteLength: number;
  readonly #transport: Transport;
  readonly #values: Values;
  readonly #channels: Channels;
  #matched: Matched | undefined;

  /**
   * Called by `improbe`.
   *
   * @internal
   */
  constructor(matched: Matched, transport: Transport, values: Values, channels: Channels) {
    this.source = matched.source;
    this.tag = matched.tag;
    this.byteLength = matched.byteLength;
    this.#matched = matched;
    this.#transport = transport;
    this.#values = values;
    this.#channels = channels;
  }

  /** Receives the message as a value. */
  async mrecv<T = unknown>(): Promise<Received<T>> {
    return await this.#values.imrecv<T>(this.#take(), this.#channels).wait();
  }

  /**
   * Receives the bytes of the message into memory.
   *
   * @throws MpiError of code `MPI_ERR_TRUNCATE` if the message is longer than the memory
   */
  async mrecvBuffer(memory: Memory): Promise<Status> {
    expectMemory('memory', memory);
    return await this.#transport.imrecv(memory, this.#take()).wait();
  }

  #take(): Matched {
    const matched = this.#matched;
    if (matched === undefined) throw new MpiError('NOT_USABLE', 'This message has already been received');
    this.#matched = undefined;
    return matched;
  }
}
