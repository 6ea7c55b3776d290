// The command `epsie-mpi`: runs a program on rank 0, while the other ranks wait for the tasks of its pool.

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MpiError } from '@mpi-bindings/node-mpi';
import { serve } from '../worker/serve.ts';
import { joinTeam } from '../job/rank-job.ts';

const HELP = `Runs a program that uses MpiPool: on rank 0 the program itself, on all other ranks the tasks of its pool.

  mpirun -n <ranks> npx epsie-mpi <program.js> [arguments of the program]

Without mpirun (or srun) the program runs alone, and so do its tasks.`;

const team = await joinTeam().catch(giveUp);
if (team !== undefined && team.crew === undefined) await serve(team);
await start(process.argv.slice(2));

async function start([program, ...args]: readonly string[]): Promise<void> {
  if (program === '--help' || program === '-h') return say(process.stdout, HELP);
  if (program === undefined) return fail('Expected a program to run, got nothing');
  const path = resolve(program);
  if (!existsSync(path)) return fail(`Expected a program to run, but there is no file ${path}`);
  // The program finds its arguments where it would find them without this command.
  process.argv = [process.argv[0] as string, path, ...args];
  await import(pathToFileURL(path).href);
}

// What is wrong with an installation needs no stack.
function giveUp(error: unknown): never {
  if (!(error instanceof MpiError)) throw error;
  say(process.stderr, `epsie-mpi: ${error.message}`);
  process.exit(1);
}

function fail(message: string): void {
  say(process.stderr, `epsie-mpi: ${message}\n\n${HELP}`);
  process.exitCode = 2;
}

function say(stream: NodeJS.WriteStream, text: string): void {
  stream.write(`${text}\n`);
}
