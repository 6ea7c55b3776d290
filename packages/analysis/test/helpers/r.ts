import { spawnSync } from 'node:child_process';
import test, { type Implementation } from 'ava';

const has = (library: string): boolean =>
  spawnSync('Rscript', ['-e', `library(${library})`], { stdio: 'ignore' }).status === 0;

/** Returns `test` where R has this package, else `test.skip`. With EPSIE_REQUIRE_R, which `.ci/run` sets, it is always `test`. */
export function testWithR(library: string): (title: string, implementation: Implementation<[]>) => void {
  const isNeeded = process.env['EPSIE_REQUIRE_R'] !== undefined;
  return isNeeded || has(library) ? test : test.skip;
}

/**
 * Runs an R program.
 *
 * @throws Error with the standard error of R, if it fails
 */
export function runR(code: string, args: readonly string[]): void {
  const { status, stderr, error } = spawnSync('Rscript', ['-e', code, ...args], { encoding: 'utf8', timeout: 120_000 });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`R failed (${status}):\n${stderr}`);
}
