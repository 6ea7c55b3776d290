import { writeSync } from 'node:fs';
import { inspect } from 'node:util';
import { Worker } from 'node:worker_threads';
import type { Environment } from './launcher.ts';

/** What has to end with the process. */
type Session = {
  readonly world: { readonly rank: number; readonly size: number };
  readonly host: string;
  readonly finalized: boolean;
  finalize(): Promise<void>;
  abort(code: number): never;
};

/** What a layer above MPI does when the process ends before MPI was finalized. */
export interface Ending {
  /** The program has nothing left to do: ends what is still there. Afterwards MPI is finalized, unless that was done here. */
  drain(): Promise<void>;
  /**
   * The process exits, and nothing asynchronous happens any more. Finalizes, or tells in the rest of a sentence ("Rank 1 of 4
   * …") why that cannot be; the whole job is aborted then.
   */
  exit(code: number): string | undefined;
}

/** How long a launcher gets to pass on what was said, in milliseconds: Open MPI drops what it has not read when a job is aborted. */
const OUTPUT_TIME = 100;

/**
 * Ends MPI with the process: a program that has nothing left to do finalizes, one that ends otherwise aborts the job. MPICH
 * would take exit code 0 for success and drop the work of a rank silently.
 *
 * @param ending gives what a layer above has to say of it, if there is one
 */
export function watchExit(mpi: Session, ending: () => Ending | undefined): void {
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
    // Node would print the error after the listeners of `exit`, and MPI_Abort does not come back.
    say(`${whoIs(mpi)} ${why}${uncaught === undefined ? '' : `:\n${inspect(uncaught.error)}`}`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, OUTPUT_TIME);
    mpi.abort(code === 0 ? 1 : code & 255 || 1);
  });
}

const whoIs = ({ world, host }: Session): string => `Rank ${world.rank} of ${world.size} (on ${host})`;

const endedEarly = (code: number): string =>
  `ended with exit code ${code} before MPI was finalized, so the whole job is aborted: call \`await mpi.finalize()\` ` +
  'first, or let the program come to its end by itself';

const FAILED = 'failed, so the whole job is aborted';

function say(text: string): void {
  try {
    writeSync(2, `${text}\n`);
  } catch {
    // Nobody listens any more.
  }
}

/**
 * A launcher that ends a job ends what it has started. Where that is npm or npx, this process would be left, and wait for ever
 * for ranks that are gone. A thread notices, even if this one is busy.
 */
export function endWithLauncher(env: Environment = process.env): void {
  if (env['npm_command'] === undefined) return;
  new Worker(new URL('../workarounds/orphan-watch.js', import.meta.url), { stdout: true, stderr: true }).unref();
}
