import { expectInteger } from '../base/arguments.ts';
import { MpiError } from '../base/mpi-error.ts';
import type { Native } from '../library/native.ts';
import { type Channels, Transport } from '../messages/transport.ts';
import { Values } from '../messages/values.ts';
import type { ProgressEngine } from '../progress/progress-engine.ts';
import type { From } from './waiting.ts';

/**
 * The parts of MPI that all communicators of a process share.
 *
 * @internal
 */
export type SharedMpi = {
  readonly native: Native;
  readonly engine: ProgressEngine;
  /** The largest tag that the library supports. */
  readonly maxTag: number;
  /** Throws if MPI cannot be used any more. */
  readonly expectUsable: () => void;
};

/**
 * One communicator, as the classes that make up `Communicator` share it: handles, means of transport, and checks of arguments.
 *
 * @internal
 */
export class CommunicatorContext {
  readonly mpi: SharedMpi;
  readonly channels: Channels;
  readonly transport: Transport;
  readonly values: Values;
  readonly rank: number;
  readonly size: number;
  #lastCollective: Promise<unknown> = Promise.resolve();
  #isFreed = false;

  constructor(mpi: SharedMpi, channels: Channels) {
    const { native, engine } = mpi;
    this.mpi = mpi;
    this.channels = channels;
    this.transport = new Transport(native, engine);
    this.values = new Values(this.transport, engine);
    native.check('Comm_rank', native.calls.Comm_rank(channels.main, native.first));
    this.rank = native.firstValue;
    native.check('Comm_size', native.calls.Comm_size(channels.main, native.first));
    this.size = native.firstValue;
  }

  /** Returns the library, if the communicator can be used. */
  get native(): Native {
    this.expectUsable();
    return this.mpi.native;
  }

  /** Runs a collective after those that were begun before: concurrent ones might interleave differently on another rank. */
  runInOrder<T>(run: () => Promise<T>): Promise<T> {
    this.expectUsable();
    const result = this.#lastCollective.then(() => {
      this.expectUsable();
      return run();
    });
    this.#lastCollective = result.catch(() => undefined);
    return result;
  }

  /** Makes every later use an error. */
  markFreed(): void {
    this.#isFreed = true;
  }

  expectUsable(): void {
    this.mpi.expectUsable();
    if (this.#isFreed) throw new MpiError('NOT_USABLE', 'This communicator was freed');
  }

  expectRank(name: string, rank: number): void {
    this.expectUsable();
    expectInteger(name, rank, 0, this.size - 1);
  }

  expectDestination(destination: number, tag: number): void {
    this.expectUsable();
    expectInteger('destination', destination, 0, this.size - 1);
    expectInteger('tag', tag, 0, this.mpi.maxTag);
  }

  /** Checks which messages to receive, and returns source and tag in MPI's terms. */
  expectSource({ source, tag }: From): readonly [source: number, tag: number] {
    const { native, maxTag } = this.mpi;
    this.expectUsable();
    if (source !== undefined) expectInteger('source', source, 0, this.size - 1);
    if (tag !== undefined) expectInteger('tag', tag, 0, maxTag);
    return [source ?? native.abi.anySource, tag ?? native.abi.anyTag];
  }
}
