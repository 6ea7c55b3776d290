// A program that defines its model in the main script and uses it with a pool of other processes.
import { defineModel, MetropolisHastingsSampler } from '@epsie/core';
import { ForeignPool } from '../../helpers/foreign-pool.ts';

export const model = defineModel<'x'>(import.meta.url, ({ x }) => ({ logPrior: 0, logLikelihood: -x * x }), 'model');

const options = { parameters: ['x'], model, chains: 1, seed: 1 } as const;

// In this process the model is accepted.
const local = new MetropolisHastingsSampler(options);
await local.start({ x: [0] });
await local.run(10);
console.log(local.iterations);

try {
  new MetropolisHastingsSampler({ ...options, pool: new ForeignPool() });
  console.log('no error');
} catch (error) {
  console.log(String(error));
}
