import { type ResourceLimits, Worker } from 'node:worker_threads';
import { type ErrorData, errorFromData, errorToData } from '@epsie/core';
import type { Assignment, PoolWorker } from '@epsie/core/pool-kit';
import { isReplyTo, type Reply, type Request, type WorkerSetup } from '../protocol/messages.ts';

/** How long a cancelled item may go on before its worker is ended, in milliseconds. */
const GRACE = 1000;

// Not worker.js itself: Node refuses a file as a worker's program where it was started with `--input-type`. And not
// `eval`: modules that Node was told to `--import` would be missing.
const PROGRAM = new URL(
  `data:text/javascript,${encodeURIComponent(`import ${JSON.stringify(new URL('../worker/worker.js', import.meta.url).href)}`)}`,
);

/** Why a worker was lost. */
export type Loss = {
  /** What it did, as a predicate: "exited with code 3". */
  readonly what: string;
  /** The error that ended it. */
  readonly cause?: Error;
};

/** What a worker tells its pool. After `onLost` it says nothing more. */
export interface WorkerEvents {
  /** The item came back, also a cancelled one that came back in time. */
  onReply(worker: WorkerHandle, assignment: Assignment, reply: Reply): void;
  /** The worker is gone, and with it the item that it had. */
  onLost(worker: WorkerHandle, assignment: Assignment | undefined, loss: Loss): void;
}

/**
 * One worker thread: idle, busy with one item, or lost. It never keeps the process alive: whoever waits for it does.
 */
export class WorkerHandle implements PoolWorker {
  /** Number of the worker in its pool, from 1; a replacement has a number of its own. */
  readonly number: number;
  readonly #worker: Worker;
  readonly #events: WorkerEvents;
  readonly #cancelled = new Int32Array(new SharedArrayBuffer(4));
  #id = 0;
  #assignment: Assignment | undefined;
  #grace: NodeJS.Timeout | undefined;
  #lost = false;

  constructor(number: number, events: WorkerEvents, resourceLimits: ResourceLimits) {
    this.number = number;
    this.#events = events;
    const workerData: WorkerSetup = { epsieWorker: number, cancelled: this.#cancelled };
    this.#worker = new Worker(PROGRAM, { name: `epsie worker ${number}`, workerData, resourceLimits });
    this.#worker.on('message', (message: unknown) => this.#receive(message));
    this.#worker.on('messageerror', (error) => this.#reply({ id: this.#id, error: unreadable(error) }));
    this.#worker.on('error', (error: unknown) => this.#lose(crash(error)));
    this.#worker.on('exit', (code) => this.#lose({ what: `exited with code ${code}` }));
    // After the listeners: the one for messages takes a hold on the process.
    this.#worker.unref();
  }

  /** Whether it can take an item. */
  get idle(): boolean {
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
    this.#worker.postMessage({ id: this.#id, module, export: name, item: job.item(index) } satisfies Request);
    this.#assignment = assignment;
  }

  /** {@inheritDoc PoolWorker.cancel} A worker that does not come back in time is ended. */
  cancel(): void {
    if (this.#assignment === undefined || this.#grace !== undefined) return;
    Atomics.store(this.#cancelled, 0, this.#id);
    this.#grace = setTimeout(() => this.#lose({ what: 'did not come back after its task was cancelled' }), GRACE);
    this.#grace.unref();
  }

  /** Ends the thread; resolves when it has ended. */
  async terminate(): Promise<void> {
    this.#lost = true;
    clearTimeout(this.#grace);
    const ended = this.#worker.terminate();
    // terminate() would keep the process alive until the end, which a thread inside native code may never reach.
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
    clearTimeout(this.#grace);
    this.#grace = undefined;
    this.#assignment = undefined;
  }
}

function crash(thrown: unknown): Loss {
  const cause = thrown instanceof Error ? thrown : errorFromData(errorToData(thrown));
  if ((cause as { code?: unknown }).code === 'ERR_WORKER_OUT_OF_MEMORY') return { what: 'ran out of memory', cause };
  return { what: `died of an error outside of any task (${cause.message})`, cause };
}

function unreadable(error: Error): ErrorData {
  return { name: 'TypeError', message: `The result of the task cannot be read: ${error.message}` };
}
