// Runs programs under the mpirun of Open MPI and of MPICH, for tests and benchmarks.
import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const KILL_DELAY = 5000;

/** @type {import('./index.js').Launcher[]} */
export const launchers = [
  {
    name: 'Open MPI',
    flavor: 'open-mpi',
    command: 'mpirun.openmpi',
    library: 'libmpi.so.40',
    debianPackage: 'openmpi-bin',
  },
  { name: 'MPICH', flavor: 'mpich', command: 'mpirun.mpich', library: 'libmpich.so.12', debianPackage: 'mpich' },
].map((launcher) => ({ ...launcher, installed: spawnSync(launcher.command, ['--version']).status === 0 }));

export function launchersToTest(test) {
  for (const { name, command, debianPackage, installed } of launchers) {
    if (installed) continue;
    const message = `there is no ${command} (on Debian: apt-get install ${debianPackage})`;
    if (process.env.EPSIE_REQUIRE_MPI) throw new Error(`EPSIE_REQUIRE_MPI is set, but ${message}`);
    test.skip(`${name}: left out, since ${message}`, () => {});
  }
  return launchers.filter(({ installed }) => installed);
}

export async function mpirun(launcher, ranks, program, options) {
  return await startJob(launcher, ranks, program, options).ended;
}

export function startJob(launcher, ranks, program, options = {}) {
  const { args = [], nodeArgs = [], launcherArgs = [], env = {}, cwd, timeout = 30_000, onOutput } = options;
  const file = program instanceof URL ? fileURLToPath(program) : program;
  const start = performance.now();
  const mpirunArgs = [...argsFor(launcher, ranks), ...launcherArgs];
  const child = spawn(launcher.command, [...mpirunArgs, process.execPath, ...nodeArgs, file, ...args], {
    cwd,
    env: environment(launcher, env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  const waiting = new Set();
  for (const stream of ['stdout', 'stderr']) {
    child[stream].setEncoding('utf8').on('data', (text) => {
      // Open MPI connects its ranks to a terminal.
      output[stream] += text.replaceAll('\r\n', '\n');
      for (const look of waiting) look();
      if (stream === 'stdout') onOutput?.(text);
    });
  }
  const ended = new Promise((resolve, reject) => {
    // SIGTERM lets mpirun end its ranks; SIGKILL would leave them behind.
    const kill = setTimeout(() => child.kill('SIGKILL'), timeout + KILL_DELAY);
    const timer = setTimeout(() => {
      child.kill('SIGTERM');
      reject(
        new Error(
          `Expected the job to end within ${timeout / 1000} s, and it did not\n${output.stdout}${output.stderr}`,
        ),
      );
    }, timeout);
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      clearTimeout(kill);
      resolve({ code: code ?? undefined, ...output, seconds: (performance.now() - start) / 1000 });
    });
  });
  // A caller that only waits for some output need not handle this rejection.
  ended.catch(() => {});
  const printed = (text) =>
    new Promise((resolve, reject) => {
      const look = () => output.stdout.includes(text) && resolve();
      waiting.add(look);
      look();
      ended.then(
        ({ stderr }) =>
          reject(new Error(`Expected the job to print '${text}', but it ended\n${output.stdout}${stderr}`)),
        reject,
      );
    });
  return { pid: child.pid, printed, signal: (name) => child.kill(name), ended };
}

// Several tests run at once, and Open MPI would bind the ranks of all jobs to the same processors.
const OPEN_MPI_ARGS = ['--oversubscribe', '--bind-to', 'none'];
const argsFor = ({ flavor }, ranks) => [...(flavor === 'open-mpi' ? OPEN_MPI_ARGS : []), '-n', String(ranks)];

// Programs under test must not take themselves for ranks of another job, and must print without colours.
const INHERITED = /^(OMPI_|PMIX_|PMI_|PMI2_|HYDI_|MPI_|SLURM_|NODE_MPI_|FORCE_COLOR$)/;

export function environment({ flavor }, env = {}) {
  const inherited = Object.entries(process.env).filter(([name]) => !INHERITED.test(name));
  const root = flavor === 'open-mpi' && process.getuid?.() === 0 ? ROOT : {};
  const all = { ...Object.fromEntries(inherited), NO_COLOR: '1', ...root, ...env };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

const ROOT = { OMPI_ALLOW_RUN_AS_ROOT: '1', OMPI_ALLOW_RUN_AS_ROOT_CONFIRM: '1' };
