import type { EventEmitter } from 'node:events';
import { hostname } from 'node:os';
import { errorToData } from '@epsie/core';
import { answerItem, type ItemAnswer, type ItemRequest, resultFailure } from '@epsie/core/pool-kit';
import { type Job, QueueEvents, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { atMost, type CancelListener, decode, encode, type JobData, QUEUE, VERSION } from './jobs.js';

/** Options of {@link startWorker}. */
export type QueueWorkerOptions = {
  /** URL of Redis. Default `redis://127.0.0.1:6379`. */
  readonly redis?: string;
  /** Name of the queue. Default `epsie`. */
  readonly queue?: string;
  /**
   * Time in milliseconds after which the job of a worker that died runs elsewhere. No single call of a model may take longer. Default 30 000.
   */
  readonly lockDuration?: number;
};

const CLOSE_LIMIT = 2000;
const worker = `process ${process.pid} of ${hostname()}`;

/** Lets locks be renewed, and cancellations arrive, in the middle of a task. */
const pause = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Starts to take jobs. `close` finishes the job under way first. */
export function startWorker(options: QueueWorkerOptions = {}): { close(): Promise<void> } {
  const { redis: url = 'redis://127.0.0.1:6379', queue = QUEUE, lockDuration = 30_000 } = options;
  const redis = new Redis(url, { maxRetriesPerRequest: null });
  const running = new Map<string, { aborted: boolean }>();
  const events = new QueueEvents(queue, { connection: redis });
  events.on<CancelListener, 'cancel'>('cancel', ({ jobId }) => {
    const signal = running.get(jobId);
    if (signal !== undefined) signal.aborted = true;
  });

  async function run(job: Job<JobData>): Promise<void> {
    const { version, request } = job.data;
    // Without a request, another worker stored the answer and died before it could complete the job.
    if (request === undefined) return;
    const signal = { aborted: false };
    running.set(job.id as string, signal);
    try {
      const answer = await answerTo(decode(request) as ItemRequest, version, signal);
      await job.updateData(signal.aborted ? { version } : { version, answer });
    } finally {
      running.delete(job.id as string);
    }
  }

  const jobs = new Worker<JobData>(queue, run, {
    connection: redis,
    lockDuration,
    stalledInterval: lockDuration / 2,
    // The pool retries the job of a lost worker.
    maxStalledCount: 0,
    runRetryDelay: 1000,
  });
  for (const emitter of [redis, events, jobs]) (emitter as EventEmitter).on('error', warnOnce());
  return {
    async close() {
      await jobs.close();
      await atMost(CLOSE_LIMIT, events.close());
      redis.disconnect();
    },
  };
}

async function answerTo(request: ItemRequest, version: string, signal: { aborted: boolean }): Promise<string> {
  if (version !== VERSION) return encode(otherVersion(version));
  const answer = await answerItem(request, worker, { signal, pause });
  try {
    return encode(answer);
  } catch (thrown) {
    return encode({ error: errorToData(resultFailure(thrown, request)), worker } satisfies ItemAnswer);
  }
}

function otherVersion(version: string): ItemAnswer {
  const message = `Expected a worker with @epsie/core ${version}, got ${VERSION} in ${worker}: install the same version`;
  return { error: errorToData(new Error(message)), worker };
}

/** Returns a listener that warns of an error once: while Redis is away, the same error comes again and again. */
function warnOnce(): (error: Error) => void {
  let last: string | undefined;
  return ({ message }) => {
    if (message !== last && message !== '') process.emitWarning(`Redis: ${message}`);
    last = message;
  };
}
