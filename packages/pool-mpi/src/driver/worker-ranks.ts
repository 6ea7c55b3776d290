import type { Assignment, WorkerSource } from '@epsie/core/pool-kit';
import type { Communicator, Mpi } from '@mpi-bindings/node-mpi';
import { type Reply, TAG } from '../protocol/messages.ts';
import { RankHandle } from './rank-handle.ts';
import { Shutdown } from './shutdown.ts';

/** Reason of cancelled receives. (Without a reason, each would create a costly error.) */
const STOPPED = 'no map is running';

/** Callbacks of {@link WorkerRanks} to the pool. */
export interface RankEvents {
  /** A rank has replied, and is idle again. */
  onReply(worker: RankHandle, assignment: Assignment, reply: Reply): void;
  /** MPI has failed. */
  onFailure(error: unknown): void;
}

/** The worker ranks, as rank 0 sees them from the start of the job to its end. */
export class WorkerRanks implements WorkerSource<RankHandle> {
  /** All of them, by rank, from 1. */
  readonly workers: readonly RankHandle[];
  /** The end of the job. */
  readonly shutdown: Shutdown;
  /** The pool that uses the ranks. */
  events: RankEvents | undefined;
  readonly #comm: Communicator;
  // May contain busy ranks; `acquire` removes those it meets.
  readonly #idle: Set<RankHandle>;
  #stop = new AbortController();
  #isActive = false;
  #isListening = false;
  #isReceiving = false;

  /** @param hosts names of the machines, by rank */
  constructor(mpi: Mpi, comm: Communicator, hosts: readonly string[]) {
    this.#comm = comm;
    const onFailure = (error: unknown) => this.events?.onFailure(error);
    this.workers = hosts.slice(1).map((host, i) => new RankHandle(comm, i + 1, host, onFailure));
    this.#idle = new Set(this.workers);
    this.shutdown = new Shutdown(mpi, this);
  }

  /** The ranks that have an item. */
  get busy(): readonly RankHandle[] {
    return this.workers.filter(({ assignment }) => assignment !== undefined);
  }

  /** {@inheritDoc WorkerSource.acquire} */
  acquire(): RankHandle | undefined {
    for (const worker of this.#idle) {
      if (worker.assignment === undefined) return worker;
      this.#idle.delete(worker);
    }
    return undefined;
  }

  /** Receives replies while a map is running. Otherwise nothing keeps the process alive. */
  onActive(active: boolean): void {
    this.#isActive = active;
    if (!active && this.#isReceiving) this.#stopReceiving();
    else if (active && !this.#isListening) void this.#listen();
  }

  async #listen(): Promise<void> {
    this.#isListening = true;
    while (this.#isActive) await this.#receiveReply();
    this.#isListening = false;
  }

  async #receiveReply(): Promise<void> {
    const { signal } = this.#stop;
    try {
      this.#isReceiving = true;
      const { value, source } = await this.#comm.recv<Reply>({ tag: TAG.reply, signal });
      this.#isReceiving = false;
      this.#onReply(this.workers[source - 1] as RankHandle, value);
    } catch (error) {
      this.#isReceiving = false;
      if (signal.aborted) return;
      this.#isActive = false;
      this.events?.onFailure(error);
    }
  }

  #stopReceiving(): void {
    this.#stop.abort(STOPPED);
    this.#stop = new AbortController();
  }

  #onReply(worker: RankHandle, reply: Reply): void {
    const assignment = worker.free();
    this.#idle.add(worker);
    if (assignment !== undefined) this.events?.onReply(worker, assignment, reply);
  }
}
