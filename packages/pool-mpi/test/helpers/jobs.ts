import { fileURLToPath } from 'node:url';
import { type Ending, type Job, type JobOptions, type Launcher, startJob } from '@epsie/mpirun';

/** The command `epsie-mpi`. */
export const COMMAND: string = fileURLToPath(new URL('../../bin/epsie-mpi.js', import.meta.url));

/** A program of `test/programs`, as a path. */
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

/** How a program ended, and what it has found. */
export type Outcome = Ending & { readonly found: unknown };

/** Runs a program to its end. */
export async function runProgram(
  launcher: Launcher,
  ranks: number,
  program: readonly [string, ...string[]],
  options?: JobOptions,
): Promise<Outcome> {
  return outcomeOf(await startProgram(launcher, ranks, program, options).ended);
}

/** Reads what a program has found. */
export function outcomeOf(ending: Ending): Outcome {
  const line = ending.stdout.split(/\r?\n/).find((text) => text.startsWith('found '));
  return { ...ending, found: line === undefined ? undefined : JSON.parse(line.slice('found '.length)) };
}
