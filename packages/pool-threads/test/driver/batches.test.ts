import { MetropolisHastingsSampler, ParallelTemperedSampler } from '@epsie/core';
import { ThreadPool } from '@epsie/pool-threads';
import test from 'ava';
import { batch, endless } from '../fixtures/batch-models.ts';

const chains = [0, 1, 2, 3, 4];

for (const generators of ['chain', 'level'] as const) {
  test(`batches on two threads have the numbers of single points here, with generators of each ${generators}`, async (t) => {
    await using pool = new ThreadPool({ threads: 2 });
    const options = { parameters: ['x'], chains: chains.length, betas: [1, 0.5, 0.1], seed: 1, generators } as const;
    const here = new ParallelTemperedSampler({
      ...options,
      model: ({ x }) => ({
        logPrior: Math.abs(x) < 10 ? 0 : Number.NEGATIVE_INFINITY,
        logLikelihood: -0.5 * x * x,
      }),
    });
    const there = new ParallelTemperedSampler({ ...options, model: batch({}), pool });
    for (const sampler of [here, there]) {
      await sampler.start({ x: options.betas.map(() => chains) });
      await sampler.run(100);
    }
    t.deepEqual(there.state, here.state);
    t.deepEqual(there.positions, here.positions);
  });
}

test('a batch that never ends in a thread is aborted, and the pool stays usable', async (t) => {
  await using pool = new ThreadPool({ threads: 2 });
  const sampler = new MetropolisHastingsSampler({ parameters: ['x'], chains: 4, model: endless, pool, seed: 1 });
  await sampler.start({ x: [0, 1, 2, 3] });
  await t.throwsAsync(sampler.run(100, { signal: AbortSignal.timeout(200) }), { code: 'ABORTED' });
  const other = new MetropolisHastingsSampler({ parameters: ['x'], chains: 4, model: batch({}), pool, seed: 1 });
  await other.start({ x: [0, 1, 2, 3] });
  await other.run(10);
  t.is(other.iterations, 10);
});
