import { type ResourceLimits, Worker } from 'node:worker_threads';
import { type ErrorData, errorFromData, errorToData } from '@epsie/core';
import type { Assignment, PoolWorker } from '@epsie/core/pool-kit';
import { isReplyTo, type Reply, type TaskRequest, type WorkerSetup } from '../protocol/messages.ts';

/** Time for a cancelled task to return before its worker is terminated, in milliseconds. */
const GRACE_PERIOD = 1000;

// Not the file worker.js itself, which Node refuses when it was started with `--input-type`. Not `eval` either, which would skip
// the modules of `--import`.
const PROGRAM = new URL(
  `data:text/javascript,${encodeURIComponent(`import ${JSON.stringify(new URL('../worker/worker.js', import.meta.url).href)}`)}`,
);

/** Why a worker was lost. */
export type Loss = {
  /** The event, as a predicate: "exited with code 3". */
  readonly what: string;
  /** The error that ended the worker. */
  readonly cause?: Error;
};

/** Callbacks of a worker to its pool. `onLost` is the last one. */
export interface WorkerEvents {
  /** The worker replied to its item, perhaps to a cancelled one within the grace period. */
  onReply(worker: WorkerHandle, assignment: Assignment, reply: Reply): void;
  /** The worker is lost, and so is its item. */
  onLost(worker: WorkerHandle, assignment: Assignment | undefined, loss: Loss): void;
}

/**
 * One worker thread: idle, busy with one item, or lost. It does not keep the process alive; the pool does.
 */
export class WorkerHandle implements PoolWorker {
  /** Number of the worker in its pool, from 1; a replacement gets a new number. */
  readonly number: number;
  readonly #worker: Worker;
  readonly #events: WorkerEvents;
  readonly #cancelled = new Int32Array(new SharedArrayBuffer(4));
  #id = 0;
  #assignment: Assignment | undefined;
  #graceTimer: NodeJS.Timeout | undefined;
  #lost = false;

  constructor(number: number, events: WorkerEvents, resourceLimits: ResourceLimits) {
    this.number = number;
    this.#events = events;
    const workerData: WorkerSetup = { epsieWorker: number, cancelled: this.#cancelled };
    this.#worker = new Worker(PROGRAM, { name: `epsie worker ${number}`, workerData, resourceLimits });
    this.#worker.on('message', (message: unknown) => this.#receive(message));
    this.#worker.on('messageerror', (error) => this.#reply({ id: this.#id, error: unreadable(error) }));
    this.#worker.on('error', (error: unknown) => this.#lose(lossBy(error)));
    this.#worker.on('exit', (code) => this.#lose({ what: `exited with code ${code}` }));
    // After adding the listeners, since one for messages refs the worker again.
    this.#worker.unref();
  }

  /** Whether the worker can take an item. */
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
    this.#id = (this.#id + 1) | 0;
    this.#worker.postMessage({ id: this.#id, module, export: name, item: job.item(index) } satisfies TaskRequest);
    this.#assignment = assignment;
  }

  /** {@inheritDoc PoolWorker.cancel} A worker that does not reply within the grace period is terminated. */
  cancel(): void {
    if (this.#assignment === undefined || this.#graceTimer !== undefined) return;
    Atomics.store(this.#cancelled, 0, this.#id);
    this.#graceTimer = setTimeout(
      () => this.#lose({ what: 'did not reply after its task was cancelled' }),
      GRACE_PERIOD,
    );
    this.#graceTimer.unref();
  }

  /** Terminates the thread; resolves when it has ended. */
  async terminate(): Promise<void> {
    this.#lost = true;
    clearTimeout(this.#graceTimer);
    const ended = this.#worker.terminate();
    // terminate() refs the worker, and a thread inside native code may never end.
    this.#worker.unref();
    await ended;
  }

  #receive(message: unknown): void {
    if (isReplyTo(this.#id, message)) this.#reply(message);
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
    void this.terminate();
    this.#events.onLost(this, assignment, loss);
  }

  #free(): void {
    clearTimeout(this.#graceTimer);
    this.#graceTimer = undefined;
    this.#assignment = undefined;
  }
}

function lossBy(thrown: unknown): Loss {
  const cause = thrown instanceof Error ? thrown : errorFromData(errorToData(thrown));
  if ((cause as { code?: unknown }).code === 'ERR_WORKER_OUT_OF_MEMORY') return { what: 'ran out of memory', cause };
  return { what: `died of an error outside of its tasks (${cause.message})`, cause };
}

function unreadable(error: Error): ErrorData {
  return { name: 'TypeError', message: `The result of the task cannot be read: ${error.message}` };
}
