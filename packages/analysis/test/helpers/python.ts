import { spawnSync } from 'node:child_process';
import test, { type Implementation } from 'ava';

// The user's interpreter before that of the system.
const COMMANDS = ['python3', '/usr/bin/python3'];

const commandWith = (module: string): string | undefined =>
  COMMANDS.find((command) => spawnSync(command, ['-c', `import ${module}`], { stdio: 'ignore' }).status === 0);

/**
 * Returns `test` where a Python has this module, else `test.skip`. With EPSIE_REQUIRE_PYTHON, which `.ci/run` sets, it is always `test`.
 */
export function testWithPython(module: string): (title: string, implementation: Implementation<[]>) => void {
  const isNeeded = process.env['EPSIE_REQUIRE_PYTHON'] !== undefined;
  return isNeeded || commandWith(module) !== undefined ? test : test.skip;
}

/**
 * Runs a program that imports a module, and returns the JSON that it prints.
 *
 * @throws Error with the standard error of Python, if it fails
 */
export function runPython(module: string, code: string, args: readonly string[]): unknown {
  const command = commandWith(module);
  if (command === undefined) throw new Error(`No python3 can import ${module}`);
  const { status, stdout, stderr, error } = spawnSync(command, ['-c', code, ...args], {
    encoding: 'utf8',
    timeout: 120_000,
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`Python failed (${status}):\n${stderr}`);
  return JSON.parse(stdout);
}
