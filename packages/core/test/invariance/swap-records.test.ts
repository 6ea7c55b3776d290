import { MetropolisHastingsSampler, ParallelTemperedSampler } from '@epsie/core';
import test from 'ava';
import ridge from './ridge.ts';

const BETAS = [1, 0.4, 0.1] as const;
const ITERATIONS = 11;

async function startTempered(swapInterval: number) {
  const sampler = new ParallelTemperedSampler({
    parameters: ['a', 'b', 'c', 'd'],
    model: ridge,
    chains: 2,
    betas: BETAS,
    swapInterval,
    seed: 4,
  });
  await sampler.start();
  return sampler;
}

for (const swapInterval of [1, 2, 3, 5, 40]) {
  test(`every sweep since the clear is recorded once, with swaps every ${swapInterval} iterations`, async (t) => {
    for (let cleared = 0; cleared <= 2 * swapInterval; cleared++) {
      const [sampler, whole] = [await startTempered(swapInterval), await startTempered(swapInterval)];
      await sampler.run(cleared);
      sampler.clear();
      await sampler.run(4);
      await sampler.run(ITERATIONS - 4);
      await whole.run(cleared + ITERATIONS);
      const before = Math.floor(cleared / swapInterval);
      const sweeps = Math.floor((cleared + ITERATIONS) / swapInterval) - before;
      const { index, ratio } = sampler.swaps;
      t.is(index.length, BETAS.length);
      t.is(ratio.length, BETAS.length - 1);
      for (const [kind, rows] of Object.entries({ index, ratio })) {
        for (const [level, chains] of rows.entries()) {
          for (const [chain, column] of chains.entries()) {
            t.is(column.length, sweeps);
            t.deepEqual(column, whole.swaps[kind as 'index' | 'ratio'][level]?.[chain]?.slice(before) as typeof column);
          }
        }
      }
    }
  });
}

test('one temperature has no swaps', async (t) => {
  const sampler = new ParallelTemperedSampler({
    parameters: ['a', 'b', 'c', 'd'],
    model: ridge,
    chains: 2,
    betas: [1],
    seed: 4,
  });
  await sampler.start();
  await sampler.run(10);
  t.deepEqual(sampler.swaps.ratio, []);
  t.deepEqual(sampler.swaps.index, [[new Int32Array(0), new Int32Array(0)]]);
});

test('with one temperature the numbers are those of Metropolis–Hastings', async (t) => {
  const options = { parameters: ['a', 'b', 'c', 'd'], model: ridge, chains: 2, seed: 4 } as const;
  const tempered = new ParallelTemperedSampler({ ...options, betas: [1] });
  const plain = new MetropolisHastingsSampler(options);
  await tempered.start();
  await plain.start();
  await tempered.run(50);
  await plain.run(50);
  for (const name of options.parameters) t.deepEqual(tempered.positions[name][0], plain.positions[name]);
});
