import type { Assignment, Crew as SchedulerCrew } from '@epsie/core/pool-kit';
import type { Communicator, Ending, Mpi } from '@mpi-bindings/node-mpi';
import { type Reply, TAG } from '../job/messages.ts';
import { RankHandle } from './rank-handle.ts';
import { SignalWatch } from './signal-watch.ts';

/** How long to wait for ranks whose items nobody wants any more, in milliseconds: at first, and when they were late before. */
const RECALL_LIMIT = 3000;
const SECOND_RECALL_LIMIT = 100;

/** The reason of receives that are called off. (Without one, a costly error would be made for each.) */
const STOPPED = 'nobody waits for ranks';

/** What a {@link Crew} tells its pool. */
export interface CrewEvents {
  /** A rank has answered, and is idle again. */
  onReply(worker: RankHandle, assignment: Assignment, reply: Reply): void;
  /** MPI has failed. */
  onFailure(error: unknown): void;
}

/** The other ranks, as the main program on rank 0 sees them, from the start of the job to its end. */
export class Crew implements SchedulerCrew<RankHandle>, Ending {
  /** All of them, by rank, from 1. */
  readonly workers: readonly RankHandle[];
  /** Who is told what happens. */
  events: CrewEvents | undefined;
  readonly #mpi: Mpi;
  readonly #comm: Communicator;
  // Those that became busy meanwhile are taken out when they are met.
  readonly #idle: Set<RankHandle>;
  readonly #signals = new SignalWatch();
  #stop = new AbortController();
  #isWaiting = false;
  #isListening = false;
  #isReceiving = false;
  #recallLimit = RECALL_LIMIT;

  /** @param hosts names of the machines, by rank */
  constructor(mpi: Mpi, comm: Communicator, hosts: readonly string[]) {
    this.#mpi = mpi;
    this.#comm = comm;
    const onFailure = (error: unknown) => this.events?.onFailure(error);
    this.workers = hosts.slice(1).map((host, i) => new RankHandle(comm, i + 1, host, onFailure));
    this.#idle = new Set(this.workers);
    mpi.endWith(this);
  }

  /** Those that have an item. */
  get busy(): readonly RankHandle[] {
    return this.workers.filter(({ assignment }) => assignment !== undefined);
  }

  /** {@inheritDoc SchedulerCrew.idle} */
  idle(): RankHandle | undefined {
    for (const worker of this.#idle) {
      if (worker.assignment === undefined) return worker;
      this.#idle.delete(worker);
    }
    return undefined;
  }

  /** Listens while a map is under way. Nothing keeps the process alive otherwise. */
  waiting(on: boolean): void {
    this.#isWaiting = on;
    if (!on && this.#isReceiving) this.#stopReceiving();
    else if (on && !this.#isListening) void this.#listen();
  }

  /**
   * Waits for the ranks that still have an item, but not for ever, and ends all of them, and MPI.
   * Where that is not possible, the job is aborted when the process ends.
   */
  async dismiss(): Promise<void> {
    if (this.busy.length > 0) await this.#recall();
    if (this.busy.length === 0 && !this.#isEnding) this.#finalize();
  }

  /** {@inheritDoc Ending.drain} */
  async drain(): Promise<void> {
    if (this.#mpi.finalized) return;
    if (this.busy.length > 0) await this.#recall();
    const code = Number(process.exitCode ?? 0);
    if (this.busy.length > 0) process.exit(code || 1);
    if (code !== 0 && this.#isEnding) process.exit(code);
    this.#finalize();
  }

  /** {@inheritDoc Ending.exit} */
  exit(code: number): string | undefined {
    if (this.busy.length > 0) {
      const advice = ': call `await pool.close()` first, or let the program come to its end by itself';
      return `ended while ${list(this.busy)}, so the whole job is aborted${code === 0 ? advice : ''}`;
    }
    if (code !== 0 && this.#isEnding) return `ended with exit code ${code}, and the job with it`;
    this.#finalize();
    return undefined;
  }

  /**
   * Whether mpirun was sent a signal, most likely. That of Open MPI may not answer any more then, and that of MPICH ends with
   * 0 whatever the exit codes of the ranks are, unless one of them aborts: so MPI is not finalized before the process
   * exits. srun keeps the codes, but not that of an abort.
   */
  get #isEnding(): boolean {
    return this.#signals.received && this.#mpi.launcher?.srun !== true;
  }

  async #listen(): Promise<void> {
    this.#isListening = true;
    while (this.#isWaiting) await this.#next();
    this.#isListening = false;
  }

  async #next(): Promise<void> {
    const { signal } = this.#stop;
    try {
      this.#isReceiving = true;
      const { value, source } = await this.#comm.recv<Reply>({ tag: TAG.reply, signal });
      this.#isReceiving = false;
      this.#receive(this.workers[source - 1] as RankHandle, value);
    } catch (error) {
      this.#isReceiving = false;
      if (signal.aborted) return;
      this.#isWaiting = false;
      this.events?.onFailure(error);
    }
  }

  #stopReceiving(): void {
    this.#stop.abort(STOPPED);
    this.#stop = new AbortController();
  }

  #receive(worker: RankHandle, reply: Reply): void {
    const assignment = worker.free();
    this.#idle.add(worker);
    if (assignment !== undefined) this.events?.onReply(worker, assignment, reply);
  }

  async #recall(): Promise<void> {
    const end = performance.now() + this.#recallLimit;
    this.#recallLimit = SECOND_RECALL_LIMIT;
    this.waiting(true);
    while (this.busy.length > 0 && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 5));
    this.waiting(false);
  }

  #finalize(): void {
    for (const worker of this.workers) worker.stop();
    this.#mpi.finalizeSync();
  }
}

/** Some ranks and what they do, in words. */
export function list(workers: readonly RankHandle[]): string {
  const [first, second, third, ...more] = workers.map((worker) => worker.describe());
  const shown = [first, second, third].filter((text) => text !== undefined).join('; ');
  return more.length === 0 ? shown : `${shown}; and ${more.length} more ranks`;
}
