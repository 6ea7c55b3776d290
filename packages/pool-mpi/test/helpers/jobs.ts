import { fileURLToPath } from 'node:url';
import { type Job, type JobOptions, type JobResult, type Launcher, startJob } from '@epsie/mpirun';

/** Path of the command `epsie-mpi`. */
export const COMMAND: string = fileURLToPath(new URL('../../bin/epsie-mpi.js', import.meta.url));

/** Returns the path of a program of `test/programs`. */
export const programPath = (name: string): string => fileURLToPath(new URL(`../programs/${name}.js`, import.meta.url));

/** Starts `epsie-mpi` with a program of `test/programs`. */
export function startProgram(
  launcher: Launcher,
  ranks: number,
  [program, ...args]: readonly [string, ...string[]],
  options: JobOptions = {},
): Job {
  return startJob(launcher, ranks, COMMAND, { ...options, args: [programPath(program), ...args] });
}

/** The end of a job, and what its program found. */
export type Outcome = JobResult & { readonly found: unknown };

/** Runs a program with `epsie-mpi` until it ends. */
export async function runProgram(
  launcher: Launcher,
  ranks: number,
  program: readonly [string, ...string[]],
  options?: JobOptions,
): Promise<Outcome> {
  return outcomeOf(await startProgram(launcher, ranks, program, options).ended);
}

/** Reads what a program printed after `found`. */
export function outcomeOf(ending: JobResult): Outcome {
  const line = ending.stdout.split(/\r?\n/).find((text) => text.startsWith('found '));
  return { ...ending, found: line === undefined ? undefined : JSON.parse(line.slice('found '.length)) };
}
