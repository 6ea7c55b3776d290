import { cpus } from 'node:os';
import { isMainThread } from 'node:worker_threads';
import { expectInteger } from '../base/arguments.ts';
import { detectLauncher, hideLauncher, type Launcher } from '../base/launcher.ts';
import { MpiError } from '../base/mpi-error.ts';
import type { Flavor } from '../base/names.ts';
import { Communicator } from '../communicator/communicator.ts';
import { Native } from '../library/native.ts';
import { type OpenLibrary, openLibrary } from '../library/open-library.ts';
import { ProgressEngine } from '../progress/progress-engine.ts';
import { waitToBeKilled } from '../workarounds/mpich-abort-returns.ts';
import { substituteForFinalize } from '../workarounds/mpich-finalize-hangs.ts';
import { endWithLauncher } from '../workarounds/orphaned-rank.ts';
import { recoverPmiDescriptor } from '../workarounds/pmi-descriptor-behind-npm.ts';
import { readHost, readVersion, wrongSize } from './description.ts';
import { type Ending, endWithProcess } from './process-end.ts';

/** The threads of a process that may call MPI. */
export type ThreadLevel = 'single' | 'funneled' | 'serialized' | 'multiple';

const THREAD_LEVELS: readonly ThreadLevel[] = ['single', 'funneled', 'serialized', 'multiple'];
const FUNNELED = 1;
const GUARANTEED_TAG = 32_767;

// One MPI per process, even if this package is loaded twice.
const CURRENT: unique symbol = Symbol.for('@mpi-bindings/node-mpi') as never;
// MPI cannot be started a second time, so later attempts throw the same error.
const shared = globalThis as { [CURRENT]?: { readonly mpi?: Mpi; readonly error?: unknown } };

/**
 * MPI in this process.
 *
 * A program that comes to its end finalizes MPI by itself. One that ends early (by an uncaught error, or `process.exit` with any exit
 * code) aborts the whole job, since the other ranks would wait for it for ever.
 *
 * @example
 * ```ts
 * import { Mpi } from '@mpi-bindings/node-mpi';
 *
 * const mpi = Mpi.init();
 * const { rank, size } = mpi.world;
 * const sum = await mpi.world.allreduce(rank + 1, 'sum');
 * if (rank === 0) console.log(`1 + … + ${size} = ${sum}`);
 * await mpi.finalize();
 * ```
 */
export class Mpi {
  /** All processes of the job. */
  readonly world: Communicator;
  /** This process alone. */
  readonly self: Communicator;
  /** Version of the MPI standard, such as '4.0'. */
  readonly version: string;
  /** Name and version of the library. */
  readonly library: string;
  /** Family of the library. */
  readonly flavor: Flavor;
  /** The threads that may call MPI; this package calls it in the main thread only. */
  readonly threadLevel: ThreadLevel;
  /** The largest tag of a message: 32767 or more. */
  readonly maxTag: number;
  /** Name of this machine, from MPI. */
  readonly host: string;
  /** The launcher of this process; undefined without one. */
  readonly launcher: Launcher | undefined;
  readonly #native: Native;
  readonly #engine: ProgressEngine;
  readonly #finalizeOtherwise: (() => void) | undefined;
  #finalizing: Promise<void> | undefined;
  #finalized = false;
  #ending: Ending | undefined;

  private constructor(opened: OpenLibrary, launcher: Launcher | undefined) {
    const native = new Native(opened);
    native.check('Init_thread', native.calls.Init_thread(0, 0, native.abi.threadLevels[FUNNELED], native.first));
    this.threadLevel = THREAD_LEVELS[native.abi.threadLevels.indexOf(native.firstValue)] ?? 'single';
    this.#native = native;
    this.#finalizeOtherwise = substituteForFinalize(opened.details, launcher);
    this.#engine = new ProgressEngine((launcher?.localSize ?? 0) > cpus().length);
    this.launcher = launcher;
    this.library = opened.description;
    this.flavor = native.abi.flavor;
    this.version = readVersion(native);
    this.host = readHost(native);
    this.maxTag = native.attribute(native.abi.tagLimit) ?? GUARANTEED_TAG;
    this.world = this.#communicator(native.abi.world);
    this.self = this.#communicator(native.abi.self);
    this.#expectSize();
    hideLauncher();
  }

  /**
   * Starts MPI; later calls return the same. Without a launcher the job is this process alone.
   *
   * The library is that of the launcher (`mpirun`, `srun`), unless the environment variable `NODE_MPI_LIB` names a file or
   * `NODE_MPI_FLAVOR` is `open-mpi`, `mpich` or `mpi-abi`. It removes the variables of the launcher from `process.env`, so that
   * child processes do not take themselves for ranks.
   *
   * @throws MpiError of code `NO_LIBRARY` or `WRONG_LIBRARY` if the library is missing or belongs to another launcher
   */
  static init(): Mpi {
    if (!isMainThread) throw new MpiError('NOT_USABLE', 'MPI can be used in the main thread only, not in a worker');
    shared[CURRENT] ??= Mpi.#start();
    const { mpi, error } = shared[CURRENT];
    if (mpi === undefined) throw error;
    if (mpi.finalized) throw finalizedError();
    return mpi;
  }

  /** MPI, if it was started in this process. */
  static get current(): Mpi | undefined {
    return shared[CURRENT]?.mpi;
  }

  static #start(): { readonly mpi: Mpi } | { readonly error: unknown } {
    const launcher = detectLauncher();
    recoverPmiDescriptor();
    const opened = openLibrary(launcher);
    try {
      const mpi = new Mpi(opened, launcher);
      endWithProcess(mpi, () => mpi.#ending);
      if (launcher !== undefined) endWithLauncher();
      return { mpi };
    } catch (error) {
      return { error };
    }
  }

  /** Whether MPI was finalized and cannot be used any more. */
  get finalized(): boolean {
    return this.#finalized;
  }

  /**
   * Finalizes MPI, together with all other ranks. May be called again.
   *
   * @throws MpiError of code `NOT_USABLE` while messages are pending
   */
  async finalize(): Promise<void> {
    if (this.#finalized) return;
    this.#finalizing ??= this.#finalize().finally(() => {
      this.#finalizing = undefined;
    });
    await this.#finalizing;
  }

  /**
   * Finalizes MPI like {@link Mpi.finalize}, but blocks until all ranks do the same, and cancels pending messages. For the `exit` event
   * of the process, after which nothing asynchronous happens.
   */
  finalizeSync(): void {
    if (this.#finalized) return;
    this.#finalized = true;
    this.#engine.cancelAll(finalizedError());
    if (this.#finalizeOtherwise !== undefined) this.#finalizeOtherwise();
    else this.#native.check('Finalize', this.#native.calls.Finalize());
  }

  /** Sets what happens when the process ends before MPI was finalized: for a layer above that keeps ranks waiting. */
  endWith(ending: Ending): void {
    this.#ending = ending;
  }

  /**
   * Ends all processes of the job at once.
   *
   * @param code the exit code, from 1 to 255
   */
  abort(code = 1): never {
    expectInteger('code', code, 1, 255);
    this.#expectUsable();
    this.#native.calls.Abort(this.#native.abi.world, code);
    waitToBeKilled();
    throw new MpiError('NOT_USABLE', 'MPI was aborted');
  }

  async #finalize(): Promise<void> {
    this.#expectIdle();
    // MPI_Finalize would wait for the other ranks with a busy core.
    await this.world.barrier();
    this.#expectIdle();
    this.finalizeSync();
  }

  #expectIdle(): void {
    if (this.#engine.isIdle) return;
    throw new MpiError('NOT_USABLE', 'MPI cannot be finalized while messages are pending: wait for them first');
  }

  #communicator(main: number): Communicator {
    const { calls, abi, slots } = this.#native;
    const slot = slots.take();
    this.#native.check('Comm_dup', calls.Comm_dup(main, slot));
    const parts = slots.read(slot, abi.handleType);
    slots.give(slot);
    const { maxTag } = this;
    const expectUsable = () => this.#expectUsable();
    const mpi = { native: this.#native, engine: this.#engine, maxTag, expectUsable };
    return new Communicator(mpi, { main, parts });
  }

  #expectSize(): void {
    const { launcher, library, world } = this;
    if (launcher?.size === undefined || launcher.size === world.size) return;
    this.finalizeSync();
    throw wrongSize(launcher, library, world.size);
  }

  #expectUsable(): void {
    if (this.#finalized) throw finalizedError();
  }
}

const finalizedError = (): MpiError => new MpiError('NOT_USABLE', 'MPI was finalized, and cannot be started again');
