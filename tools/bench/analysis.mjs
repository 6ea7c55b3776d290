// The summary and the report of 15 parameters of 280 chains, in memory and on disk, in processes that do nothing else.
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const GB = 1e9;
/** Seconds, and bytes of memory and of the report. @typedef {{ time: number, processorTime: number, peak: number, draws?: number, size?: number }} Measurement */

/** @returns {Promise<import('./harness.mjs').Row[]>} */
export async function bench() {
  const inMemory = await run('memory');
  const report = await run('report-of-memory');
  const folder = mkdtempSync(join(tmpdir(), 'epsie-bench-'));
  try {
    await run('sample', join(folder, 'large.run'), String(GB));
    const onDisk = await run('disk', join(folder, 'large.run'));
    const reportOfDisk = await run('report-of-disk', join(folder, 'large.run'));
    return [
      ...rowsOf('summary of 280 chains × 10 000 draws × 15 parameters', inMemory, 15, 200),
      ...rowsOf(`summary of a run of 1 GB, ${onDisk.draws} draws of 280 chains × 15 parameters`, onDisk),
      ...rowsOf('report of 280 chains × 10 000 draws × 15 parameters', report, 5),
      row('… its file', (report.size ?? Number.NaN) / 1e6, 'MB', 1),
      ...rowsOf('report of the run of 1 GB, which it reads', reportOfDisk),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} name
 * @param {Measurement} measurement
 * @param {number} [seconds]
 * @param {number} [megabytes]
 * @returns {import('./harness.mjs').Row[]}
 */
function rowsOf(name, { time, processorTime, peak }, seconds, megabytes) {
  return [
    row(name, time, 's', seconds),
    row('… in time of the processors', processorTime, 's'),
    row('… memory beyond that before it, with one column in memory', peak / 1e6, 'MB', megabytes),
  ];
}

/**
 * @param {string} name
 * @param {number} value
 * @param {string} unit
 * @param {number} [most]
 * @returns {import('./harness.mjs').Row}
 */
function row(name, value, unit, most) {
  const measured = `${value.toFixed(value < 10 ? 1 : 0)} ${unit}`;
  if (most === undefined) return { name, measured, method: 'once' };
  return { name, measured, reference: `${most} ${unit}`, ratio: value / most, target: { atMost: 1 }, method: 'once' };
}

/**
 * @param {'memory' | 'sample' | 'disk'} job
 * @param {string[]} args
 * @returns {Promise<Measurement>}
 */
function run(job, ...args) {
  return new Promise((resolve, reject) => {
    const module = new URL('analysis-child.mjs', import.meta.url);
    const child = fork(module, [job, ...args], { execArgv: ['--expose-gc'] });
    child.once('message', (result) => resolve(/** @type {Measurement} */ (result)));
    child.once('exit', (code) =>
      code === 0
        ? resolve(/** @type {any} */ ({}))
        : reject(new Error(`The process that summarizes ended with ${code}`)),
    );
  });
}
