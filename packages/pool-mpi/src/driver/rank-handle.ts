import { type Assignment, nameOfTask, type PoolWorker } from '@epsie/core/pool-kit';
import type { Communicator } from '@mpi-bindings/node-mpi';
import { type Request, STOP, TAG } from '../job/messages.ts';

/** Another rank, as the main program sees it: idle, or busy with one item. */
export class RankHandle implements PoolWorker {
  /** Its rank. */
  readonly rank: number;
  /** Name of its machine. */
  readonly host: string;
  readonly #comm: Communicator;
  readonly #onSendFailure: (error: unknown) => void;
  #assignment: Assignment | undefined;
  #since = 0;
  #id = 0;

  /** @param onSendFailure told when MPI fails to deliver an item */
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

  /** The rank in words. */
  get place(): string {
    return `rank ${this.rank} (${this.host})`;
  }

  /** The rank and what it does, in words. */
  describe(): string {
    if (this.#assignment === undefined) return `${this.place} is idle`;
    const { job, index } = this.#assignment;
    const seconds = Math.round((performance.now() - this.#since) / 1000);
    return `${this.place} has worked for ${seconds} s on item ${index} of ${nameOfTask(job.task)}`;
  }

  /** {@inheritDoc PoolWorker.run} */
  run(assignment: Assignment): void {
    const { job, index } = assignment;
    const { module, export: name } = job.task;
    const request: Request = { id: this.#id + 1, module, export: name, item: job.item(index) };
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

  /** Takes note that it has answered. */
  free(): Assignment | undefined {
    const assignment = this.#assignment;
    this.#assignment = undefined;
    return assignment;
  }

  /** Ends it; it must be idle. */
  stop(): void {
    this.#comm.sendBufferSync(Int32Array.of(STOP), this.rank, TAG.control);
  }
}
