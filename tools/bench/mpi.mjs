// Messages between two ranks: Node against C, under each MPI.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { environment, launchers } from '@epsie/mpirun';
import { duration, interleave, minimum } from './harness.mjs';

const SIZES = [
  { name: '8 B', size: 8, batches: 200, roundTrips: 100, target: { atMost: 2 } },
  { name: '1 kB', size: 1000, batches: 200, roundTrips: 100, target: { atMost: 1.5 } },
  { name: '1 MB', size: 1_000_000, batches: 30, roundTrips: 2, target: { atMost: 1.1 } },
  { name: '64 MB', size: 64_000_000, batches: 5, roundTrips: 1, target: { atMost: 1.1 } },
];
/** Minimum size in bytes at which calls with promises must meet the target; below it, those without promises must. */
const BY_PROMISES = 1_000_000;
const REPETITIONS = 5;
const LIMIT = 60_000;
/** Compilers by MPI, and their Debian packages. */
const COMPILERS = {
  'open-mpi': { mpicc: 'mpicc.openmpi', debian: 'openmpi-bin libopenmpi-dev' },
  mpich: { mpicc: 'mpicc.mpich', debian: 'mpich libmpich-dev' },
};
const ARGUMENTS = SIZES.flatMap(({ size, batches, roundTrips }) => [size, batches, roundTrips].map(String));

/** @returns {Promise<import('./harness.mjs').Row[]>} */
export async function bench() {
  const rows = [];
  for (const launcher of launchers) rows.push(...(await rowsOf(launcher)));
  return rows;
}

/** @param {import('@epsie/mpirun').Launcher} launcher */
async function rowsOf(launcher) {
  const { name, flavor, command, installed } = launcher;
  const { mpicc, debian } = COMPILERS[flavor];
  const title = (/** @type {string} */ size) => `round trip of ${size}, ${name}, against C`;
  const folder = mkdtempSync(join(tmpdir(), 'epsie-bench-'));
  try {
    const twin = join(folder, 'ping-pong');
    const missing = installed ? compile(mpicc, twin) : `there is no ${command}`;
    if (missing !== undefined) {
      const skipped = `left out, since ${missing}: apt-get install gcc ${debian}`;
      return SIZES.map((size) => ({ name: title(size.name), measured: '', target: size.target, skipped }));
    }
    const program = fileURLToPath(new URL('mpi-ping-pong.mjs', import.meta.url));
    const { a, b } = await interleave(
      REPETITIONS,
      () => times(launcher, [process.execPath, program]),
      () => times(launcher, [twin]),
    );
    return SIZES.flatMap((size, i) =>
      rowsOfSize(
        title(size.name),
        size,
        a.map((run) => run[i]),
        b.map((run) => run[i]),
      ),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Compiles the C program. Returns the reason if that is not possible.
 *
 * @param {string} mpicc
 * @param {string} output
 */
function compile(mpicc, output) {
  const source = fileURLToPath(new URL('mpi-ping-pong.c', import.meta.url));
  const { status, error, stderr } = spawnSync(mpicc, ['-O3', source, '-o', output], { encoding: 'utf8' });
  if (error !== undefined) return `there is no ${mpicc}`;
  // The compiler lacks the headers, or the wrapper lacks a compiler.
  const [reason = ''] = stderr.split('\n').filter((line) => /error|not found|No such/i.test(line));
  return status === 0 ? undefined : `${mpicc} cannot compile a program (${reason.trim() || `exit code ${status}`})`;
}

/**
 * @param {string} name
 * @param {typeof SIZES[number]} size
 * @param {number[][]} ours with promises and without
 * @param {number[][]} theirs
 */
function rowsOfSize(name, { size, target }, ours, theirs) {
  const reference = minimum(theirs.map(([time]) => time));
  const row = (/** @type {string} */ label, /** @type {number} */ way) => {
    const measured = minimum(ours.map((run) => run[way]));
    const method = `minima of ${REPETITIONS} pairs`;
    return {
      name: label,
      measured: duration(measured),
      reference: duration(reference),
      ratio: measured / reference,
      method,
    };
  };
  const promises = row(name, 0);
  const sync = row('… without promises', 1);
  return size >= BY_PROMISES ? [{ ...promises, target }, sync] : [promises, { ...sync, target }];
}

/**
 * Runs a program on two ranks and returns the numbers of each line it prints.
 *
 * @param {import('@epsie/mpirun').Launcher} launcher
 * @param {string[]} program
 */
function times(launcher, program) {
  const output = execFileSync(launcher.command, ['-n', '2', ...program, ...ARGUMENTS], {
    env: environment(launcher),
    encoding: 'utf8',
    timeout: LIMIT,
  });
  return output
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(' ').map(Number));
}
