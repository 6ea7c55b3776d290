import test from 'ava';
import { type Launcher, launchers, mpirun, node, testUnderEach } from '../helpers/mpirun.ts';

const otherThan = ({ flavor }: Launcher) => launchers.find((launcher) => launcher.flavor !== flavor) as Launcher;

testUnderEach('loads the library of the launcher', async (t, launcher) => {
  const { stdout, stderr } = await mpirun(launcher, 2, 'which-library');
  t.is(stdout, `${launcher.flavor} 2\n`, stderr);
});

testUnderEach('loads the file or family that the environment names', async (t, launcher) => {
  for (const env of [{ NODE_MPI_LIB: launcher.library }, { NODE_MPI_FLAVOR: launcher.flavor }]) {
    const { stdout, stderr } = await node('which-library', { env });
    t.is(stdout, `${launcher.flavor} 1\n`, stderr);
  }
});

testUnderEach('ignores empty variables', async (t, launcher) => {
  const { stdout } = await mpirun(launcher, 1, 'which-library', { env: { NODE_MPI_LIB: '', NODE_MPI_FLAVOR: '' } });
  t.is(stdout, `${launcher.flavor} 1\n`);
});

testUnderEach('detects the library of another launcher', async (t, launcher) => {
  const { flavor } = otherThan(launcher);
  const { stdout, stderr, code } = await mpirun(launcher, 2, 'which-library', { env: { NODE_MPI_FLAVOR: flavor } });
  t.regex(stdout + stderr, /WRONG_LIBRARY: The MPI library does not belong to this launcher: 2 processes were started/);
  t.regex(stdout + stderr, /knows of 1\. Start with the mpirun of that library, or name the other one/);
  t.is(code, 1);
});

test('reports what to install if the library is missing', async (t) => {
  const missing = { NODE_MPI_FLAVOR: 'mpi-abi' };
  const { stdout, code } = await node('which-library', { env: missing });
  t.regex(
    stdout,
    /^NO_LIBRARY: No MPI library was found: install an MPI with the MPI-5\.0 ABI .* Tried: .*libmpi_abi\.so\.0/,
  );
  t.is(code, 1);

  const { stdout: underLauncher } = await node('which-library', { env: { ...missing, PMI_RANK: '0', PMI_SIZE: '1' } });
  t.regex(underLauncher, /which the launcher asks for \(PMI_RANK is set\)/);

  const { stdout: named } = await node('which-library', { env: { NODE_MPI_LIB: '/nowhere/libmpi.so' } });
  t.regex(named, /^NO_LIBRARY: The MPI library that NODE_MPI_LIB names could not be loaded: .*\/nowhere\/libmpi\.so/);
});

test('refuses a library that is not MPI', async (t) => {
  const { stdout } = await node('which-library', { env: { NODE_MPI_LIB: 'libm.so.6' } });
  t.is(stdout, 'WRONG_LIBRARY: Expected libm.so.6 to be an MPI library, but it has no MPI_Get_library_version\n');
});

test('refuses an unknown family', async (t) => {
  const { stdout } = await node('which-library', { env: { NODE_MPI_FLAVOR: 'lam' } });
  t.is(stdout, "undefined: Expected NODE_MPI_FLAVOR to be one of open-mpi, mpich, mpi-abi, got 'lam'\n");
});

test('refuses srun without a PMI before MPI is loaded', async (t) => {
  const { stdout } = await node('which-library', { env: { SLURM_STEP_NUM_TASKS: '3', NODE_MPI_LIB: '/nowhere' } });
  t.regex(stdout, /^NO_PMI: srun started 3 tasks/);
});
