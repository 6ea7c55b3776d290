// A call of a likelihood in Python from a worker thread: the function is trivial, so the time is that of the way there and back.
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { duration } from './harness.mjs';

/** Nanoseconds. */
const TARGETS = { scalar: 20_000, 64: 500, 1024: 300 };

/** @returns {Promise<import('./harness.mjs').Row[]>} */
export async function bench() {
  const name = 'a call to Python, 15 parameters';
  if (spawnSync('python3', ['--version']).status !== 0) return [{ name, measured: '', skipped: 'there is no python3' }];
  const worker = new Worker(new URL('python-worker.mjs', import.meta.url));
  const [times] = await once(worker, 'message');
  await worker.terminate();
  return [
    row(name, times.scalar, TARGETS.scalar),
    {
      name: '… against the bare exchange of these bytes',
      measured: duration(times.scalar),
      reference: duration(times.bare),
      ratio: times.scalar / times.bare,
      method: 'minima of 30',
    },
    batchRow(times[64], 64),
    batchRow(times[1024], 1024),
  ];
}

/**
 * @param {string} name
 * @param {number} measured
 * @param {number} limit
 */
const row = (name, measured, limit) => ({
  name,
  measured: duration(measured),
  reference: duration(limit),
  ratio: measured / limit,
  method: 'minimum of 30, against the limit',
  target: { atMost: 1 },
});

/**
 * @param {number | undefined} measured
 * @param {64 | 1024} count
 * @returns {import('./harness.mjs').Row}
 */
function batchRow(measured, count) {
  const name = `… vectorized, per point, ${count} points a call`;
  if (measured === undefined) return { name, measured: '', skipped: 'there is no numpy' };
  return row(name, measured, TARGETS[count]);
}
