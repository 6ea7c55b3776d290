// `choosePool` of core and `detectLauncher` of node-mpi cannot share one list of environment variables, but the lists must agree.
import { detectLauncher } from '@mpi-bindings/node-mpi';
import test from 'ava';
import { MPI_VARIABLES } from '../../packages/core/dist/pool/backends.js';
import { EVIDENCE } from '../../packages/node-mpi/dist/base/launcher.js';

const ofCore = [...MPI_VARIABLES.size, ...MPI_VARIABLES.presence];

test('choosePool knows every variable by which node-mpi detects a launcher', (t) => {
  const unknown = EVIDENCE.flatMap(({ names }) => names).filter((name) => !ofCore.includes(name));
  t.deepEqual(unknown, []);
});

test('node-mpi detects a launcher, or refuses it, for every variable by which choosePool chooses MPI', (t) => {
  for (const name of ofCore.filter((variable) => variable !== 'SLURM_STEP_NUM_TASKS')) {
    t.is(detectLauncher({ [name]: '2' })?.evidence, name);
  }
  t.throws(() => detectLauncher({ SLURM_STEP_NUM_TASKS: '2' }), { code: 'NO_PMI' });
});
