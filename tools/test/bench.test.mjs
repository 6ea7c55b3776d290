// A benchmark that cannot run on a machine reports why, in its row.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';

const MAIN = fileURLToPath(new URL('../bench/main.mjs', import.meta.url));
const COUNT = 8;

/**
 * Returns the output of the benchmark of messages with `mpirun`, and perhaps a compiler.
 *
 * @param {import('ava').ExecutionContext} t
 * @param {string} [mpicc] program of the shell
 */
function benchMpi(t, mpicc) {
  const folder = mkdtempSync(join(tmpdir(), 'epsie-path-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const add = (/** @type {string} */ name, /** @type {string} */ program) => {
    writeFileSync(join(folder, name), `#!/bin/sh\n${program}\n`);
    chmodSync(join(folder, name), 0o755);
  };
  symlinkSync(process.execPath, join(folder, 'node'));
  for (const flavor of ['openmpi', 'mpich']) {
    add(`mpirun.${flavor}`, 'exit 0');
    if (mpicc !== undefined) add(`mpicc.${flavor}`, mpicc);
  }
  const env = { ...process.env, PATH: folder };
  const { stdout, stderr } = spawnSync(process.execPath, [MAIN, 'mpi'], { encoding: 'utf8', env });
  t.notRegex(stderr, /\n\s+at /);
  return stdout;
}

const posix = process.platform === 'win32' ? test.skip : test;

posix('without mpicc the rows of messages between ranks say so', (t) => {
  const stdout = benchMpi(t);
  for (const mpicc of ['mpicc.openmpi', 'mpicc.mpich'])
    t.is(stdout.split(`left out, since there is no ${mpicc}: apt-get install gcc`).length - 1, COUNT / 2, stdout);
});

posix('with an mpicc that cannot compile they say why', (t) => {
  const stdout = benchMpi(t, 'echo "x.c:1:10: fatal error: mpi.h: No such file or directory" >&2; exit 1');
  const reason = '(x.c:1:10: fatal error: mpi.h: No such file or directory)';
  for (const mpicc of ['mpicc.openmpi', 'mpicc.mpich'])
    t.is(stdout.split(`left out, since ${mpicc} cannot compile a program ${reason}`).length - 1, COUNT / 2, stdout);
});
