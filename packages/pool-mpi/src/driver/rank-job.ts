import { type Communicator, detectLauncher, Mpi } from '@mpi-bindings/node-mpi';
import { WorkerRanks } from './worker-ranks.ts';

/** The MPI job, as one of its ranks sees it. */
export type RankJob = {
  /** MPI in this process. */
  readonly mpi: Mpi;
  /** A communicator of all ranks, for the messages of the pool. */
  readonly comm: Communicator;
  /** The other ranks; only on rank 0, which runs the program. */
  readonly workers?: WorkerRanks;
};

// One per process, even if this package is loaded twice: the command from one copy, and an import of another.
const JOB: unique symbol = Symbol.for('@epsie/pool-mpi job') as never;
const shared = globalThis as { [JOB]?: Promise<RankJob | undefined> };

/**
 * Joins the MPI job; every rank must call it. Later calls return the same job.
 *
 * @returns undefined if no MPI launcher started this process
 * @throws MpiError if MPI cannot be started
 */
export function joinJob(): Promise<RankJob | undefined> {
  shared[JOB] ??= join();
  return shared[JOB];
}

async function join(): Promise<RankJob | undefined> {
  if (Mpi.current === undefined && detectLauncher() === undefined) return undefined;
  const mpi = Mpi.init();
  const comm = await mpi.world.duplicate();
  comm.name = 'epsie';
  const hosts = await comm.gather(mpi.host);
  return hosts === undefined ? { mpi, comm } : { mpi, comm, workers: new WorkerRanks(mpi, comm, hosts) };
}
