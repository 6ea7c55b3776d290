import { expectInteger } from '../base/arguments.ts';
import { MpiError } from '../base/mpi-error.ts';
import type { Channels } from '../messages/transport.ts';
import { CollectiveCommunicator } from './collective.ts';
import { CommunicatorContext, type SharedMpi } from './context.ts';
import { Groups } from './groups.ts';

/** The treatment of errors of MPI: they are thrown as an `MpiError`, or end the whole job. */
export type ErrorHandler = 'throw' | 'abort';

/**
 * A group of processes that exchange messages, numbered by rank, separately from all other communicators.
 *
 * There are two ways to send. `send` and the collectives take **values**: everything that structured clone accepts. The other side gets a
 * copy; large typed arrays inside are not copied on the way. `sendBuffer` and the like take **memory** and move its bytes as they
 * are, as C programs do, into memory that the receiver provides.
 *
 * Nothing here blocks the event loop for longer than 20 ms, except the methods with `Sync` in their names.
 */
export class Communicator extends CollectiveCommunicator {
  readonly #context: CommunicatorContext;
  readonly #groups: Groups;

  /**
   * Called by `Mpi`, {@link Communicator.duplicate} and {@link Communicator.split}.
   *
   * @internal
   */
  constructor(mpi: SharedMpi, channels: Channels) {
    const context = new CommunicatorContext(mpi, channels);
    super(context);
    this.#context = context;
    this.#groups = new Groups(mpi.native, context.transport);
    this.setErrorHandler('throw');
  }

  /** Name of the communicator, for messages and debuggers: its first 63 bytes. */
  get name(): string {
    const { native, channels } = this.#context;
    const text = Buffer.alloc(1024);
    native.check('Comm_get_name', native.calls.Comm_get_name(channels.main, text, native.first));
    return text.toString('utf8', 0, text.indexOf(0));
  }

  /** Sets the name. */
  set name(name: string) {
    const { native, channels } = this.#context;
    const text = Buffer.alloc(64);
    new TextEncoder().encodeInto(name, text.subarray(0, 63));
    native.check('Comm_set_name', native.calls.Comm_set_name(channels.main, text));
  }

  /** Sets the treatment of errors of MPI; by default they are thrown. */
  setErrorHandler(handler: ErrorHandler): void {
    if (handler !== 'throw' && handler !== 'abort') {
      throw new RangeError(`Expected \`handler\` to be 'throw' or 'abort', got ${String(handler)}`);
    }
    const { native, channels } = this.#context;
    const choice = handler === 'throw' ? native.abi.errorsReturn : native.abi.errorsAreFatal;
    for (const comm of Object.values(channels)) {
      native.check('Comm_set_errhandler', native.calls.Comm_set_errhandler(comm, choice));
    }
  }

  /** Creates a communicator of the same processes, whose messages never mix with those of this one. All ranks must call it. */
  duplicate(): Promise<Communicator> {
    const { mpi, channels } = this.#context;
    return this.#context.runInOrder(async () => new Communicator(mpi, await this.#groups.duplicate(channels.main)));
  }

  /**
   * Splits the processes into communicators. All ranks must call it.
   *
   * @param color ranks with the same number share a communicator; ranks without one get none
   * @param key determines the order of the ranks; by default they keep it
   */
  split(color: number | undefined, key: number = this.rank): Promise<Communicator | undefined> {
    if (color !== undefined) expectInteger('color', color, 0, 2 ** 31 - 1);
    expectInteger('key', key, -(2 ** 31), 2 ** 31 - 1);
    const { mpi } = this.#context;
    return this.#context.runInOrder(async () => {
      const channels = await this.#groups.split(this.#context.channels.main, color, key);
      return channels && new Communicator(mpi, channels);
    });
  }

  /** Frees the communicator. All ranks must call it. It cannot be used afterwards, and pending receives reject. */
  free(): Promise<void> {
    const { world, self } = this.#context.mpi.native.abi;
    const { channels } = this.#context;
    if ([world, self].includes(channels.main)) {
      throw new MpiError(
        'NOT_USABLE',
        '`world` and `self` cannot be freed, only communicators of duplicate() and split()',
      );
    }
    return this.#context.runInOrder(async () => {
      this.#context.markFreed();
      this.#groups.free(channels);
    });
  }
}
