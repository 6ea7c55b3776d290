// How long `epsie info` takes to start, beyond Node itself.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MetropolisHastingsSampler } from '@epsie/core';
import { Run } from '@epsie/io';
import { interleave, median } from './harness.mjs';

const EPSIE = fileURLToPath(new URL('../../packages/cli/bin/epsie.js', import.meta.url));
const REPEATS = 25;

/** @returns {Promise<import('./harness.mjs').Row[]>} */
export async function bench() {
  const folder = mkdtempSync(join(tmpdir(), 'epsie-bench-'));
  try {
    const run = join(folder, 'a.run');
    await sample(run);
    const times = await interleave(
      REPEATS,
      () => timeOf([EPSIE, 'info', run]),
      () => timeOf(['-e', '0']),
    );
    const [own, beside] = [median(times.a), median(times.b)];
    return [
      {
        name: '`epsie info`, as a process',
        measured: `${own.toFixed(0)} ms`,
        reference: `node -e 0: ${beside.toFixed(0)} ms`,
        ratio: own / beside,
        method: `median of ${REPEATS} each, in turn`,
      },
      {
        name: '… what it adds',
        measured: `${(own - beside).toFixed(0)} ms`,
        reference: '150 ms',
        ratio: (own - beside) / 150,
        target: { atMost: 1 },
        method: 'from the same',
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} directory */
async function sample(directory) {
  const sampler = new MetropolisHastingsSampler({
    parameters: ['x', 'y'],
    model: ({ x, y }) => ({ logPrior: 0, logLikelihood: -0.5 * (x * x + y * y) }),
    chains: 8,
    seed: 1,
  });
  const run = await Run.create(directory, sampler);
  await sampler.start({ x: new Array(8).fill(0), y: new Array(8).fill(1) });
  await run.sample(sampler, { iterations: 5000 });
}

/** @param {string[]} args */
function timeOf(args) {
  const begin = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`);
  return performance.now() - begin;
}
