// Samples with a progress line, until it is stopped: `node shown.js DIRECTORY [fail | warn | deaf]`.
import { MetropolisHastingsSampler } from '@epsie/core';
import { abortOnSignals, progressLine, Run } from '@epsie/io';

const [, , directory = '', mode = ''] = process.argv;

let evaluations = 0;
const model = ({ x }: { x: number }) => {
  const until = performance.now() + 0.2;
  while (performance.now() < until);
  if (mode === 'fail' && evaluations++ > 3000) throw new Error('mine');
  return { logPrior: 0, logLikelihood: -0.5 * x * x };
};

using signal = abortOnSignals();
const sampler = new MetropolisHastingsSampler({ parameters: ['x'], model, chains: 2, seed: 1 });
const run = await Run.create(directory, sampler);
await sampler.start({ x: [0, 1] });
if (mode === 'warn') setTimeout(() => process.emitWarning('careful'), 500);
const onProgress = progressLine({ label: 'sampling', interval: 0.3 });
const stop = mode === 'deaf' ? {} : { signal };
const { completed } = await run.sample(sampler, { iterations: 1_000_000, segment: 50, onProgress, ...stop });
console.log(completed ? 'complete' : 'stopped');
