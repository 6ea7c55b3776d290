import { type ErrorData, errorFromData } from '@epsie/core';
import type { Assignment, PoolWorker } from '@epsie/core/pool-kit';
import { isReplyTo, isReport, type Reply, type Report, type ToWorker } from '../protocol/messages.ts';
import { lockName, onceReleased } from './life-line.ts';
import { PROGRAM, resolveModules, startWorker } from './start-worker.ts';

/** Time for a cancelled task to return before its worker is terminated, in milliseconds. */
const GRACE_PERIOD = 1000;

/** Why a worker was lost. */
export type Loss = {
  /** The event, as a predicate: "closed itself". */
  readonly what: string;
  /** The error that ended the worker. */
  readonly cause?: Error;
  /** Set if the worker has never been able to run a task. */
  readonly atStart?: true;
};

/** Callbacks of a worker to its pool. `onLost` is the last one. */
export interface WorkerEvents {
  /** The worker replied to its item, perhaps to a cancelled one within the grace period. */
  onReply(worker: WorkerHandle, assignment: Assignment, reply: Reply): void;
  /** The worker is lost, and so is its item. */
  onLost(worker: WorkerHandle, assignment: Assignment | undefined, loss: Loss): void;
}

/** One Web Worker: starting or ready, idle or busy with one item; in the end lost. */
export class WorkerHandle implements PoolWorker {
  /** Number of the worker in its pool, from 1; a replacement gets a new number. */
  readonly number: number;
  readonly #worker: Worker = startWorker();
  readonly #lock: string | undefined = lockName();
  readonly #events: WorkerEvents;
  #startTimer: ReturnType<typeof setTimeout> | undefined;
  #graceTimer: ReturnType<typeof setTimeout> | undefined;
  #ready = false;
  #cancelled = false;
  #lost = false;
  #id = 0;
  #assignment: Assignment | undefined;

  constructor(number: number, events: WorkerEvents, startTimeLimit: number) {
    this.number = number;
    this.#events = events;
    const worker = this.#worker;
    worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => this.#receive(data));
    worker.addEventListener('messageerror', () => this.#reply({ id: this.#id, error: UNREADABLE }));
    worker.addEventListener('error', (event) => this.#onError(event));
    // Only Bun has this event.
    worker.addEventListener('close', () => this.#lose({ what: 'ended' }));
    this.#post({ epsieWorker: number, modules: resolveModules(), lock: this.#lock });
    const late = `did not load ${PROGRAM} and what it imports within ${startTimeLimit} ms`;
    this.#startTimer = setTimeout(() => this.#lose({ what: late, atStart: true }), startTimeLimit);
  }

  /** Whether the worker has loaded its program. */
  get isReady(): boolean {
    return this.#ready;
  }

  /** Whether the worker can take an item, even before it has loaded. */
  get isIdle(): boolean {
    return this.#assignment === undefined && !this.#lost;
  }

  /** {@inheritDoc PoolWorker.assignment} */
  get assignment(): Assignment | undefined {
    return this.#assignment;
  }

  /** {@inheritDoc PoolWorker.run} */
  run(assignment: Assignment): void {
    const { job, index } = assignment;
    const { module, export: name } = job.task;
    this.#id++;
    this.#post({ id: this.#id, module, export: name, item: job.item(index) });
    this.#assignment = assignment;
  }

  /**
   * {@inheritDoc PoolWorker.cancel} A worker that does not reply within the grace period, which begins when it has loaded, is
   * terminated.
   */
  cancel(): void {
    if (this.#assignment === undefined || this.#cancelled) return;
    this.#cancelled = true;
    this.#post({ cancel: this.#id });
    if (this.#ready) this.#startGracePeriod();
  }

  /** Terminates the worker, whatever it is doing. */
  terminate(): void {
    this.#lost = true;
    clearTimeout(this.#startTimer);
    clearTimeout(this.#graceTimer);
    this.#worker.terminate();
  }

  #startGracePeriod(): void {
    const late = { what: 'did not reply after its task was cancelled' };
    this.#graceTimer = setTimeout(() => this.#lose(late), GRACE_PERIOD);
  }

  #post(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  #receive(message: unknown): void {
    if (isReport(message)) this.#heed(message);
    else if (isReplyTo(this.#id, message)) this.#reply(message);
  }

  #heed(report: Report): void {
    switch (report.epsieReport) {
      case 'ready':
        this.#ready = true;
        clearTimeout(this.#startTimer);
        if (this.#cancelled) this.#startGracePeriod();
        if (report.locked) void onceReleased(this.#lock as string, () => this.#lose({ what: 'ended' }));
        break;
      case 'unusable':
        this.#lose({ what: `could not import @epsie/core: ${report.message}`, atStart: true });
        break;
      case 'stray':
        this.#lose(lossBy(report.error));
        break;
      case 'closing':
        this.#lose({ what: 'closed itself' });
        break;
    }
  }

  #onError(event: ErrorEvent): void {
    // An error with an item is reported by the map. Any other is left to the platform, which prints it.
    if (this.#assignment !== undefined || this.#lost) event.preventDefault();
    this.#lose(this.#ready ? lossBy({ name: 'Error', message: event.message }) : notLoaded(event.message));
  }

  #reply(reply: Reply): void {
    const assignment = this.#assignment;
    if (assignment === undefined || this.#lost) return;
    this.#free();
    this.#events.onReply(this, assignment, reply);
  }

  #lose(loss: Loss): void {
    if (this.#lost) return;
    const assignment = this.#assignment;
    this.#free();
    this.terminate();
    this.#events.onLost(this, assignment, loss);
  }

  #free(): void {
    clearTimeout(this.#graceTimer);
    this.#cancelled = false;
    this.#assignment = undefined;
  }
}

function lossBy(error: ErrorData): Loss {
  return { what: `died of an error outside of its tasks (${error.message})`, cause: errorFromData(error) };
}

/** Returns the loss of a worker whose program the platform could not load. Browsers do not report why. */
function notLoaded(message: string | undefined): Loss {
  const why = message === undefined || message === '' ? '' : ` (${message})`;
  return {
    what:
      `could not load its program ${PROGRAM}${why}. Does the server have this file, and send it as JavaScript? ` +
      'Does the Content-Security-Policy of the page allow it as `worker-src`?',
    atStart: true,
  };
}

const UNREADABLE: ErrorData = { name: 'TypeError', message: 'The result of the task cannot be read' };
