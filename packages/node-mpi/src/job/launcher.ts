import type { Flavor } from '../library/abi.ts';
import { MpiError } from '../base/mpi-error.ts';

/** The environment variables of a process. */
export type Environment = { readonly [name: string]: string | undefined };

/** What the environment says of the program that started this process as one of several. */
export type Launcher = {
  /** Whose MPI library it belongs to. */
  readonly flavor: Flavor;
  /** The variable that gave it away. */
  readonly evidence: string;
  /** How many processes it started, where it says so. */
  readonly size?: number;
  /** How many of them run on this machine, where it says so. */
  readonly localSize?: number;
  /** Whether it is Slurm itself, and not an `mpirun`. */
  readonly srun?: true;
};

const SIGNS: readonly { readonly flavor: Flavor; readonly names: readonly string[] }[] = [
  { flavor: 'open-mpi', names: ['OMPI_COMM_WORLD_SIZE', 'PMIX_RANK'] },
  { flavor: 'mpich', names: ['PMI_RANK', 'PMI_SIZE', 'PMI_FD'] },
];

/**
 * Finds out whether an MPI launcher (`mpirun`, `srun`) started this process, without loading MPI.
 *
 * @param env the environment; that of the process by default
 * @returns what is known of the launcher, or nothing where there is none
 * @throws MpiError of code `NO_PMI` under `srun` that gives its tasks no way to find each other
 *
 * @example
 * ```ts
 * import { detectLauncher } from '@mpi-bindings/node-mpi';
 *
 * console.log(detectLauncher({ PMI_RANK: '0', PMI_SIZE: '4' })); // { flavor: 'mpich', evidence: 'PMI_RANK', size: 4 }
 * ```
 */
export function detectLauncher(env: Environment = process.env): Launcher | undefined {
  for (const { flavor, names } of SIGNS) {
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

// Within a job of Slurm, mpirun starts its ranks through srun: they have the variables of both.
function srun(env: Environment): Pick<Launcher, 'srun'> {
  const byMpirun = env['OMPI_COMM_WORLD_SIZE'] ?? env['MPI_LOCALNRANKS'];
  return env['SLURM_STEP_NUM_TASKS'] !== undefined && byMpirun === undefined ? { srun: true } : {};
}

// Slurm writes '4(x2),3' for 4 on each of two machines and 3 on another.
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

// What would make a child process of a rank take itself for a rank.
const RANK = /^(OMPI_(?!ALLOW_)|PMIX_|PMI_|PMI2_|HYDI_|MPI_LOCAL|SLURM_STEP_|SLURM_PROCID$|SLURM_LOCALID$)/;

/** Removes from the environment what would make child processes of this rank take themselves for ranks. */
export function hideLauncher(env: Record<string, string | undefined> = process.env): void {
  for (const name of Object.keys(env)) if (RANK.test(name)) delete env[name];
}
