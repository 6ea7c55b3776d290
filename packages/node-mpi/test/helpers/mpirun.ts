import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import test, { type ExecutionContext } from 'ava';

/** An MPI that the tests run under. */
export type Launcher = {
  readonly name: string;
  readonly flavor: 'open-mpi' | 'mpich';
  readonly command: string;
  readonly flags: readonly string[];
  readonly library: string;
  readonly debianPackage: string;
};

const OPEN_MPI: Launcher = {
  name: 'Open MPI',
  flavor: 'open-mpi',
  command: 'mpirun.openmpi',
  // Several tests run at once, and would all be bound to the same processor.
  flags: ['--oversubscribe', '--bind-to', 'none'],
  library: 'libmpi.so.40',
  debianPackage: 'openmpi-bin',
};
const MPICH: Launcher = {
  name: 'MPICH',
  flavor: 'mpich',
  command: 'mpirun.mpich',
  flags: [],
  library: 'libmpich.so.12',
  debianPackage: 'mpich',
};

/** All of them. */
export const launchers: readonly Launcher[] = [OPEN_MPI, MPICH];

/** How a program ended. */
export type Ending = {
  readonly stdout: string;
  readonly stderr: string;
  /** Undefined if a signal ended it. */
  readonly code: number | undefined;
  readonly milliseconds: number;
};

export type Options = {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** For Node itself, ahead of the program. */
  readonly execArgv?: readonly string[];
  /** Milliseconds after which the job is ended; that is an error. */
  readonly timeout?: number;
  /** Hears what is printed while the job runs. */
  readonly onOutput?: (text: string) => void;
};

const TIMEOUT = 40_000;
const asRoot =
  process.getuid?.() === 0 ? { OMPI_ALLOW_RUN_AS_ROOT: '1', OMPI_ALLOW_RUN_AS_ROOT_CONFIRM: '1' } : undefined;

/** The compiled file of a program in `test/programs`. */
export const programFile = (name: string): string => fileURLToPath(new URL(`../programs/${name}.js`, import.meta.url));

/**
 * Runs a program of `test/programs`, or a file, on some ranks.
 *
 * @throws Error if it does not end in time
 */
export function mpirun(launcher: Launcher, ranks: number, program: string, options: Options = {}): Promise<Ending> {
  const { args = [], execArgv = [] } = options;
  const file = program.includes('/') ? program : programFile(program);
  const node = [process.execPath, ...execArgv, file, ...args];
  return run(launcher.command, [...launcher.flags, '-n', String(ranks), ...node], options);
}

/** Runs a program of `test/programs` without a launcher. */
export function node(program: string, options: Options = {}): Promise<Ending> {
  const { args = [], execArgv = [] } = options;
  return run(process.execPath, [...execArgv, programFile(program), ...args], options);
}

async function run(command: string, args: readonly string[], options: Options): Promise<Ending> {
  const { env, timeout = TIMEOUT, onOutput } = options;
  const start = performance.now();
  const child = spawn(command, args, {
    // Open MPI gives its ranks a terminal, and Node would colour what it prints.
    env: { ...process.env, NO_COLOR: '1', ...asRoot, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // mpirun ends its ranks when it is told to; it must not be killed before they are.
  let late = false;
  const terminate = setTimeout(() => {
    late = true;
    child.kill('SIGTERM');
  }, timeout);
  const kill = setTimeout(() => child.kill('SIGKILL'), timeout + 5000);
  if (onOutput !== undefined) child.stdout.on('data', (chunk) => onOutput(String(chunk)));
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  clearTimeout(terminate);
  clearTimeout(kill);
  if (late) throw new Error(`${args.join(' ')} did not end within ${timeout} ms\n${stdout}\n${stderr}`);
  const milliseconds = performance.now() - start;
  return { stdout: plain(stdout), stderr: plain(stderr), code: (code as number | null) ?? undefined, milliseconds };
}

// Open MPI gives its ranks a terminal.
const plain = (output: string): string => output.replaceAll('\r\n', '\n');

const isInstalled = ({ command }: Launcher): boolean => spawnSync(command, ['--version']).status === 0;

/** A test under each MPI, one after the other. */
export function testUnderEach(title: string, body: (t: ExecutionContext, launcher: Launcher) => Promise<void>): void {
  for (const launcher of launchers) {
    test.serial(`${title} (${launcher.name})`, async (t) => {
      if (isInstalled(launcher)) await body(t, launcher);
      else reportMissing(t, launcher);
    });
  }
}

// A machine without an MPI can still run the other tests; `.ci/run`, which installs both, says that they must be there.
function reportMissing(t: ExecutionContext, { command, debianPackage }: Launcher): void {
  const message = `there is no ${command}: install the Debian package ${debianPackage}`;
  const { EPSIE_REQUIRE_MPI } = process.env;
  if (EPSIE_REQUIRE_MPI === undefined) {
    t.log(`Left out: ${message}`);
    t.pass();
  } else t.fail(`This test must run here, but ${message}`);
}

/** Runs a program of cases on some ranks, and checks that these cases were all there is and that they passed. */
export async function passes(
  t: ExecutionContext,
  launcher: Launcher,
  ranks: number,
  program: string,
  cases: readonly string[],
  options: Options = {},
): Promise<void> {
  const { stdout, stderr, code } = await mpirun(launcher, ranks, program, options);
  t.is(code, 0, `${stdout}\n${stderr}`);
  t.deepEqual(stdout.trimEnd().split('\n'), [...cases], stderr);
}
