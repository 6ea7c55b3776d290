// Declares `Symbol.asyncDispose` and `Disposable` for programs whose `lib` lacks them.
/// <reference lib="esnext.disposable" preserve="true" />
import { type MapOptions, type Pool, SerialPool, type Task } from '@epsie/core';
import { isMainScript, printAs, Scheduler } from '@epsie/core/pool-kit';
import { serve } from '../worker/serve.ts';
import { closed, failedOn, inMainScript, mpiFailed, stalled } from './failures.ts';
import { checkOptions, type MpiPoolOptions } from './options.ts';
import type { RankHandle } from './rank-handle.ts';
import { joinJob, type RankJob } from './rank-job.ts';
import { StallWatch } from './stall-watch.ts';
import type { RankEvents, WorkerRanks } from './worker-ranks.ts';

let current: MpiPool | undefined;

/**
 * A pool of the ranks of an MPI job, on one machine or many. Rank 0 runs the program and sends the items, the other ranks run the
 * tasks: `mpirun -n 8` starts seven workers.
 *
 * A rank has one item at a time and gets the next one when it is done. When a rank dies, both Open MPI and MPICH end the whole job;
 * resume from a checkpoint then. Between maps only the event loop runs. The program may end at any time, and the other ranks end
 * with it.
 *
 * @example
 * ```ts
 * // square.ts: a task (or a model) needs a separate module, so that every rank can import it
 * import { defineTask } from '@epsie/core';
 *
 * export const square = defineTask(import.meta.url, 'square', (x: number) => x * x);
 * ```
 *
 * ```ts
 * // main.ts: mpirun -n 4 npx epsie-mpi main.js
 * import { MpiPool } from '@epsie/pool-mpi';
 * import { square } from './square.js';
 *
 * await using pool = await MpiPool.create();
 * console.log(await pool.map(square, [1, 2, 3])); // [1, 4, 9]
 * ```
 */
export class MpiPool implements Pool {
  /** Maximum number of items that run at once: the number of ranks without the first, or 1 if this process is alone. */
  readonly size: number;
  /** Whether the tasks run in this process, because it is alone. */
  readonly local: boolean;
  readonly #serial: SerialPool | undefined;
  readonly #ranks: WorkerRanks | undefined;
  readonly #scheduler: Scheduler<RankHandle>;
  readonly #stall: StallWatch | undefined;
  #closing: Promise<void> | undefined;

  private constructor(ranks: WorkerRanks | undefined, { stallTimeout }: MpiPoolOptions) {
    const workers = ranks?.workers ?? [];
    this.size = Math.max(1, workers.length);
    this.local = workers.length === 0;
    this.#serial = this.local ? new SerialPool() : undefined;
    this.#ranks = ranks;
    this.#scheduler = new Scheduler<RankHandle>({
      workers,
      acquire: () => ranks?.acquire(),
      onActive: (active) => {
        ranks?.onActive(active);
        this.#stall?.watch(active);
      },
    });
    this.#stall =
      stallTimeout === undefined ? undefined : new StallWatch(stallTimeout, () => this.#stalled(stallTimeout));
    if (ranks !== undefined) ranks.events = this.#events;
    printAs(this, 'MpiPool', () => ({ size: this.size, ...this.#status() }));
  }

  /**
   * Creates the pool of this job. Every rank calls it, but it returns on rank 0 only: the other ranks run tasks until the pool is
   * closed or the program ends, and exit then. Under `epsie-mpi` only rank 0 runs the program, and the other ranks already wait for
   * tasks.
   *
   * If no MPI launcher started the program, or only one process was started, the tasks run in this process, and a line on stderr
   * reports that. Later calls return the same pool, until it is closed.
   *
   * @param options when to give up waiting
   * @throws TypeError or RangeError if an option is invalid
   * @throws MpiError if MPI cannot be started: the library is missing, or belongs to another launcher
   * @throws EpsieError of code `POOL_BROKEN` after the pool was closed
   */
  static async create(options: MpiPoolOptions = {}): Promise<MpiPool> {
    checkOptions(options);
    const job = await joinJob();
    if (job !== undefined && job.workers === undefined) return await serve(job);
    if (current !== undefined && current.#closing === undefined) return current;
    if (current !== undefined && job !== undefined) throw closed();
    warnIfAlone(job);
    current = new MpiPool(job?.workers, options);
    return current;
  }

  /**
   * Applies a task to every item on the other ranks and resolves with the results in the order of the items.
   *
   * Items and results travel by structured clone; typed arrays of 64 KiB and more are sent without a copy. If a task throws, the map
   * rejects at once, with an error of the same name, message, fields and causes, and the fields `rank` and `host`; the last line of
   * its stack names them too. When `signal` fires, the map rejects at once with `ABORTED`; running tasks see it in their context.
   *
   * @param task from `defineTask`, in a separate module
   * @param items any iterable of plain data
   * @param options signal, and a callback for results as they arrive
   * @throws TypeError if the task has no name or is in the main script, or an item cannot be sent
   */
  async map<I, O>(task: Task<I, O>, items: Iterable<I>, options: MapOptions<O> = {}): Promise<O[]> {
    if (this.#serial === undefined && isMainScript(String(task?.module))) throw inMainScript(task);
    return await (this.#serial ?? this.#scheduler).map(task, items, options);
  }

  /**
   * Ends the other ranks and finalizes MPI. Running maps, and all later ones, reject with `POOL_BROKEN`. Waits up to 3 s for busy
   * ranks; if one is still busy then, the job is aborted when the program ends. May be called again.
   */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** Does the same as {@link MpiPool.close}. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  readonly #events: RankEvents = {
    onReply: (worker, assignment, reply) => {
      this.#stall?.onReply();
      if ('error' in reply) this.#scheduler.fail(assignment, failedOn(worker, reply.error, assignment));
      else this.#scheduler.deliver(assignment, reply.result);
    },
    onFailure: (error) => this.#scheduler.close(mpiFailed(error)),
  };

  #status(): { readonly [name: string]: unknown } {
    if (this.#closing !== undefined) return { closed: true };
    return this.local ? { local: true } : { busy: this.#ranks?.busy.length ?? 0 };
  }

  #stalled(limit: number): void {
    this.#scheduler.close(stalled(this.#ranks?.busy ?? [], limit));
  }

  async #close(): Promise<void> {
    this.#scheduler.close(closed());
    await this.#serial?.close();
    await this.#ranks?.shutdown.close();
  }
}

function warnIfAlone(job: RankJob | undefined): void {
  if (job !== undefined && job.comm.size > 1) return;
  const why =
    job === undefined
      ? 'No MPI launcher (mpirun, srun) started this program'
      : 'The MPI launcher started one process only';
  process.stderr.write(`epsie: ${why}: the tasks run in this process. Try: mpirun -n 4 npx epsie-mpi main.js\n`);
}
