import { fileURLToPath } from 'node:url';
import { createError, type MapOptions, type Pool, type Task } from '@epsie/core';
import { type Assignment, type ItemAnswer, Scheduler, taskFailure } from '@epsie/core/pool-kit';
import { RemoteWorker } from './remote-worker.js';

/** Options of {@link RemoteShellPool}. */
export type RemoteShellOptions = {
  /**
   * One worker for each: the words of a command that passes its last argument to a shell, such as `['ssh', 'node7']`, or `['sh', '-c']` on
   * this machine.
   */
  readonly shells: readonly (readonly string[])[];
  /** Command that starts Node over there. Default `node`. */
  readonly node?: string;
  /** Time in milliseconds within which a worker must be ready. Default 30 000. */
  readonly startTimeout?: number;
};

/** Failed starts in a row after which a shell is given up. */
const MOST_STARTS = 3;
/** Wait before a shell is tried again, in milliseconds. */
const RESTART_DELAY = 500;
/** Time limit of `close()` in milliseconds. */
const CLOSE_LIMIT = 5000;

type Seat = {
  readonly words: readonly string[];
  worker?: RemoteWorker;
  failures: number;
  notBefore: number;
  why?: string;
};

/** A pool of processes that remote shells start. The program and its `node_modules` have the same path on every machine. */
export class RemoteShellPool implements Pool {
  readonly size: number;
  readonly #startTimeout: number;
  readonly #seats: readonly Seat[];
  readonly #workers = new Set<RemoteWorker>();
  readonly #scheduler = new Scheduler<RemoteWorker>({
    workers: this.#workers,
    acquire: () => this.#acquire(),
    onActive: (active) => (active ? this.#clock.ref() : this.#clock.unref()),
  });
  /** Keeps the program alive while a map runs, and tries lost shells again. */
  readonly #clock = setInterval(() => this.#scheduler.dispatch(), RESTART_DELAY).unref();
  #closing: Promise<void> | undefined;

  constructor({ shells, node = 'node', startTimeout = 30_000 }: RemoteShellOptions) {
    if (shells.length === 0) throw new RangeError("Expected `shells` to have a command, got none: [['ssh', 'node7']]");
    const program = quote(fileURLToPath(new URL('./worker.js', import.meta.url)));
    this.size = shells.length;
    this.#startTimeout = startTimeout;
    this.#seats = shells.map((words) => ({ words: [...words, `exec ${node} ${program}`], failures: 0, notBefore: 0 }));
  }

  map<I, O>(task: Task<I, O>, items: Iterable<I>, options?: MapOptions<O>): Promise<O[]> {
    return this.#scheduler.map(task, items, options);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Returns an idle worker, and starts those that are missing: they call when they are ready. */
  #acquire(): RemoteWorker | undefined {
    for (const worker of this.#workers) if (worker.isIdle) return worker;
    for (const seat of this.#seats) {
      if (seat.worker === undefined && seat.failures < MOST_STARTS && Date.now() >= seat.notBefore) this.#start(seat);
    }
    return undefined;
  }

  #start(seat: Seat): void {
    const worker = new RemoteWorker(
      { words: seat.words, timeout: this.#startTimeout },
      {
        onReady: () => {
          seat.failures = 0;
          this.#scheduler.dispatch();
        },
        onAnswer: (_worker, assignment, answer) => this.#accept(assignment, answer),
        onLost: (_worker, assignment, why) => this.#lose(seat, assignment, why),
      },
    );
    seat.worker = worker;
    // From the next start on, until the worker is ready.
    seat.failures++;
    this.#workers.add(worker);
  }

  #accept(assignment: Assignment, answer: ItemAnswer): void {
    if ('result' in answer) this.#scheduler.deliver(assignment, answer.result);
    else this.#scheduler.fail(assignment, taskFailure(answer.error, answer.worker, assignment.job.task));
  }

  #lose(seat: Seat, assignment: Assignment | undefined, why: string): void {
    if (seat.worker !== undefined) this.#workers.delete(seat.worker);
    delete seat.worker;
    seat.why = `\`${seat.words.slice(0, -1).join(' ')}\` ${why}`;
    seat.notBefore = seat.failures === 0 ? 0 : Date.now() + RESTART_DELAY;
    if (assignment !== undefined)
      this.#scheduler.retry(assignment, () => broken(`An item lost two workers. The second, ${seat.why}`));
    if (this.#seats.every(({ failures, worker }) => worker === undefined && failures >= MOST_STARTS))
      this.#giveUp(seat);
    else this.#scheduler.dispatch();
  }

  /** Ends all maps; the next one may try the shells again. */
  #giveUp({ why }: Seat): void {
    for (const seat of this.#seats) seat.failures = 0;
    this.#scheduler.failAll(broken(`No worker could be started, ${MOST_STARTS} times in a row. The last one, ${why}`));
  }

  async #close(): Promise<void> {
    clearInterval(this.#clock);
    this.#scheduler.close(broken('This RemoteShellPool was closed: create a new one'));
    await atMost(CLOSE_LIMIT, Promise.all([...this.#workers].map((worker) => worker.end())));
  }
}

const broken = (message: string): Error => createError('POOL_BROKEN', message, {});

/** Quotes a path for the shells of Unix. */
const quote = (path: string): string => `'${path.replaceAll("'", "'\\''")}'`;

/** Waits for a promise, but not longer than a limit. */
async function atMost(milliseconds: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, limit]);
  clearTimeout(timer);
}
