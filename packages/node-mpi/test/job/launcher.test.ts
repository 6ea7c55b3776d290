import { detectLauncher, type Environment, MpiError } from '@mpi-bindings/node-mpi';
import test from 'ava';
import { hideLauncher } from '#src/base/launcher.js';

const OPEN_MPI = { OMPI_COMM_WORLD_SIZE: '4', OMPI_COMM_WORLD_LOCAL_SIZE: '2', PMIX_RANK: '0' };
const HYDRA = { PMI_RANK: '0', PMI_SIZE: '8', PMI_FD: '5', MPI_LOCALNRANKS: '4' };
const SRUN = { SLURM_JOB_ID: '1', SLURM_STEP_NUM_TASKS: '6', SLURM_TASKS_PER_NODE: '1,2(x2),1' };

const cases: readonly [string, Environment, ReturnType<typeof detectLauncher>][] = [
  ['nothing', { PATH: '/bin' }, undefined],
  ['Open MPI', OPEN_MPI, { flavor: 'open-mpi', evidence: 'OMPI_COMM_WORLD_SIZE', size: 4, localSize: 2 }],
  ['hydra', HYDRA, { flavor: 'mpich', evidence: 'PMI_RANK', size: 8, localSize: 4 }],
  ['hydra in a job of Slurm', { ...SRUN, ...HYDRA }, { flavor: 'mpich', evidence: 'PMI_RANK', size: 8, localSize: 4 }],
  [
    'Open MPI in a job of Slurm',
    { ...SRUN, ...OPEN_MPI },
    { flavor: 'open-mpi', evidence: 'OMPI_COMM_WORLD_SIZE', size: 4, localSize: 2 },
  ],
  [
    'srun --mpi=pmix',
    { ...SRUN, PMIX_RANK: '3' },
    { flavor: 'open-mpi', evidence: 'PMIX_RANK', size: 6, localSize: 2, srun: true },
  ],
  [
    'srun --mpi=pmi2',
    { ...SRUN, PMI_FD: '9', PMI_RANK: '3', PMI_SIZE: '6' },
    { flavor: 'mpich', evidence: 'PMI_RANK', size: 6, localSize: 2, srun: true },
  ],
  [
    'srun of fewer tasks than the job may have',
    { ...SRUN, SLURM_STEP_NUM_TASKS: '3', SLURM_STEP_TASKS_PER_NODE: '1(x3)', PMI_RANK: '0' },
    { flavor: 'mpich', evidence: 'PMI_RANK', size: 3, localSize: 1, srun: true },
  ],
  ['a process manager that sets PMI_FD only', { PMI_FD: '9' }, { flavor: 'mpich', evidence: 'PMI_FD' }],
  ['srun of one task', { SLURM_STEP_NUM_TASKS: '1' }, undefined],
  ['a shell in a job of Slurm', { SLURM_JOB_ID: '1', SLURM_NTASKS: '8' }, undefined],
];

for (const [name, env, expected] of cases) {
  test(`detects the launcher: ${name}`, (t) => t.deepEqual(detectLauncher(env), expected));
}

test('refuses srun without a PMI', (t) => {
  const error = t.throws(() => detectLauncher(SRUN), { instanceOf: MpiError, code: 'NO_PMI' });
  t.regex(error.message, /srun started 6 tasks .* use `srun --mpi=pmix` \(Open MPI\) or `srun --mpi=pmi2` \(MPICH\)/);
});

test('hides the variables of ranks from children, and no others', (t) => {
  const kept = { PATH: '/bin', SLURM_JOB_ID: '1', SLURM_NTASKS: '8', OMPI_ALLOW_RUN_AS_ROOT: '1', PMIRROR: 'x' };
  const env = { ...kept, ...OPEN_MPI, ...HYDRA, OMPI_MCA_btl: 'self', SLURM_STEP_NUM_TASKS: '6', SLURM_PROCID: '0' };
  hideLauncher(env);
  t.deepEqual(env as object, kept);
});
