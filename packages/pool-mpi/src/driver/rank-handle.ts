import { type Assignment, nameOfTask, type PoolWorker } from '@epsie/core/pool-kit';
import type { Communicator } from '@mpi-bindings/node-mpi';
import { STOP, TAG, type TaskRequest } from '../protocol/messages.ts';

/** A worker rank, as rank 0 sees it: idle, or busy with one item. */
export class RankHandle implements PoolWorker {
  /** The rank, from 1. */
  readonly rank: number;
  /** Name of its machine. */
  readonly host: string;
  readonly #comm: Communicator;
  readonly #onSendFailure: (error: unknown) => void;
  #assignment: Assignment | undefined;
  #since = 0;
  #id = 0;

  /** @param onSendFailure called when MPI fails to deliver an item */
  constructor(comm: Communicator, rank: number, host: string, onSendFailure: (error: unknown) => void) {
    this.#comm = comm;
    this.rank = rank;
    this.host = host;
    this.#onSendFailure = onSendFailure;
  }

  /** {@inheritDoc PoolWorker.assignment} */
  get assignment(): Assignment | undefined {
    return this.#assignment;
  }

  /** Rank and machine, for messages. */
  get name(): string {
    return `rank ${this.rank} (${this.host})`;
  }

  /** Describes the rank and its work, for messages. */
  describe(): string {
    if (this.#assignment === undefined) return `${this.name} is idle`;
    const { job, index } = this.#assignment;
    const seconds = Math.round((performance.now() - this.#since) / 1000);
    return `${this.name} has worked for ${seconds} s on item ${index} of ${nameOfTask(job.task)}`;
  }

  /** {@inheritDoc PoolWorker.run} */
  run(assignment: Assignment): void {
    const { job, index } = assignment;
    const { module, export: name } = job.task;
    const request: TaskRequest = { id: this.#id + 1, module, export: name, item: job.item(index) };
    const sending = this.#comm.isend(request, this.rank, TAG.task);
    this.#id++;
    this.#assignment = assignment;
    this.#since = performance.now();
    sending.wait().catch(this.#onSendFailure);
  }

  /** {@inheritDoc PoolWorker.cancel} */
  cancel(): void {
    this.#comm.sendBufferSync(Int32Array.of(this.#id), this.rank, TAG.control);
  }

  /** Marks the rank as idle and returns the assignment it had. */
  free(): Assignment | undefined {
    const assignment = this.#assignment;
    this.#assignment = undefined;
    return assignment;
  }

  /** Ends the rank, which must be idle. */
  stop(): void {
    this.#comm.sendBufferSync(Int32Array.of(STOP), this.rank, TAG.control);
  }
}

/** Describes some ranks and their work, for messages: three of them, and the number of the others. */
export function listRanks(ranks: readonly RankHandle[]): string {
  const [first, second, third, ...more] = ranks.map((rank) => rank.describe());
  const shown = [first, second, third].filter((text) => text !== undefined).join('; ');
  return more.length === 0 ? shown : `${shown}; and ${more.length} more ranks`;
}
