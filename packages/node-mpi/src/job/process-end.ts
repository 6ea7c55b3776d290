import { writeSync } from 'node:fs';
import { inspect } from 'node:util';
import { waitForOutput } from '../workarounds/open-mpi-drops-output.ts';

/** MPI in this process, which has to end with the process. */
type RunningMpi = {
  readonly world: { readonly rank: number; readonly size: number };
  readonly host: string;
  readonly finalized: boolean;
  finalize(): Promise<void>;
  abort(code: number): never;
};

/** The actions of a layer above MPI when the process ends before MPI was finalized. */
export interface Ending {
  /** Called when the program has no work left: ends what is still running. MPI is finalized afterwards, unless it already is. */
  drain(): Promise<void>;
  /**
   * Called when the process exits, after which nothing asynchronous happens. Finalizes MPI, or returns why it cannot, as a predicate
   * ("Rank 1 of 4 …"); then the whole job is aborted.
   */
  exit(code: number): string | undefined;
}

/**
 * Ends MPI with the process. A program with no work left finalizes it; one that ends otherwise aborts the job, since MPICH would take
 * exit code 0 for success and silently drop the work of a rank.
 *
 * @param ending returns the ending of a layer above, if there is one
 */
export function endWithProcess(mpi: RunningMpi, ending: () => Ending | undefined): void {
  let uncaught: { readonly error: unknown } | undefined;
  process.on('uncaughtExceptionMonitor', (error) => {
    uncaught = { error };
  });
  process.once('beforeExit', async () => {
    await ending()?.drain();
    if (!mpi.finalized) await mpi.finalize();
  });
  process.on('exit', (code) => {
    if (mpi.finalized) return;
    const why = ending()?.exit(code) ?? (uncaught === undefined ? endedEarly(code) : FAILED);
    if (mpi.finalized) return;
    // Node would print the error after the `exit` listeners, and MPI_Abort does not return.
    printError(`${nameOf(mpi)} ${why}${uncaught === undefined ? '' : `:\n${inspect(uncaught.error)}`}`);
    waitForOutput();
    mpi.abort(code === 0 ? 1 : code & 255 || 1);
  });
}

const nameOf = ({ world, host }: RunningMpi): string => `Rank ${world.rank} of ${world.size} (on ${host})`;

const endedEarly = (code: number): string =>
  `ended with exit code ${code} before MPI was finalized, so the whole job is aborted: call \`await mpi.finalize()\` ` +
  'first, or let the program come to its end by itself';

const FAILED = 'failed, so the whole job is aborted';

function printError(text: string): void {
  try {
    writeSync(2, `${text}\n`);
  } catch {
    // stderr is closed.
  }
}
