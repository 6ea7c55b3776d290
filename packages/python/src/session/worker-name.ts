import { isMainThread, threadId, workerData } from 'node:worker_threads';

// Ranks by the launchers of MPI: Open MPI, MPICH and Intel MPI, Slurm.
const RANKS = ['OMPI_COMM_WORLD_RANK', 'PMIX_RANK', 'PMI_RANK', 'SLURM_PROCID'];

/** Returns the name of this worker for the lines that its Python prints: its thread or its rank. */
export function workerName(): string {
  const rank = RANKS.map((name) => process.env[name]).find((value) => value !== undefined);
  const parts = [
    ...(rank === undefined ? [] : [`rank ${rank}`]),
    ...(isMainThread ? [] : [`worker ${workerNumber()}`]),
  ];
  return ['python', ...(parts.length === 0 ? [] : ['of', parts.join(', ')])].join(' ');
}

function workerNumber(): number {
  const number = (workerData as { readonly epsieWorker?: unknown } | null)?.epsieWorker;
  return typeof number === 'number' ? number : threadId;
}
