// The command `epsie-mpi`: rank 0 runs a program, the other ranks the tasks of its pool.

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MpiError } from '@mpi-bindings/node-mpi';
import { joinJob } from '../driver/rank-job.ts';
import { serve } from '../worker/serve.ts';

const HELP = `Runs a program that uses MpiPool: on rank 0 the program itself, on all other ranks the tasks of its pool.

  mpirun -n <ranks> npx epsie-mpi <program.js> [arguments of the program]

Without mpirun (or srun) the program runs alone, and so do its tasks.`;

const job = await joinJob().catch(giveUp);
if (job !== undefined && job.workers === undefined) await serve(job);
await start(process.argv.slice(2));

async function start([program, ...args]: readonly string[]): Promise<void> {
  if (program === '--help' || program === '-h') return printLine(process.stdout, HELP);
  if (program === undefined) return fail('Expected a program to run, got nothing');
  const path = resolve(program);
  if (!existsSync(path)) return fail(`Expected a program to run, but no such file: ${path}`);
  // The program sees the same arguments as without this command.
  process.argv = [process.argv[0] as string, path, ...args];
  await import(pathToFileURL(path).href);
}

// A problem of the installation is reported without a stack.
function giveUp(error: unknown): never {
  if (!(error instanceof MpiError)) throw error;
  printLine(process.stderr, `epsie-mpi: ${error.message}`);
  process.exit(1);
}

function fail(message: string): void {
  printLine(process.stderr, `epsie-mpi: ${message}\n\n${HELP}`);
  process.exitCode = 2;
}

function printLine(stream: NodeJS.WriteStream, text: string): void {
  stream.write(`${text}\n`);
}
