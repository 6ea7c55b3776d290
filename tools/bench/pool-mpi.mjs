// The overhead of the pool of MPI ranks, under both MPIs.
import { fileURLToPath } from 'node:url';
import { launchers, mpirun } from '@epsie/mpirun';
import { duration } from './harness.mjs';

const COMMAND = fileURLToPath(new URL('../../packages/pool-mpi/bin/epsie-mpi.js', import.meta.url));
const CHILD = fileURLToPath(new URL('pool-mpi-child.mjs', import.meta.url));

/** @returns {Promise<import('./harness.mjs').Row[]>} */
export async function bench() {
  const rows = [];
  for (const launcher of launchers) rows.push(...(launcher.installed ? await rowsOf(launcher) : [skipped(launcher)]));
  return rows;
}

/**
 * @param {import('@epsie/mpirun').Launcher} launcher
 * @returns {Promise<import('./harness.mjs').Row[]>}
 */
async function rowsOf(launcher) {
  const { name } = launcher;
  const trip = await measure(launcher, 2, 'roundTrip');
  const idle = await measure(launcher, 2, 'idle');
  const master = await measure(launcher, 2, 'master');
  const master15 = await measure(launcher, 2, 'master 15');
  const sleeping = await measure(launcher, 64, 'sleeping');
  return [
    {
      name: `${name}: an empty task to another rank and back, against 150 µs`,
      measured: duration(trip.nanoseconds),
      reference: duration(150e3),
      ratio: trip.nanoseconds / 150e3,
      target: { atMost: 1 },
      method: 'minimum of 7 × 2000',
    },
    {
      name: `${name}: processor time of a rank that has waited for 5 s, against 2 %`,
      measured: `${(100 * idle.fraction).toFixed(2)} %`,
      reference: '2 %',
      ratio: idle.fraction / 0.02,
      target: { atMost: 1 },
      method: 'over 10 s',
    },
    ...[
      { parameters: 2, times: master },
      { parameters: 15, times: master15 },
    ].map(({ parameters, times }) => ({
      name: `${name}: rank 0 for a chain of ${parameters} parameters and 100 iterations, for a run`,
      measured: `${duration(times.perChain)}, ${duration(times.perRun)}`,
      method: 'time of rank 0 alone, minimum of 5; median of 200',
    })),
    {
      name: `${name}: 64 ranks on this machine, ${sleeping.chains} chains that sleep`,
      measured: duration(sleeping.measured),
      reference: duration(sleeping.ideal),
      ratio: sleeping.measured / sleeping.ideal,
      method: `rank 0 busy for ${(100 * sleeping.master).toFixed(0)} % of it`,
    },
  ];
}

/**
 * @param {import('@epsie/mpirun').Launcher} launcher
 * @param {number} ranks
 * @param {string} measurement
 */
async function measure(launcher, ranks, measurement) {
  const { code, stdout, stderr } = await mpirun(launcher, ranks, COMMAND, {
    args: [CHILD, measurement],
    timeout: 240_000,
  });
  if (code !== 0) throw new Error(`${launcher.name}, ${measurement}: exit code ${code}\n${stderr}`);
  return JSON.parse(stdout);
}

/** @param {import('@epsie/mpirun').Launcher} launcher */
const skipped = ({ name, command }) => ({ name: `${name}: the pool`, measured: '', skipped: `no ${command} here` });
