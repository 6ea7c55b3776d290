// Samples a stored run over Python: `stored.js DIRECTORY ITERATIONS MODEL`. Prints what it has done.
import { MetropolisHastingsSampler, type Model, normal } from '@epsie/core';
import { abortOnSignals, Run } from '@epsie/io';
import { ThreadPool } from '@epsie/pool-threads';

const [directory = '', iterations = '0', name = 'plain'] = process.argv.slice(2);
const models = (await import('../models/gaussian.js')) as unknown as { readonly [name: string]: Model<'x' | 'y'> };

const signal = abortOnSignals();
const pool = new ThreadPool({ threads: 2 });
const sampler = new MetropolisHastingsSampler({
  model: models[name] as never,
  chains: 4,
  parameters: ['x', 'y'],
  proposals: [normal(['x', 'y'])],
  seed: 5,
  pool,
});
const run = await Run.openOrCreate(directory, sampler);
if (!(await run.resume(sampler))) await sampler.start({ x: [0, 1, 2, 3], y: [0, 1, 2, 3] });
console.log('sampling');
const { completed } = await run.sample(sampler, {
  iterations: Number(iterations),
  segment: 100,
  checkpoint: { segments: 1 },
  signal,
  onProgress: () => console.log('progress'),
});
console.log(completed ? 'completed' : 'stopped');
await pool.close();
