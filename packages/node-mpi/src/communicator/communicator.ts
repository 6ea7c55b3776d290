import { expectInteger, expectMemory } from '../base/arguments.ts';
import type { Operation as ReductionName } from '../library/abi.ts';
import type { Memory } from '../library/calls.ts';
import type { Native } from '../library/native.ts';
import { MpiError } from '../base/mpi-error.ts';
import { type Look, Operation, type Request } from '../progress/polled-request.ts';
import type { Progress } from '../progress/progress-engine.ts';
import type { TypedArray } from '../values/array-types.ts';
import { Collectives } from '../collectives/collectives.ts';
import { Groups } from './groups.ts';
import { Message } from './message.ts';
import { operandsOf } from '../collectives/operands.ts';
import { type Channels, type Matched, type Status, Transport } from '../messages/transport.ts';
import { type Received, Values } from '../messages/values.ts';
import { cancellable, type From, type Waiting, waitFor } from './waiting.ts';

/** What becomes of an error of MPI: it is thrown as an `MpiError`, or ends the whole job. */
export type ErrorHandler = 'throw' | 'abort';

/**
 * What the communicators of a process share.
 *
 * @internal
 */
export type Session = {
  readonly native: Native;
  readonly progress: Progress;
  /** The largest tag that the library takes. */
  readonly maxTag: number;
  /** Throws if MPI cannot be used any more. */
  readonly expectUsable: () => void;
};

/**
 * A group of processes that talk to each other, numbered by rank, apart from all other communicators.
 *
 * There are two ways to send. `send` and the collectives take **values**: whatever structured clone takes, and give a copy
 * on the other side; large typed arrays inside are not copied on the way. `sendBuffer` and the like take **memory** and
 * move its bytes as they are, as C programs do, into memory that the receiver has ready.
 *
 * Nothing here blocks the event loop for longer than 20 ms, except what has `Sync` in its name.
 */
export class Communicator {
  /** Rank of this process, from 0. */
  readonly rank: number;
  /** Number of processes. */
  readonly size: number;
  readonly #session: Session;
  readonly #channels: Channels;
  readonly #transport: Transport;
  readonly #values: Values;
  readonly #collectives: Collectives;
  readonly #groups: Groups;
  // Several at once might interleave differently on another rank.
  #lastCollective: Promise<unknown> = Promise.resolve();
  #freed = false;

  /**
   * Made by `Mpi`, {@link Communicator.duplicate} and {@link Communicator.split}.
   *
   * @internal
   */
  constructor(session: Session, channels: Channels) {
    const { native, progress } = session;
    this.#session = session;
    this.#channels = channels;
    this.#transport = new Transport(native, progress);
    this.#values = new Values(this.#transport, progress);
    this.#groups = new Groups(native, this.#transport);
    native.check('Comm_rank', native.calls.Comm_rank(channels.main, native.first));
    this.rank = native.firstValue;
    native.check('Comm_size', native.calls.Comm_size(channels.main, native.first));
    this.size = native.firstValue;
    this.#collectives = new Collectives(native, this.#transport, {
      handle: channels.main,
      rank: this.rank,
      size: this.size,
    });
    this.setErrorHandler('throw');
  }

  /** Name of the communicator, for messages and debuggers; the first 63 bytes of it. */
  get name(): string {
    const native = this.#native();
    const text = Buffer.alloc(1024);
    native.check('Comm_get_name', native.calls.Comm_get_name(this.#channels.main, text, native.first));
    return text.toString('utf8', 0, text.indexOf(0));
  }

  /** Names it. */
  set name(name: string) {
    const native = this.#native();
    const text = Buffer.alloc(64);
    new TextEncoder().encodeInto(name, text.subarray(0, 63));
    native.check('Comm_set_name', native.calls.Comm_set_name(this.#channels.main, text));
  }

  /** Decides what becomes of errors of MPI; at first they are thrown. */
  setErrorHandler(handler: ErrorHandler): void {
    if (handler !== 'throw' && handler !== 'abort') {
      throw new RangeError(`Expected \`handler\` to be 'throw' or 'abort', got ${String(handler)}`);
    }
    const native = this.#native();
    const choice = handler === 'throw' ? native.abi.errorsReturn : native.abi.errorsAreFatal;
    for (const comm of Object.values(this.#channels)) {
      native.check('Comm_set_errhandler', native.calls.Comm_set_errhandler(comm, choice));
    }
  }

  /**
   * Sends a value. Resolves when the value may be changed again, which may be before it has arrived.
   *
   * @param value anything that structured clone takes
   * @param destination rank of the receiver
   * @param tag a number from 0 to `mpi.maxTag`, at least 32767, by which the receiver can choose
   * @throws DataCloneError if it cannot be cloned
   */
  send(value: unknown, destination: number, tag = 0): Promise<void> {
    return waitFor(() => this.isend(value, destination, tag));
  }

  /** {@link Communicator.send}, as a request. */
  isend(value: unknown, destination: number, tag = 0): Request<void> {
    this.#expectDestination(destination, tag);
    return this.#values.isend(value, destination, tag, this.#channels);
  }

  /** Receives a value that was sent by {@link Communicator.send}. */
  async recv<T = unknown>({ signal, ...from }: Waiting = {}): Promise<Received<T>> {
    return await cancellable(signal, (onTooLate) => this.#irecv<T>(from, onTooLate));
  }

  /** {@link Communicator.recv}, as a request. */
  irecv<T = unknown>(from: From = {}): Request<Received<T>> {
    return this.#irecv<T>(from, () => {});
  }

  /**
   * Sends the bytes of a typed array or Buffer. Resolves when the memory may be changed again.
   *
   * @param memory what to send; it must not be changed or transferred to a thread before
   * @param destination rank of the receiver
   * @param tag a number from 0 to `mpi.maxTag`, at least 32767, by which the receiver can choose
   */
  sendBuffer(memory: Memory, destination: number, tag = 0): Promise<void> {
    return waitFor(() => this.isendBuffer(memory, destination, tag));
  }

  /** {@link Communicator.sendBuffer}, as a request. */
  isendBuffer(memory: Memory, destination: number, tag = 0): Request<void> {
    expectMemory('memory', memory);
    this.#expectDestination(destination, tag);
    return this.#transport.isend(memory, destination, tag, this.#channels.main);
  }

  /**
   * Receives bytes into a typed array or Buffer. Above 1 GiB it must be as long as what was sent.
   *
   * @param memory where to; it must not be used or transferred to a thread before
   * @returns sender, tag, and how many bytes came
   * @throws MpiError of code `MPI_ERR_TRUNCATE` if more came than there is room
   */
  recvBuffer(memory: Memory, from: From = {}): Promise<Status> {
    return waitFor(() => this.irecvBuffer(memory, from));
  }

  /** {@link Communicator.recvBuffer}, as a request. */
  irecvBuffer(memory: Memory, from: From = {}): Request<Status> {
    expectMemory('memory', memory);
    const [source, tag] = this.#expectSource(from);
    return this.#transport.irecv(memory, source, tag, this.#channels.main);
  }

  /** {@link Communicator.sendBuffer} that comes back when it is done, and holds up everything else until then. */
  sendBufferSync(memory: Memory, destination: number, tag = 0): void {
    expectMemory('memory', memory);
    this.#expectDestination(destination, tag);
    this.#transport.send(memory, destination, tag, this.#channels.main);
  }

  /** {@link Communicator.recvBuffer} that comes back when it is done, and holds up everything else until then. */
  recvBufferSync(memory: Memory, from: From = {}): Status {
    expectMemory('memory', memory);
    const [source, tag] = this.#expectSource(from);
    return this.#transport.recv(memory, source, tag, this.#channels.main);
  }

  /** Waits for a message and leaves it where it is. */
  async probe({ signal, ...from }: Waiting = {}): Promise<Status> {
    const [source, tag] = this.#expectSource(from);
    const look = (): Look<Status> => {
      this.#expectUsable();
      const status = this.#transport.iprobe(source, tag, this.#channels.main);
      return status && { value: status };
    };
    return await cancellable(signal, () => new Operation(this.#session.progress, look));
  }

  /** Takes a message, if one is there, for {@link Message.mrecv}: nobody else receives it then. */
  improbe(from: From = {}): Message | undefined {
    const [source, tag] = this.#expectSource(from);
    const matched = this.#transport.improbe(source, tag, this.#channels.main);
    return matched && new Message(matched, this.#transport, this.#values, this.#channels);
  }

  /** Resolves when all ranks have come here. */
  barrier(): Promise<void> {
    return this.#collective(() => this.#collectives.barrier());
  }

  /**
   * Gives the root's value to all ranks.
   *
   * @param value the value on the root, anything on the others
   */
  bcast<T>(value: T | undefined, root = 0): Promise<T> {
    this.#expectRank('root', root);
    return this.#collective(() => this.#collectives.bcast<T>(value, root));
  }

  /** Copies the root's memory into that of all ranks, which must be of the same length. */
  bcastBuffer(memory: Memory, root = 0): Promise<void> {
    expectMemory('memory', memory);
    this.#expectRank('root', root);
    return this.#collective(() => this.#collectives.bcastMemory(memory, root));
  }

  /** Gives the root the values of all ranks, by rank; they need not be of one size. Undefined on the others. */
  gather<T>(value: T, root = 0): Promise<T[] | undefined> {
    this.#expectRank('root', root);
    return this.#collective(() => this.#collectives.gather(value, root));
  }

  /** Gives every rank the values of all, by rank; they need not be of one size. */
  allgather<T>(value: T): Promise<T[]> {
    return this.#collective(() => this.#collectives.allgather(value));
  }

  /**
   * Gives every rank one of the root's values; they need not be of one size.
   *
   * @param values one for each rank on the root, undefined on the others
   */
  scatter<T>(values: readonly T[] | undefined, root = 0): Promise<T> {
    this.#expectRank('root', root);
    return this.#collective(() => this.#collectives.scatter(values, root));
  }

  /** Combines the numbers of all ranks, element by element, on the root. Undefined on the others. */
  reduce(value: number, operation: ReductionName, root?: number): Promise<number | undefined>;
  /** Combines the arrays of all ranks, element by element, on the root. Undefined on the others. */
  reduce<A extends TypedArray>(values: A, operation: ReductionName, root?: number): Promise<A | undefined>;
  async reduce(values: number | TypedArray, operation: ReductionName, root = 0): Promise<unknown> {
    this.#expectRank('root', root);
    const array = operandsOf(values, operation);
    const result = await this.#collective(() => this.#collectives.reduce(array, operation, root));
    return typeof values === 'number' ? result?.[0] : result;
  }

  /** Combines the numbers of all ranks and gives the result to all. */
  allreduce(value: number, operation: ReductionName): Promise<number>;
  /** Combines the arrays of all ranks, element by element, and gives the result to all. */
  allreduce<A extends TypedArray>(values: A, operation: ReductionName): Promise<A>;
  async allreduce(values: number | TypedArray, operation: ReductionName): Promise<unknown> {
    const array = operandsOf(values, operation);
    const result = await this.#collective(() => this.#collectives.allreduce(array, operation));
    return typeof values === 'number' ? result[0] : result;
  }

  /** A communicator of the same processes, whose messages never meet those of this one. All ranks must call it. */
  duplicate(): Promise<Communicator> {
    return this.#collective(
      async () => new Communicator(this.#session, await this.#groups.duplicate(this.#channels.main)),
    );
  }

  /**
   * Communicators of some of the processes each. All ranks must call it.
   *
   * @param color those of the same number come together; who gives none comes into no communicator
   * @param key decides on the order of the ranks; by default they keep it
   */
  split(color: number | undefined, key: number = this.rank): Promise<Communicator | undefined> {
    if (color !== undefined) expectInteger('color', color, 0, 2 ** 31 - 1);
    expectInteger('key', key, -(2 ** 31), 2 ** 31 - 1);
    return this.#collective(async () => {
      // MPI has no split that does not block: nobody goes there before all are ready to.
      await this.#collectives.barrier();
      const channels = await this.#groups.split(this.#channels.main, color, key);
      return channels && new Communicator(this.#session, channels);
    });
  }

  /**
   * Gives the communicator back. All ranks must call it; afterwards it cannot be used, and what still waits for a message
   * rejects.
   */
  free(): Promise<void> {
    const { world, self } = this.#session.native.abi;
    if ([world, self].includes(this.#channels.main)) {
      throw new MpiError('NOT_USABLE', '`world` and `self` cannot be freed, only what duplicate() and split() gave');
    }
    return this.#collective(async () => {
      this.#freed = true;
      this.#groups.free(this.#channels);
    });
  }

  #irecv<T>(from: From, onMatch: () => void): Operation<Received<T>> {
    const [source, tag] = this.#expectSource(from);
    let rest: Operation<Received<T>> | undefined;
    return new Operation(this.#session.progress, () => {
      if (rest === undefined) this.#expectUsable();
      rest ??= this.#match<T>(source, tag, onMatch);
      return rest?.peek();
    });
  }

  #match<T>(source: number, tag: number, onMatch: () => void): Operation<Received<T>> | undefined {
    const matched: Matched | undefined = this.#transport.improbe(source, tag, this.#channels.main);
    if (matched === undefined) return undefined;
    onMatch();
    return this.#values.imrecv<T>(matched, this.#channels);
  }

  #collective<T>(run: () => Promise<T>): Promise<T> {
    this.#expectUsable();
    const result = this.#lastCollective.then(() => {
      this.#expectUsable();
      return run();
    });
    this.#lastCollective = result.catch(() => undefined);
    return result;
  }

  #native(): Native {
    this.#expectUsable();
    return this.#session.native;
  }

  #expectUsable(): void {
    this.#session.expectUsable();
    if (this.#freed) throw new MpiError('NOT_USABLE', 'This communicator was freed');
  }

  #expectRank(name: string, rank: number): void {
    this.#expectUsable();
    expectInteger(name, rank, 0, this.size - 1);
  }

  #expectDestination(destination: number, tag: number): void {
    this.#expectUsable();
    expectInteger('destination', destination, 0, this.size - 1);
    expectInteger('tag', tag, 0, this.#session.maxTag);
  }

  #expectSource({ source, tag }: From): readonly [number, number] {
    const { native, maxTag } = this.#session;
    this.#expectUsable();
    if (source !== undefined) expectInteger('source', source, 0, this.size - 1);
    if (tag !== undefined) expectInteger('tag', tag, 0, maxTag);
    return [source ?? native.abi.anySource, tag ?? native.abi.anyTag];
  }
}
