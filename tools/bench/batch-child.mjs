// Measures the time of one step of all chains, each time that it gets a message.
import { MetropolisHastingsSampler } from '@epsie/core';
import { gaussian, gaussianBatch } from './gaussian-model.mjs';
import { time } from './harness.mjs';

const ITERATIONS = 20_000;

const [kind, count] = process.argv.slice(2);
const chains = Number(count);
const model = kind === 'batch' ? { evaluateBatch: gaussianBatch } : gaussian;
const sampler = new MetropolisHastingsSampler({ parameters: ['x', 'y'], model, chains, seed: 1 });
const start = new Array(chains).fill(1);
await sampler.start({ x: start, y: start });
const { state } = sampler;

process.on('message', async () => {
  sampler.setState(state);
  const elapsed = await time(() => sampler.run(ITERATIONS));
  process.send?.(elapsed / ITERATIONS);
});
