import { writeSync } from 'node:fs';
import { inspect } from 'node:util';

/** What has to end with the process. */
type Session = {
  readonly world: { readonly rank: number; readonly size: number };
  readonly host: string;
  readonly finalized: boolean;
  finalize(): Promise<void>;
  abort(code: number): never;
};

/**
 * Ends MPI with the process: a program that has nothing left to do finalizes, one that ends otherwise aborts the job. MPICH
 * would take exit code 0 for success and drop the work of a rank silently.
 */
export function watchExit(mpi: Session): void {
  let uncaught: { readonly error: unknown } | undefined;
  process.on('uncaughtExceptionMonitor', (error) => {
    uncaught = { error };
  });
  process.once('beforeExit', () => {
    if (!mpi.finalized) void mpi.finalize();
  });
  process.on('exit', (code) => {
    if (mpi.finalized) return;
    say(`${whoIs(mpi)} ${uncaught === undefined ? endedEarly(code) : failed(uncaught.error)}`);
    mpi.abort(code === 0 ? 1 : code & 255 || 1);
  });
}

const whoIs = ({ world, host }: Session): string => `Rank ${world.rank} of ${world.size} (on ${host})`;

const endedEarly = (code: number): string =>
  `ended with exit code ${code} before MPI was finalized, so the whole job is aborted: call \`await mpi.finalize()\` ` +
  'first, or let the program come to its end by itself';

// Node would print the error after the listeners of `exit`, and MPI_Abort does not come back.
const failed = (error: unknown): string => `failed, so the whole job is aborted:\n${inspect(error)}`;

function say(text: string): void {
  try {
    writeSync(2, `${text}\n`);
  } catch {
    // Nobody listens any more.
  }
}
