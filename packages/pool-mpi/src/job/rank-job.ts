import { type Communicator, detectLauncher, Mpi } from '@mpi-bindings/node-mpi';
import { Crew } from '../driver/worker-ranks.ts';

/** All ranks of the job, with a communicator for the messages of the pool alone. */
export type Team = {
  /** MPI in this process. */
  readonly mpi: Mpi;
  /** The communicator. */
  readonly comm: Communicator;
  /** The other ranks, on rank 0. */
  readonly crew?: Crew;
};

// One per process, even where this package is there twice: the command of one copy, and the import of another.
const TEAM: unique symbol = Symbol.for('@epsie/pool-mpi team') as never;
const shared = globalThis as { [TEAM]?: Promise<Team | undefined> };

/**
 * Joins the other ranks of the job. All ranks must come here; called again it gives the same.
 *
 * @returns nothing where no MPI launcher started this process
 * @throws MpiError if MPI cannot be started
 */
export function joinTeam(): Promise<Team | undefined> {
  shared[TEAM] ??= join();
  return shared[TEAM];
}

async function join(): Promise<Team | undefined> {
  if (Mpi.current === undefined && detectLauncher() === undefined) return undefined;
  const mpi = Mpi.init();
  const comm = await mpi.world.duplicate();
  comm.name = 'epsie';
  const hosts = await comm.gather(mpi.host);
  return hosts === undefined ? { mpi, comm } : { mpi, comm, crew: new Crew(mpi, comm, hosts) };
}
