import { randomUUID } from 'node:crypto';
import type { EventEmitter } from 'node:events';
import { createError, errorToData, type MapOptions, type Pool, type Task } from '@epsie/core';
import { type ItemAnswer, type ItemRequest, schedulePromises } from '@epsie/core/pool-kit';
import { Queue, QueueEvents, QueueEventsProducer } from 'bullmq';
import { Redis } from 'ioredis';
import { atMost, decode, encode, type JobData, QUEUE, VERSION } from './jobs.js';

/** Options of {@link QueuePool.create}. */
export type QueuePoolOptions = {
  /** URL of Redis. Default `redis://127.0.0.1:6379`. */
  readonly redis?: string;
  /** Name of the queue. Default `epsie`. */
  readonly queue?: string;
  /** Time in milliseconds without an answer of Redis after which maps end. Default 60 000. */
  readonly redisTimeout?: number;
  /** Time in milliseconds without a sign of a worker after which maps end. Default 120 000. */
  readonly workerTimeout?: number;
  /** Time in milliseconds between two looks at all jobs, for what no event reported. Default 1000. */
  readonly checkInterval?: number;
};

type Settings = Required<QueuePoolOptions>;
type Signal = NonNullable<MapOptions<unknown>['signal']>;
type Pending = {
  readonly id: string;
  readonly data: JobData;
  readonly resolve: (answer: ItemAnswer) => void;
  readonly reject: (error: Error) => void;
  added: Promise<unknown>;
};

/** Time limits of the two steps of `close()` in milliseconds. */
const CLEANUP_LIMIT = 1000;
const EVENTS_LIMIT = 500;
/** Seconds after which an answer that nobody fetched is deleted: its program was killed. */
const KEEP = { age: 3600 };

/** A pool of whatever workers take jobs of a BullMQ queue, and those that will. */
export class QueuePool implements Pool {
  readonly #settings: Settings;
  readonly #redis: Redis;
  readonly #queue: Queue<JobData>;
  readonly #events: QueueEvents;
  readonly #producer: QueueEventsProducer;
  readonly #scheduler = schedulePromises(Number.POSITIVE_INFINITY, (request, signal) => this.#run(request, signal));
  readonly #name = randomUUID();
  readonly #pending = new Map<string, Pending>();
  readonly #cleanups = new Set<Promise<unknown>>();
  readonly #clock: NodeJS.Timeout;
  #count = 0;
  #looking = false;
  /** Milliseconds without an answer of Redis, and without a sign of a worker, counted by the clock. */
  #silence = 0;
  #idleness = 0;
  #lastError: Error | undefined;
  #closing: Promise<void> | undefined;

  /** Connects to Redis. Rejects with `POOL_BROKEN` if that takes longer than `redisTimeout`. */
  static async create(options: QueuePoolOptions = {}): Promise<QueuePool> {
    const settings: Settings = {
      redis: 'redis://127.0.0.1:6379',
      queue: QUEUE,
      redisTimeout: 60_000,
      workerTimeout: 120_000,
      checkInterval: 1000,
      ...options,
    };
    const redis = new Redis(settings.redis, { maxRetriesPerRequest: null });
    let lastError: Error | undefined;
    const note = (error: Error) => {
      lastError = error;
    };
    redis.on('error', note);
    const time = redis.time();
    if (!(await atMost(settings.redisTimeout, time))) {
      time.catch(() => {});
      redis.disconnect();
      throw unreachable(settings, lastError);
    }
    redis.off('error', note);
    return new QueuePool(settings, redis, Number((await time)[0]));
  }

  private constructor(settings: Settings, redis: Redis, seconds: number) {
    this.#settings = settings;
    this.#redis = redis;
    const options = { connection: redis };
    this.#queue = new Queue(settings.queue, {
      ...options,
      defaultJobOptions: { removeOnComplete: KEEP, removeOnFail: KEEP },
    });
    this.#producer = new QueueEventsProducer(settings.queue, options);
    // From before the first job on, so that no event is missed while this connects.
    this.#events = new QueueEvents(settings.queue, { ...options, lastEventId: `${seconds * 1000}-0` });
    this.#events.on('completed', ({ jobId }) => this.#finish(this.#collect(jobId)));
    this.#events.on('failed', ({ jobId }) => this.#finish(this.#collect(jobId)));
    for (const emitter of [redis, this.#queue, this.#producer, this.#events])
      (emitter as EventEmitter).on('error', this.#note);
    this.#clock = setInterval(() => this.#tick(), settings.checkInterval);
  }

  map<I, O>(task: Task<I, O>, items: Iterable<I>, options?: MapOptions<O>): Promise<O[]> {
    return this.#scheduler.map(task, items, options);
  }

  /** Ends all maps, takes their jobs back and disconnects. The workers wait for the next pool. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #run(request: ItemRequest, signal: Signal): Promise<ItemAnswer> {
    const data = { version: VERSION, request: encode(request) };
    return new Promise((resolve, reject) => {
      const id = `${this.#name}-${this.#count++}`;
      const pending: Pending = { id, data, resolve, reject, added: Promise.resolve() };
      this.#pending.set(id, pending);
      signal.addEventListener('abort', () => this.#cancel(pending));
      this.#add(pending);
    });
  }

  /** Adds the job of an item. Does nothing if the queue has it: jobs are added again when Redis may have lost them. */
  #add(pending: Pending): void {
    const { id: jobId, data } = pending;
    pending.added = this.#queue.add('item', data, { jobId }).catch(this.#note);
  }

  /** Fetches the answer of a job that is over, and removes the job. */
  async #collect(id: string): Promise<void> {
    if (!id.startsWith(this.#name)) return;
    const job = await this.#queue.getJob(id);
    const pending = this.#pending.get(id);
    if (job === undefined) return;
    if (pending !== undefined) {
      this.#pending.delete(id);
      this.#idleness = 0;
      const { answer } = job.data;
      if (answer === undefined) pending.reject(lost(this.#settings, job.failedReason));
      else pending.resolve(readAnswer(answer));
    }
    await job.remove();
  }

  #cancel(pending: Pending): void {
    if (!this.#pending.delete(pending.id)) return;
    pending.reject(new Error('The map of this item has ended'));
    this.#finish(this.#withdraw(pending));
  }

  /** Notes a piece of work that `close` should wait for. */
  #finish(work: Promise<void>): void {
    const cleanup = work.catch(this.#note).finally(() => this.#cleanups.delete(cleanup));
    this.#cleanups.add(cleanup);
  }

  /** Takes a job back, or asks its worker to end it. */
  async #withdraw({ id, added }: Pending): Promise<void> {
    await added;
    if ((await this.#queue.remove(id)) === 0) await this.#producer.publishEvent({ eventName: 'cancel', jobId: id });
  }

  #tick(): void {
    if (this.#pending.size === 0) {
      this.#silence = 0;
      this.#idleness = 0;
      return;
    }
    const { redisTimeout, workerTimeout, checkInterval } = this.#settings;
    this.#silence += checkInterval;
    // Workers cannot give a sign while Redis is away.
    if (this.#silence <= 2 * checkInterval) this.#idleness += checkInterval;
    if (this.#silence > redisTimeout) this.#scheduler.failAll(unreachable(this.#settings, this.#lastError));
    else if (this.#idleness > workerTimeout) this.#scheduler.failAll(deserted(this.#settings));
    if (this.#looking) return;
    this.#looking = true;
    void this.#look()
      .catch(this.#note)
      .finally(() => {
        this.#looking = false;
      });
  }

  /** Looks at all jobs under way, for what no event reported. */
  async #look(): Promise<void> {
    for (const pending of this.#pending.values()) {
      const { id } = pending;
      const state = await this.#queue.getJobState(id);
      this.#silence = 0;
      if (!this.#pending.has(id)) continue;
      if (state === 'completed' || state === 'failed') await this.#collect(id);
      else if (state === 'unknown') this.#add(pending);
      else if (state === 'active' && (await this.#redis.exists(this.#queue.toKey(`${id}:lock`))) === 1)
        this.#idleness = 0;
    }
  }

  readonly #note = (error: Error): void => {
    this.#lastError = error;
  };

  async #close(): Promise<void> {
    this.#scheduler.close(broken('This QueuePool was closed: create a new one'));
    clearInterval(this.#clock);
    await atMost(CLEANUP_LIMIT, Promise.all(this.#cleanups));
    await atMost(EVENTS_LIMIT, this.#events.close().catch(this.#note));
    this.#redis.disconnect();
  }
}

function readAnswer(text: string): ItemAnswer {
  try {
    return decode(text) as ItemAnswer;
  } catch (thrown) {
    return { error: errorToData(thrown), worker: 'a worker of the queue' };
  }
}

const broken = (message: string, cause?: unknown): Error => createError('POOL_BROKEN', message, {}, cause);

const lost = ({ queue }: Settings, reason: string): Error =>
  broken(
    `A worker of the queue \`${queue}\` was lost on an item for the second time (${reason}). Does the model need more memory?`,
  );

const deserted = ({ queue, workerTimeout }: Settings): Error =>
  broken(
    `No worker has taken a job of the queue \`${queue}\`, or worked at one, for ${workerTimeout} ms. Start some: node dist/src/run-worker.js`,
  );

function unreachable({ redis, redisTimeout }: Settings, cause: Error | undefined): Error {
  const { host } = new URL(redis);
  const why = cause === undefined ? '' : `: ${cause.message || (cause as { code?: string }).code}`;
  return broken(`Redis at ${host} has not answered for ${redisTimeout} ms${why}. Is it running?`, cause);
}
