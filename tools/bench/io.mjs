// Runs on disk: the speed of syncing, reading and exporting draws, and the memory that takes.
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const GB = 1e9;

/** @returns {Promise<import('./harness.mjs').Row[]>} */
export async function bench() {
  const folder = mkdtempSync(join(tmpdir(), 'epsie-bench-'));
  try {
    const small = join(folder, 'small.run');
    const written = await run('sample', small, GB);
    const read = await run('means', small, GB);
    const exported = await run('export', small, GB);
    rmSync(small, { recursive: true });
    const large = await run('sample', join(folder, 'large.run'), 2 * GB);
    return [
      rate('draws of a run made durable, 1 GB', written),
      seconds('means of everything in a run of 1 GB', read.time, 2),
      seconds('export of 1 GB to NetCDF', exported.time, 10),
      memory('… memory of the process', exported.peak, 400),
      rate('draws of a run made durable, 2 GB', large),
      memory('… memory of the process', large.peak, 300),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Relative to plain writes with fdatasync; a seventh of 1 GB/s would be enough. */
const rate = (name, { bytes, time, raw }) => ({
  name,
  measured: `${Math.round(bytes / time / 1e3)} MB/s`,
  reference: `plain writes and fdatasync: ${Math.round(bytes / raw / 1e3)} MB/s`,
  ratio: raw / time,
  target: { atLeast: 0.15 },
  method: 'once',
});

const seconds = (name, time, most) => ({
  name,
  measured: `${(time / 1e3).toFixed(2)} s`,
  reference: `${most} s`,
  ratio: time / 1e3 / most,
  target: { atMost: 1 },
  method: 'once',
});

const memory = (name, bytes, most) => ({
  name,
  measured: `${(bytes / 1e6).toFixed(0)} MB`,
  reference: `${most} MB`,
  ratio: bytes / 1e6 / most,
  target: { atMost: 1 },
  method: 'peak of the resident set, once',
});

/**
 * @param {'sample' | 'means' | 'export'} job
 * @param {string} directory
 * @param {number} bytes
 * @returns {Promise<{ time: number, bytes: number, raw: number, peak: number, sampling: number }>}
 */
function run(job, directory, bytes) {
  return new Promise((resolve, reject) => {
    const child = fork(new URL('io-child.mjs', import.meta.url), [job, directory, String(bytes)]);
    child.once('message', resolve);
    child.once('exit', (code) => reject(new Error(`The process that measures storage ended with ${code}`)));
  });
}
