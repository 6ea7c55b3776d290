// Declares `Symbol.asyncDispose` and `Disposable` also for programs whose own `lib` has none.
/// <reference lib="esnext.disposable" preserve="true" />
import { type MapOptions, type Pool, SerialPool, type Task } from '@epsie/core';
import { isMainScript, printAs, Scheduler } from '@epsie/core/pool-kit';
import type { Crew } from './worker-ranks.ts';
import { closed, failedOn, inMainScript, mpiFailed, stalled } from './failures.ts';
import { checkOptions, type MpiPoolOptions } from './options.ts';
import type { RankHandle } from './rank-handle.ts';
import { serve } from '../worker/serve.ts';
import { StallWatch } from './stall-watch.ts';
import { joinTeam, type Team } from '../job/rank-job.ts';

let current: MpiPool | undefined;

/**
 * A pool of the ranks of an MPI job, on one machine or on many. Rank 0 runs the program and hands out the items, the others
 * do the work: `mpirun -n 8` gives seven workers.
 *
 * A rank has one item at a time and gets the next one when it is done. When a rank dies, both Open MPI and MPICH end the whole job;
 * the way back is a checkpoint. Between maps nothing runs but the event loop, and the program may end at any time: the
 * other ranks end with it.
 *
 * @example
 * ```ts
 * // square.ts: a task (or a model) lives in a module of its own, so that any rank can import it
 * import { defineTask } from '@epsie/core';
 *
 * export const square = defineTask(import.meta.url, 'square', (x: number) => x * x);
 * ```
 *
 * ```ts
 * // main.ts: mpirun -n 4 npx epsie-mpi main.js
 * import { MpiPool } from '@epsie/pool-mpi';
 * import { square } from '../square.js';
 *
 * await using pool = await MpiPool.create();
 * console.log(await pool.map(square, [1, 2, 3])); // [1, 4, 9]
 * ```
 */
export class MpiPool implements Pool {
  /** How many items can be under way at once: all ranks but the first, or 1 where this process is alone. */
  readonly size: number;
  /** Whether the tasks run in this process: where it is alone. */
  readonly local: boolean;
  readonly #serial: SerialPool | undefined;
  readonly #crew: Crew | undefined;
  readonly #scheduler: Scheduler<RankHandle>;
  readonly #stall: StallWatch | undefined;
  #closing: Promise<void> | undefined;

  private constructor(crew: Crew | undefined, { stallTimeout }: MpiPoolOptions) {
    const workers = crew?.workers ?? [];
    this.size = Math.max(1, workers.length);
    this.local = workers.length === 0;
    this.#serial = this.local ? new SerialPool() : undefined;
    this.#crew = crew;
    this.#scheduler = new Scheduler<RankHandle>({
      workers,
      idle: () => crew?.idle(),
      waiting: (on) => {
        crew?.waiting(on);
        this.#stall?.watch(on);
      },
    });
    this.#stall =
      stallTimeout === undefined ? undefined : new StallWatch(stallTimeout, () => this.#stalled(stallTimeout));
    if (crew !== undefined) crew.events = this.#events;
    printAs(this, 'MpiPool', () => ({ size: this.size, ...this.#status() }));
  }

  /**
   * The pool of this job. Every rank comes here, but only rank 0 comes back: the others work until the pool is closed
   * or the program ends, and end then. Under `epsie-mpi` the program runs on rank 0 alone, and the others are at work
   * already.
   *
   * Where no MPI launcher started the program, or where it started one process only, a line on stderr says so, and the
   * tasks run in this process. Called again it gives the same pool, until that is closed.
   *
   * @param options when to give up waiting
   * @throws TypeError or RangeError if an option is wrong
   * @throws MpiError if MPI cannot be started: the library is missing, or is not that of the launcher
   * @throws EpsieError of code `POOL_BROKEN` after the pool was closed
   */
  static async create(options: MpiPoolOptions = {}): Promise<MpiPool> {
    checkOptions(options);
    const team = await joinTeam();
    if (team !== undefined && team.crew === undefined) return await serve(team);
    if (current !== undefined && current.#closing === undefined) return current;
    if (current !== undefined && team !== undefined) throw closed();
    sayIfAlone(team);
    current = new MpiPool(team?.crew, options);
    return current;
  }

  /**
   * Applies a task to every item, on the other ranks, and gives the results in the order of the items.
   *
   * Items and results travel by structured clone; typed arrays of 64 kB and more are sent from where they are, without a copy.
   * What a task throws rejects the map at once, as an error of the same name, message, fields and causes that also has
   * `rank` and `host`, and whose stack ends with them. When `signal` fires the map rejects at once with `ABORTED`; tasks under
   * way are told through their context.
   *
   * @param task made by `defineTask`, in a module of its own
   * @param items any iterable of plain data
   * @param options signal, and who wants to see results as they arrive
   * @throws TypeError if the task has no name or stands in the main script, or an item cannot be sent
   */
  async map<I, O>(task: Task<I, O>, items: Iterable<I>, options: MapOptions<O> = {}): Promise<O[]> {
    if (this.#serial === undefined && isMainScript(String(task?.module))) throw inMainScript(task);
    return await (this.#serial ?? this.#scheduler).map(task, items, options);
  }

  /**
   * Ends the other ranks, and MPI. Maps that are under way reject with `POOL_BROKEN`, and so do later ones. Waits up to 3 s
   * for ranks that are busy; if one does not come back, the job is aborted when the program ends. May be called
   * again.
   */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** The same as {@link MpiPool.close}. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  readonly #events: Crew['events'] = {
    onReply: (worker, assignment, reply) => {
      this.#stall?.news();
      if ('error' in reply) this.#scheduler.fail(assignment, failedOn(worker, reply.error, assignment));
      else this.#scheduler.deliver(assignment, reply.result);
    },
    onFailure: (error) => this.#scheduler.close(mpiFailed(error)),
  };

  #status(): { readonly [name: string]: unknown } {
    if (this.#closing !== undefined) return { closed: true };
    return this.local ? { local: true } : { busy: this.#crew?.busy.length ?? 0 };
  }

  #stalled(limit: number): void {
    this.#scheduler.close(stalled(this.#crew?.busy ?? [], limit));
  }

  async #close(): Promise<void> {
    this.#scheduler.close(closed());
    await this.#serial?.close();
    await this.#crew?.dismiss();
  }
}

function sayIfAlone(team: Team | undefined): void {
  if (team !== undefined && team.comm.size > 1) return;
  const why =
    team === undefined
      ? 'No MPI launcher (mpirun, srun) started this program'
      : 'The MPI launcher started one process only';
  process.stderr.write(`epsie: ${why}: the tasks run in this process. Try: mpirun -n 4 npx epsie-mpi main.js\n`);
}
