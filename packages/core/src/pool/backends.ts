// The backends that `choosePool` can open: core names other packages in this file only.

import { environment, globalValue } from '../platform/host.ts';
import type { ClosablePool } from './pool.ts';

/** A package with a pool. */
export type Backend<O> = {
  /** Name of the package. */
  readonly package: string;
  /** Advice for the case that the package is not installed, besides installing it. */
  readonly otherwise: string;
  /** Opens a pool, given the exports of the package. */
  open(exports: unknown, options: O): ClosablePool | Promise<ClosablePool>;
};

/** Worker threads. */
export const threadBackend: Backend<{ readonly threads?: number }> = {
  package: '@epsie/pool-threads',
  otherwise: ', or ask for `threads: 1`',
  open(exports, options) {
    const { ThreadPool } = exports as { readonly ThreadPool: new (options: object) => ClosablePool };
    return new ThreadPool(options);
  },
};

/** Returns how to create a pool of worker threads, for messages. */
export const threadPoolExample = (threads: number): string =>
  `\`new ThreadPool({ threads: ${threads} })\` of ${threadBackend.package}`;

/** The ranks of an MPI job. */
export const mpiBackend: Backend<object> = {
  package: '@epsie/pool-mpi',
  otherwise: '',
  open(exports) {
    const { MpiPool } = exports as { readonly MpiPool: { create(): Promise<ClosablePool> } };
    return MpiPool.create();
  },
};

/**
 * Environment variables of MPI launchers: those with the number of processes, and those that only show that there is a launcher. Here
 * they decide which package to import; `@mpi-bindings/node-mpi` has a separate list, by MPI library, to load the library of the launcher.
 */
export const MPI_VARIABLES: { readonly size: readonly string[]; readonly presence: readonly string[] } = {
  size: ['OMPI_COMM_WORLD_SIZE', 'PMI_SIZE', 'SLURM_STEP_NUM_TASKS'],
  presence: ['PMIX_RANK', 'PMI_RANK', 'PMI_FD'],
};

// Key of the running MPI in the global object. When MPI starts, `@mpi-bindings/node-mpi` removes the variables of the launcher.
const RUNNING_MPI = Symbol.for('@mpi-bindings/node-mpi');
type RunningMpi = { readonly mpi?: { readonly world: { readonly size: number } } };

/** Returns the evidence that an MPI launcher started this program as one of several, or undefined. */
export function mpiEvidence(): string | undefined {
  const running = (globalValue(RUNNING_MPI) as RunningMpi | undefined)?.mpi;
  if (running !== undefined) return running.world.size > 1 ? 'MPI is running' : undefined;
  const env = environment();
  const size = MPI_VARIABLES.size.find((name) => env[name] !== undefined);
  if (size !== undefined) return Number(env[size]) > 1 ? `${size} is ${env[size]}` : undefined;
  const presence = MPI_VARIABLES.presence.find((name) => env[name] !== undefined);
  return presence === undefined ? undefined : `${presence} is set`;
}
