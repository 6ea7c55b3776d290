import { cpus } from 'node:os';
import { isMainThread } from 'node:worker_threads';
import { expectInteger } from '../base/arguments.ts';
import { Communicator } from '../communicator/communicator.ts';
import { type Ending, endWithLauncher, watchExit } from './exit.ts';
import { detectLauncher, hideLauncher, type Launcher } from './launcher.ts';
import type { Flavor } from '../library/abi.ts';
import { Native } from '../library/native.ts';
import { type OpenLibrary, openLibrary } from '../library/open-library.ts';
import { recoverPmiDescriptor } from '../workarounds/pmi-descriptor-behind-npm.ts';
import { MpiError } from '../base/mpi-error.ts';
import { Progress } from '../progress/progress-engine.ts';
import { wayOutWithoutFinalize } from '../workarounds/mpich-finalize-hangs.ts';

/** Which threads of a process may call MPI. */
export type ThreadLevel = 'single' | 'funneled' | 'serialized' | 'multiple';

const THREAD_LEVELS: readonly ThreadLevel[] = ['single', 'funneled', 'serialized', 'multiple'];
const FUNNELED = 1;
const GUARANTEED_TAG = 32_767;

/** How long to wait to be killed after an abort, in milliseconds. */
const PATIENCE = 10_000;

// One MPI per process, even where this package is there twice.
const CURRENT: unique symbol = Symbol.for('@mpi-bindings/node-mpi') as never;
// MPI cannot be started a second time: whoever tries again gets the same error.
const shared = globalThis as { [CURRENT]?: { readonly mpi?: Mpi; readonly error?: unknown } };

/**
 * MPI in this process.
 *
 * A program that comes to its end finalizes by itself. One that ends early (an uncaught error, `process.exit`, whatever the
 * exit code) aborts the whole job, since the other ranks would wait for it for ever.
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
  /** Which threads may call MPI; only the main one does here. */
  readonly threadLevel: ThreadLevel;
  /** The largest tag of a message: 32767 or more. */
  readonly maxTag: number;
  /** Name of this machine, as MPI gives it. */
  readonly host: string;
  /** Who started this process; nothing if it was started by itself. */
  readonly launcher: Launcher | undefined;
  readonly #native: Native;
  readonly #progress: Progress;
  readonly #wayOut: (() => void) | undefined;
  #finalizing: Promise<void> | undefined;
  #finalized = false;
  #ending: Ending | undefined;

  private constructor(opened: OpenLibrary, launcher: Launcher | undefined) {
    const native = new Native(opened);
    native.check('Init_thread', native.calls.Init_thread(0, 0, native.abi.threadLevels[FUNNELED], native.first));
    this.threadLevel = THREAD_LEVELS[native.abi.threadLevels.indexOf(native.firstValue)] ?? 'single';
    this.#native = native;
    this.#wayOut = wayOutWithoutFinalize(opened.details, launcher);
    this.#progress = new Progress((launcher?.localSize ?? 0) > cpus().length);
    this.launcher = launcher;
    this.library = opened.description;
    this.flavor = native.abi.flavor;
    this.version = this.#readVersion();
    this.host = this.#readHost();
    this.maxTag = native.attribute(native.abi.tagLimit) ?? GUARANTEED_TAG;
    this.world = this.#communicator(native.abi.world);
    this.self = this.#communicator(native.abi.self);
    this.#expectSize();
    hideLauncher();
  }

  /**
   * Starts MPI; called again it gives the same. Without a launcher the job is this process alone.
   *
   * The library is that of the launcher (`mpirun`, `srun`), unless the environment variable `NODE_MPI_LIB` names a file or
   * `NODE_MPI_FLAVOR` is `open-mpi`, `mpich` or `mpi-abi`. Afterwards the variables of the launcher are gone from
   * `process.env`, so that child processes do not take themselves for ranks.
   *
   * @throws MpiError of code `NO_LIBRARY` or `WRONG_LIBRARY` if the library is missing or not that of the launcher
   */
  static init(): Mpi {
    if (!isMainThread) throw new MpiError('NOT_USABLE', 'MPI can be used in the main thread only, not in a worker');
    shared[CURRENT] ??= Mpi.#start();
    const { mpi, error } = shared[CURRENT];
    if (mpi === undefined) throw error;
    if (mpi.finalized) throw finalized();
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
      watchExit(mpi, () => mpi.#ending);
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
   * Ends MPI, together with all other ranks. May be called again.
   *
   * @throws MpiError of code `NOT_USABLE` while messages are on their way
   */
  async finalize(): Promise<void> {
    if (this.#finalized) return;
    this.#finalizing ??= this.#finalize().finally(() => {
      this.#finalizing = undefined;
    });
    await this.#finalizing;
  }

  /**
   * Like {@link Mpi.finalize}, but holds up everything until all ranks are there, and gives up what is on its way: for the
   * `exit` event of the process, after which nothing asynchronous happens.
   */
  finalizeSync(): void {
    if (this.#finalized) return;
    this.#finalized = true;
    this.#progress.cancelAll(finalized());
    if (this.#wayOut === undefined) this.#native.check('Finalize', this.#native.calls.Finalize());
    else this.#wayOut();
  }

  /** Says what is to be done when the process ends before MPI was finalized: for a layer that keeps ranks waiting. */
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
    // MPICH may come back from there, to be killed a little later.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PATIENCE);
    process.kill(process.pid, 'SIGKILL');
    throw new MpiError('NOT_USABLE', 'MPI was aborted');
  }

  async #finalize(): Promise<void> {
    this.#expectIdle();
    // MPI_Finalize waits for the other ranks with a busy core; this does not.
    await this.world.barrier();
    this.#expectIdle();
    this.finalizeSync();
  }

  #expectIdle(): void {
    if (this.#progress.idle) return;
    throw new MpiError('NOT_USABLE', 'MPI cannot be finalized while messages are on their way: wait for them first');
  }

  #communicator(main: number): Communicator {
    const { calls, abi, slots } = this.#native;
    const slot = slots.take();
    this.#native.check('Comm_dup', calls.Comm_dup(main, slot));
    const parts = slots.read(slot, abi.handleType);
    slots.give(slot);
    const { maxTag } = this;
    const expectUsable = () => this.#expectUsable();
    const session = { native: this.#native, progress: this.#progress, maxTag, expectUsable };
    return new Communicator(session, { main, parts });
  }

  #readVersion(): string {
    const native = this.#native;
    native.check('Get_version', native.calls.Get_version(native.first, native.second));
    return `${native.firstValue}.${native.secondValue}`;
  }

  #readHost(): string {
    const native = this.#native;
    const text = Buffer.alloc(1024);
    native.check('Get_processor_name', native.calls.Get_processor_name(text, native.first));
    return text.toString('utf8', 0, native.firstValue);
  }

  // With the library of another launcher every process is a world of its own, and all of them would do the whole work.
  #expectSize(): void {
    const { launcher, library, world } = this;
    if (launcher?.size === undefined || launcher.size === world.size) return;
    this.finalizeSync();
    throw new MpiError(
      'WRONG_LIBRARY',
      `The MPI library does not belong to this launcher: ${launcher.size} processes were started (${launcher.evidence} is ` +
        `set), but ${library} knows of ${world.size}. Start with the mpirun of that library, or name the other one in ` +
        'NODE_MPI_LIB or NODE_MPI_FLAVOR',
    );
  }

  #expectUsable(): void {
    if (this.#finalized) throw finalized();
  }
}

const finalized = (): MpiError => new MpiError('NOT_USABLE', 'MPI was finalized, and cannot be started again');
