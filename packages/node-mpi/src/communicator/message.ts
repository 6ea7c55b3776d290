import { expectMemory } from '../base/arguments.ts';
import type { Memory } from '../library/calls.ts';
import { MpiError } from '../base/mpi-error.ts';
import type { Channels, Matched, Status, Transport } from '../messages/transport.ts';
import type { Received, Values } from '../messages/values.ts';

/**
 * A message that `improbe` has taken: to be received once. What `sendBuffer` sends comes in several messages if it is longer
 * than 1 GiB.
 */
export class Message {
  /** Rank of the sender. */
  readonly source: number;
  /** Tag that the sender gave it. */
  readonly tag: number;
  /** Length in bytes; of a value, without the large arrays in it. */
  readonly byteLength: number;
  readonly #transport: Transport;
  readonly #values: Values;
  readonly #channels: Channels;
  #matched: Matched | undefined;

  /**
   * Made by `improbe`.
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

  /** Receives it as a value. */
  async mrecv<T = unknown>(): Promise<Received<T>> {
    return await this.#values.imrecv<T>(this.#take(), this.#channels).wait();
  }

  /**
   * Receives its bytes into memory.
   *
   * @throws MpiError of code `MPI_ERR_TRUNCATE` if it is longer than the memory
   */
  async mrecvBuffer(memory: Memory): Promise<Status> {
    expectMemory('memory', memory);
    return await this.#transport.imrecv(memory, this.#take()).wait();
  }

  #take(): Matched {
    const matched = this.#matched;
    if (matched === undefined) throw new MpiError('NOT_USABLE', 'This message was received before');
    this.#matched = undefined;
    return matched;
  }
}
