// `node --expose-gc memory-child.mjs RUNS STEPS`: prints the growth of memory after that many steps in that many runs, with
// all views read.
import { setTimeout } from 'node:timers/promises';
import { MetropolisHastingsSampler } from '@epsie/core';
import { gaussian } from './gaussian-model.mjs';

const [runs, steps] = process.argv.slice(2).map(Number);

const sampler = new MetropolisHastingsSampler({ parameters: ['x', 'y'], model: gaussian, chains: 1, seed: 1 });
await sampler.start({ x: [1], y: [1] });
await sample(10, 20_000);
sampler.clear();
const before = await memory();
await sample(runs, steps / runs);
const after = await memory();
const read = readAll();
if (read.length !== 6 || read.some(({ length }) => length !== steps)) throw new Error('The samples are not complete');
process.send?.({
  rss: after.rss - before.rss,
  arrayBuffers: after.arrayBuffers - before.arrayBuffers,
  peak: process.resourceUsage().maxRSS * 1024,
});

/**
 * @param {number} count
 * @param {number} iterations
 */
async function sample(count, iterations) {
  for (let i = 0; i < count; i++) await sampler.run(iterations);
  return readAll();
}

function readAll() {
  const { positions, stats, acceptance } = sampler;
  const views = [positions.x, positions.y, stats.logLikelihood, stats.logPrior, acceptance.ratio, acceptance.accepted];
  return views.map(([view]) => view);
}

async function memory() {
  // Buffers are freed some time after the garbage collection that finds them.
  for (let i = 0; i < 3; i++) {
    globalThis.gc?.();
    await setTimeout(20);
  }
  return process.memoryUsage();
}
