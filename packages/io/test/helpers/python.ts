import { spawnSync } from 'node:child_process';
import test, { type Implementation } from 'ava';

// The first that has the modules is taken: an interpreter of the user's own before that of the system.
const COMMANDS = ['python3', '/usr/bin/python3'];

const found = new Map<string, string | undefined>();

/** The command of a Python that can import these modules, if there is one. */
export function python(modules: readonly string[]): string | undefined {
  const key = modules.join(',');
  if (!found.has(key))
    found.set(
      key,
      COMMANDS.find((command) => canImport(command, modules)),
    );
  return found.get(key);
}

function canImport(command: string, modules: readonly string[]): boolean {
  const code = modules.map((name) => `import ${name}`).join('\n');
  return spawnSync(command, ['-c', code], { stdio: 'ignore' }).status === 0;
}

/**
 * `test` where a Python has these modules, else `test.skip`: a machine without can still run the tests. With
 * EPSIE_REQUIRE_PYTHON, which `.ci/run` sets, always `test`.
 */
export function testWithPython(
  modules: readonly string[],
): (title: string, implementation: Implementation<[]>) => void {
  const isNeeded = process.env['EPSIE_REQUIRE_PYTHON'] !== undefined;
  return isNeeded || python(modules) !== undefined ? test : test.skip;
}

/**
 * Runs Python code and returns its output.
 *
 * @param code the program
 * @param args arguments, `sys.argv[1:]`
 * @param modules modules to import besides the standard library
 * @throws {Error} with the standard error of Python, if it fails
 */
export function runPython(code: string, args: readonly string[] = [], modules: readonly string[] = ['numpy']): string {
  const command = python(modules);
  if (command === undefined) throw new Error(`No python3 can import ${modules.join(', ')}`);
  const { status, stdout, stderr, error } = spawnSync(command, ['-c', code, ...args], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    timeout: 60_000,
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`Python failed (${status}):\n${stderr}`);
  return stdout;
}
