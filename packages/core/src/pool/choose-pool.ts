// Declares `Symbol.asyncDispose` and `Disposable` also for programs whose own `lib` has none.
/// <reference lib="esnext.disposable" preserve="true" />

import { expectBoolean, expectInteger, expectOptions } from '../checks/validate.ts';
import { typeError, usageError } from '../errors/wrong-use.ts';
import { importInstalled, isOnNode, mpiLauncher } from '../platform/host.ts';
import type { Pool } from './pool.ts';
import { SerialPool } from './serial-pool.ts';

/** What {@link choosePool} goes by. */
export type PoolChoice = {
  /** Whether to run on the ranks of an MPI job. Default: if an MPI launcher (`mpirun`, `srun`) started this program as one of several. */
  readonly mpi?: boolean | undefined;
  /** How many worker threads where MPI is not used; 1 means this thread. Default: as many as the machine can run at once. */
  readonly threads?: number | undefined;
};

/** A pool that can be closed: `await using pool = await choosePool()`. */
export type ClosablePool = Pool & Required<Pick<Pool, 'size' | 'close' | typeof Symbol.asyncDispose>>;

type ThreadBackend = { readonly ThreadPool: new (options: { readonly threads?: number }) => ClosablePool };
type MpiBackend = { readonly MpiPool: { create(): Promise<ClosablePool> } };

/**
 * The pool that fits how the program was started: the ranks of an MPI job under `mpirun` or `srun`, else worker threads, else
 * (with `threads: 1`, and outside of Node) this thread. So one program runs on a laptop and on a cluster.
 *
 * @param options what to use instead
 * @throws TypeError or RangeError if an option is wrong
 * @throws Error if the package that it takes is not installed; says which one
 *
 * @example
 * ```ts
 * import { choosePool } from '@epsie/core';
 *
 * await using pool = await choosePool({ threads: 2 });
 * console.log(pool.size); // 2, or the number of ranks that work
 * ```
 */
export async function choosePool(options: PoolChoice = {}): Promise<ClosablePool> {
  expectOptions('choosePool', options, ['mpi', 'threads']);
  const { mpi, threads } = options;
  if (mpi !== undefined) expectBoolean('mpi', mpi);
  if (threads !== undefined) expectInteger('threads', threads, 1);
  if (mpi && threads !== undefined)
    throw typeError('Expected `mpi: true` or `threads`, got both: the ranks of an MPI job are processes of one thread');
  const launcher = mpi === false ? undefined : mpiLauncher();
  if (mpi || launcher !== undefined) return await openMpiPool(launcher);
  if (threads === 1 || !isOnNode()) return new SerialPool();
  return await openThreadPool(threads);
}

async function openMpiPool(launcher: string | undefined): Promise<ClosablePool> {
  const why = launcher === undefined ? '`mpi` is true' : `an MPI launcher started this program (${launcher})`;
  const { MpiPool } = (await importInstalled('@epsie/pool-mpi').catch(missing('@epsie/pool-mpi', why))) as MpiBackend;
  return await MpiPool.create();
}

async function openThreadPool(threads: number | undefined): Promise<ClosablePool> {
  const why = threads === undefined ? 'it runs on all processors' : `\`threads\` is ${threads}`;
  const advice = ', or ask for `threads: 1`';
  const backend = await importInstalled('@epsie/pool-threads').catch(missing('@epsie/pool-threads', why, advice));
  const { ThreadPool } = backend as ThreadBackend;
  return new ThreadPool(threads === undefined ? {} : { threads });
}

function missing(name: string, why: string, advice = ''): (cause: unknown) => never {
  return (cause) => {
    if ((cause as { code?: unknown }).code !== 'ERR_MODULE_NOT_FOUND') throw cause;
    throw usageError(`choosePool needs the package ${name} here, since ${why}: run \`npm install ${name}\`${advice}`, {
      cause,
    });
  };
}
