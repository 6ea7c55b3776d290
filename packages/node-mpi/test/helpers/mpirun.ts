import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { type JobOptions, type JobResult, type Launcher, launchers, mpirun as runJob } from '@epsie/mpirun';
import test, { type ExecutionContext } from 'ava';

export { type Launcher, launchers };

/** Time limit of a program in milliseconds: several tests run at once. */
const TIMEOUT = 60_000;

/** Returns the compiled file of a program in `test/programs`. */
export const programFile = (name: string): string => fileURLToPath(new URL(`../programs/${name}.js`, import.meta.url));

/**
 * Runs a program of `test/programs`, or a file, on some ranks.
 *
 * @throws Error if it does not end in time
 */
export function mpirun(
  launcher: Launcher,
  ranks: number,
  program: string,
  options: JobOptions = {},
): Promise<JobResult> {
  return runJob(launcher, ranks, program.includes('/') ? program : programFile(program), {
    timeout: TIMEOUT,
    ...options,
  });
}

/** Runs a program of `test/programs` without a launcher. */
export async function node(
  program: string,
  { args = [], env = {} }: Pick<JobOptions, 'args' | 'env'> = {},
): Promise<Pick<JobResult, 'code' | 'stdout' | 'stderr'>> {
  const child = spawn(process.execPath, [programFile(program), ...args], {
    env: { ...process.env, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: TIMEOUT,
  });
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { stdout, stderr, code: (code as number | null) ?? undefined };
}

/**
 * Declares a test for each MPI, one after the other. Without an MPI the other tests can still run; `.ci/run`, which installs both, requires
 * them by EPSIE_REQUIRE_MPI.
 */
export function testUnderEach(title: string, body: (t: ExecutionContext, launcher: Launcher) => Promise<void>): void {
  for (const launcher of launchers) {
    const { name, installed, command, debianPackage } = launcher;
    const missing = `${command} not found (on Debian: apt-get install ${debianPackage})`;
    if (installed) test.serial(`${title} (${name})`, (t) => body(t, launcher));
    else if (process.env['EPSIE_REQUIRE_MPI'])
      test.serial(`${title} (${name})`, (t) => t.fail(`EPSIE_REQUIRE_MPI is set, but ${missing}`));
    else test.skip(`${title} (${name}): skipped, ${missing}`, () => {});
  }
}

/** Runs a program of cases on some ranks, and asserts that it ran exactly these cases and that they passed. */
export async function passes(
  t: ExecutionContext,
  launcher: Launcher,
  ranks: number,
  program: string,
  cases: readonly string[],
  options: JobOptions = {},
): Promise<void> {
  const { stdout, stderr, code } = await mpirun(launcher, ranks, program, options);
  t.is(code, 0, `${stdout}\n${stderr}`);
  t.deepEqual(stdout.trimEnd().split('\n'), [...cases], stderr);
}
