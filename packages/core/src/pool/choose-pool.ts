// Declares `Symbol.asyncDispose` and `Disposable` for programs whose `lib` lacks them.
/// <reference lib="esnext.disposable" preserve="true" />

import { expectBoolean, expectInteger, expectOptions } from '../checks/validate.ts';
import { typeError, usageError } from '../errors/wrong-use.ts';
import { importInstalled, isOnNode } from '../platform/host.ts';
import { type Backend, mpiBackend, mpiEvidence, threadBackend } from './backends.ts';
import type { ClosablePool } from './pool.ts';
import { SerialPool } from './serial-pool.ts';

export type { ClosablePool } from './pool.ts';

/** Options of {@link choosePool}. */
export type PoolChoice = {
  /** Whether to run on the ranks of an MPI job. Default: if an MPI launcher (`mpirun`, `srun`) started this program as one of several. */
  readonly mpi?: boolean | undefined;
  /** Number of worker threads if MPI is not used; 1 means this thread. Default: the number of processors available. */
  readonly threads?: number | undefined;
};

/**
 * Opens the pool that fits how the program was started: the ranks of an MPI job under `mpirun` or `srun`, else worker threads, else (with
 * `threads: 1`, and outside Node) this thread. The same program then runs on a laptop and on a cluster.
 *
 * @param options overrides the choice
 * @throws TypeError or RangeError if an option is invalid
 * @throws Error if the package of the pool is not installed, naming it
 *
 * @example
 * ```ts
 * import { choosePool } from '@epsie/core';
 *
 * await using pool = await choosePool({ threads: 2 });
 * console.log(pool.size); // 2, or the number of worker ranks
 * ```
 */
export async function choosePool(options: PoolChoice = {}): Promise<ClosablePool> {
  expectOptions('choosePool', options, ['mpi', 'threads']);
  const { mpi, threads } = options;
  if (mpi !== undefined) expectBoolean('mpi', mpi);
  if (threads !== undefined) expectInteger('threads', threads, 1);
  if (mpi && threads !== undefined)
    throw typeError('Expected `mpi: true` or `threads`, got both: the ranks of an MPI job are processes of one thread');
  const evidence = mpi === false ? undefined : mpiEvidence();
  if (evidence !== undefined) return await open(mpiBackend, {}, `an MPI launcher started this program (${evidence})`);
  if (mpi) return await open(mpiBackend, {}, '`mpi` is true');
  if (threads === 1 || !isOnNode()) return new SerialPool();
  if (threads === undefined) return await open(threadBackend, {}, 'it runs on all processors');
  return await open(threadBackend, { threads }, `\`threads\` is ${threads}`);
}

async function open<O>(backend: Backend<O>, options: O, why: string): Promise<ClosablePool> {
  return await backend.open(await importInstalled(backend.package).catch(missing(backend, why)), options);
}

function missing({ package: name, otherwise }: Backend<never>, why: string): (cause: unknown) => never {
  return (cause) => {
    if ((cause as { code?: unknown }).code !== 'ERR_MODULE_NOT_FOUND') throw cause;
    throw usageError(
      `choosePool needs the package ${name} here, since ${why}: run \`npm install ${name}\`${otherwise}`,
      {
        cause,
      },
    );
  };
}
