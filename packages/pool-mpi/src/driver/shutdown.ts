import type { Ending, Mpi } from '@mpi-bindings/node-mpi';
import { listRanks, type RankHandle } from './rank-handle.ts';
import { SignalWatch } from './signal-watch.ts';

/** Time to wait for busy ranks whose items are no longer needed, in milliseconds: at first, and if they were late before. */
const RECALL_TIME = 3000;
const SECOND_RECALL_TIME = 100;

/** The worker ranks to end. */
type Ranks = {
  readonly workers: readonly RankHandle[];
  readonly busy: readonly RankHandle[];
  onActive(active: boolean): void;
};

/**
 * The end of the job, which rank 0 decides. Either MPI is finalized, together with the worker ranks, or the job is aborted: a
 * rank inside a model cannot be interrupted.
 *
 * | event                              | workers still busy after the recall | signal received, exit code ≠ 0 | otherwise |
 * |------------------------------------|-------------------------------------|--------------------------------|-----------|
 * | {@link Shutdown.close}: pool closed | left to `drain` or `exit`          | left to `drain` or `exit` (*)  | finalize  |
 * | {@link Shutdown.drain}: no work left | `process.exit`, hence `exit`      | `process.exit`, hence `exit`   | finalize  |
 * | {@link Shutdown.exit}: process exits | abort; no recall, nothing asynchronous happens any more | abort    | finalize  |
 *
 * (*) The exit code is not known yet, so with any received signal.
 *
 * Why an abort after a signal: mpirun most likely received the signal too. Open MPI's mpirun may not respond any more then, and
 * MPICH's exits with 0 whatever the exit codes of the ranks, unless one of them aborts. srun keeps the exit code of a rank, but
 * not that of an abort, so under srun a signal changes nothing.
 */
export class Shutdown implements Ending {
  readonly #mpi: Mpi;
  readonly #ranks: Ranks;
  readonly #signals = new SignalWatch();
  #recallTime = RECALL_TIME;

  constructor(mpi: Mpi, ranks: Ranks) {
    this.#mpi = mpi;
    this.#ranks = ranks;
    mpi.endWith(this);
  }

  /** Ends the worker ranks and MPI; if that is not possible now, the job is aborted when the process exits. */
  async close(): Promise<void> {
    await this.#recall();
    if (this.#ranks.busy.length === 0 && !this.#isSignalled) this.#finalize();
  }

  /** {@inheritDoc Ending.drain} */
  async drain(): Promise<void> {
    if (this.#mpi.finalized) return;
    await this.#recall();
    const code = Number(process.exitCode ?? 0);
    if (this.#reasonToAbort(code) !== undefined) process.exit(code || 1);
    this.#finalize();
  }

  /** {@inheritDoc Ending.exit} */
  exit(code: number): string | undefined {
    const reason = this.#reasonToAbort(code);
    if (reason === undefined) this.#finalize();
    return reason;
  }

  /** Returns why MPI cannot be finalized, as a predicate; undefined if it can. */
  #reasonToAbort(code: number): string | undefined {
    const { busy } = this.#ranks;
    if (busy.length > 0) {
      const advice = ': call `await pool.close()` first, or let the program come to its end by itself';
      return `ended while ${listRanks(busy)}, so the whole job is aborted${code === 0 ? advice : ''}`;
    }
    return code !== 0 && this.#isSignalled ? `ended with exit code ${code}, and the job with it` : undefined;
  }

  get #isSignalled(): boolean {
    return this.#signals.received && this.#mpi.launcher?.srun !== true;
  }

  /** Waits for busy ranks, but not for ever. */
  async #recall(): Promise<void> {
    if (this.#ranks.busy.length === 0) return;
    const end = performance.now() + this.#recallTime;
    this.#recallTime = SECOND_RECALL_TIME;
    this.#ranks.onActive(true);
    while (this.#ranks.busy.length > 0 && performance.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    this.#ranks.onActive(false);
  }

  #finalize(): void {
    for (const worker of this.#ranks.workers) worker.stop();
    this.#mpi.finalizeSync();
  }
}
