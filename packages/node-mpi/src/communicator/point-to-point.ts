import { expectMemory } from '../base/arguments.ts';
import type { Memory } from '../library/calls.ts';
import type { Matched, Status } from '../messages/status.ts';
import type { Received } from '../messages/values.ts';
import { type Completion, PolledRequest } from '../progress/polled-request.ts';
import type { Request } from '../progress/request.ts';
import type { CommunicatorContext } from './context.ts';
import { Message } from './message.ts';
import { cancellable, type From, type Waiting, waitFor } from './waiting.ts';

/** The part of a communicator that sends messages from one rank to another. */
export abstract class PointToPointCommunicator {
  /** Rank of this process, from 0. */
  readonly rank: number;
  /** Number of processes. */
  readonly size: number;
  readonly #context: CommunicatorContext;

  /** @internal */
  constructor(context: CommunicatorContext) {
    this.#context = context;
    this.rank = context.rank;
    this.size = context.size;
  }

  /**
   * Sends a value. Resolves when the value may be changed again, which may be before it has arrived.
   *
   * @param value anything that structured clone accepts
   * @param destination rank of the receiver
   * @param tag a number from 0 to `mpi.maxTag`, which is at least 32767, by which the receiver can choose
   * @throws DataCloneError if the value cannot be cloned
   */
  send(value: unknown, destination: number, tag = 0): Promise<void> {
    return waitFor(() => this.isend(value, destination, tag));
  }

  /** Starts `send` and returns its request. */
  isend(value: unknown, destination: number, tag = 0): Request<void> {
    this.#context.expectDestination(destination, tag);
    return this.#context.values.isend(value, destination, tag, this.#context.channels);
  }

  /** Receives a value that was sent by `send`. */
  async recv<T = unknown>({ signal, ...from }: Waiting = {}): Promise<Received<T>> {
    return await cancellable(signal, (onTooLate) => this.#irecv<T>(from, onTooLate));
  }

  /** Starts `recv` and returns its request. */
  irecv<T = unknown>(from: From = {}): Request<Received<T>> {
    return this.#irecv<T>(from, () => {});
  }

  /**
   * Sends the bytes of a typed array or Buffer. Resolves when the memory may be changed again.
   *
   * @param memory the bytes to send; must not be changed or transferred to a thread before the promise resolves
   * @param destination rank of the receiver
   * @param tag a number from 0 to `mpi.maxTag`, which is at least 32767, by which the receiver can choose
   */
  sendBuffer(memory: Memory, destination: number, tag = 0): Promise<void> {
    return waitFor(() => this.isendBuffer(memory, destination, tag));
  }

  /** Starts `sendBuffer` and returns its request. */
  isendBuffer(memory: Memory, destination: number, tag = 0): Request<void> {
    expectMemory('memory', memory);
    this.#context.expectDestination(destination, tag);
    return this.#context.transport.isend(memory, destination, tag, this.#context.channels.main);
  }

  /**
   * Receives bytes into a typed array or Buffer. Above 1 GiB it must be as long as the message.
   *
   * @param memory the destination; must not be used or transferred to a thread before the promise resolves
   * @returns sender, tag and number of bytes
   * @throws MpiError of code `MPI_ERR_TRUNCATE` if the message is longer than the memory
   */
  recvBuffer(memory: Memory, from: From = {}): Promise<Status> {
    return waitFor(() => this.irecvBuffer(memory, from));
  }

  /** Starts `recvBuffer` and returns its request. */
  irecvBuffer(memory: Memory, from: From = {}): Request<Status> {
    expectMemory('memory', memory);
    const [source, tag] = this.#context.expectSource(from);
    return this.#context.transport.irecv(memory, source, tag, this.#context.channels.main);
  }

  /** Does the same as `sendBuffer`, but blocks everything else until it is done. */
  sendBufferSync(memory: Memory, destination: number, tag = 0): void {
    expectMemory('memory', memory);
    this.#context.expectDestination(destination, tag);
    this.#context.transport.send(memory, destination, tag, this.#context.channels.main);
  }

  /** Does the same as `recvBuffer`, but blocks everything else until it is done. */
  recvBufferSync(memory: Memory, from: From = {}): Status {
    expectMemory('memory', memory);
    const [source, tag] = this.#context.expectSource(from);
    return this.#context.transport.recv(memory, source, tag, this.#context.channels.main);
  }

  /** Waits for a message, without receiving it. */
  async probe({ signal, ...from }: Waiting = {}): Promise<Status> {
    const context = this.#context;
    const [source, tag] = context.expectSource(from);
    const check = (): Completion<Status> => {
      context.expectUsable();
      const status = context.transport.iprobe(source, tag, context.channels.main);
      return status && { value: status };
    };
    return await cancellable(signal, () => new PolledRequest(context.mpi.engine, check));
  }

  /** Matches a message, if one is available, for {@link Message.mrecv}: nobody else can receive it then. */
  improbe(from: From = {}): Message | undefined {
    const { transport, values, channels } = this.#context;
    const [source, tag] = this.#context.expectSource(from);
    const matched = transport.improbe(source, tag, channels.main);
    return matched && new Message(matched, transport, values, channels);
  }

  #irecv<T>(from: From, onMatch: () => void): PolledRequest<Received<T>> {
    const [source, tag] = this.#context.expectSource(from);
    let receiving: PolledRequest<Received<T>> | undefined;
    return new PolledRequest(this.#context.mpi.engine, () => {
      if (receiving === undefined) this.#context.expectUsable();
      receiving ??= this.#match<T>(source, tag, onMatch);
      return receiving?.peek();
    });
  }

  #match<T>(source: number, tag: number, onMatch: () => void): PolledRequest<Received<T>> | undefined {
    const { transport, values, channels } = this.#context;
    const matched: Matched | undefined = transport.improbe(source, tag, channels.main);
    if (matched === undefined) return undefined;
    onMatch();
    return values.imrecv<T>(matched, channels);
  }
}
