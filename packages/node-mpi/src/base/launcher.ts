import { MpiError } from './mpi-error.ts';
import type { Flavor } from './names.ts';

/** The environment variables of a process. */
export type Environment = { readonly [name: string]: string | undefined };

/** The program that started this process as one of several, as far as the environment describes it. */
export type Launcher = {
  /** Family of the MPI library that it belongs to. */
  readonly flavor: Flavor;
  /** Name of the environment variable by which it was detected. */
  readonly evidence: string;
  /** Number of processes that it started, if known. */
  readonly size?: number;
  /** Number of these processes on this machine, if known. */
  readonly localSize?: number;
  /** Set if it is Slurm's `srun`, not an `mpirun`. */
  readonly srun?: true;
};

/**
 * The variables by which each family is detected. EPSIE's core has a separate list (`pool/backends.ts`), since it must choose a pool without
 * loading this package, which in turn knows nothing of EPSIE; a test compares the two.
 */
export const EVIDENCE: readonly { readonly flavor: Flavor; readonly names: readonly string[] }[] = [
  { flavor: 'open-mpi', names: ['OMPI_COMM_WORLD_SIZE', 'PMIX_RANK'] },
  { flavor: 'mpich', names: ['PMI_RANK', 'PMI_SIZE', 'PMI_FD'] },
];

/**
 * Detects whether an MPI launcher (`mpirun`, `srun`) started this process, without loading MPI.
 *
 * @param env the environment variables; default: those of the process
 * @returns the launcher, or undefined without one
 * @throws MpiError of code `NO_PMI` under an `srun` without a PMI, whose tasks cannot find each other
 *
 * @example
 * ```ts
 * import { detectLauncher } from '@mpi-bindings/node-mpi';
 *
 * console.log(detectLauncher({ PMI_RANK: '0', PMI_SIZE: '4' })); // { flavor: 'mpich', evidence: 'PMI_RANK', size: 4 }
 * ```
 */
export function detectLauncher(env: Environment = process.env): Launcher | undefined {
  for (const { flavor, names } of EVIDENCE) {
    const evidence = names.find((name) => env[name] !== undefined);
    if (evidence !== undefined) return { flavor, evidence, ...sizes(env), ...srun(env) };
  }
  const tasks = count(env['SLURM_STEP_NUM_TASKS']);
  if (tasks !== undefined && tasks > 1) throw withoutPmi(tasks);
  return undefined;
}

function sizes(env: Environment): Pick<Launcher, 'size' | 'localSize'> {
  const size = count(env['OMPI_COMM_WORLD_SIZE']) ?? count(env['PMI_SIZE']) ?? count(env['SLURM_STEP_NUM_TASKS']);
  const localSize =
    count(env['OMPI_COMM_WORLD_LOCAL_SIZE']) ??
    count(env['MPI_LOCALNRANKS']) ??
    largest(env['SLURM_STEP_TASKS_PER_NODE'] ?? env['SLURM_TASKS_PER_NODE']);
  return { ...(size === undefined ? {} : { size }), ...(localSize === undefined ? {} : { localSize }) };
}

// In a Slurm job, mpirun starts its ranks through srun, so they have the variables of both.
function srun(env: Environment): Pick<Launcher, 'srun'> {
  const byMpirun = env['OMPI_COMM_WORLD_SIZE'] ?? env['MPI_LOCALNRANKS'];
  return env['SLURM_STEP_NUM_TASKS'] !== undefined && byMpirun === undefined ? { srun: true } : {};
}

// Slurm writes '4(x2),3' for 4 tasks on each of two machines and 3 on another.
function largest(text: string | undefined): number | undefined {
  const counts =
    text
      ?.split(',')
      .map(count)
      .filter((number) => number !== undefined) ?? [];
  return counts.length === 0 ? undefined : Math.max(...counts);
}

function count(text: string | undefined): number | undefined {
  const number = Number.parseInt(text ?? '', 10);
  return Number.isNaN(number) ? undefined : number;
}

const withoutPmi = (tasks: number): MpiError =>
  new MpiError(
    'NO_PMI',
    `srun started ${tasks} tasks without a way to find each other: use \`srun --mpi=pmix\` (Open MPI) or ` +
      '`srun --mpi=pmi2` (MPICH); `srun --mpi=list` shows what this Slurm offers',
  );

// Variables by which a child process of a rank would take itself for a rank.
const RANK_VARIABLE = /^(OMPI_(?!ALLOW_)|PMIX_|PMI_|PMI2_|HYDI_|MPI_LOCAL|SLURM_STEP_|SLURM_PROCID$|SLURM_LOCALID$)/;

/** Removes the variables by which child processes of this rank would take themselves for ranks. */
export function hideLauncher(env: Record<string, string | undefined> = process.env): void {
  for (const name of Object.keys(env)) if (RANK_VARIABLE.test(name)) delete env[name];
}
