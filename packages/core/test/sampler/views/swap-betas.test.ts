import { betaLadder, ParallelTemperedSampler, vousden } from '@epsie/core';
import test from 'ava';

const options = {
  parameters: ['x'],
  model: ({ x }: { x: number }) => ({ logPrior: Math.abs(x) < 9 ? 0 : -Infinity, logLikelihood: -5 * x * x }),
  betas: betaLadder(4, 50),
  swapInterval: 2,
  chains: 2,
  seed: 7,
} as const;
const start = { x: Array.from({ length: 4 }, () => [0, 1]) };

test('an adaptive ladder records the inverse temperatures during each sweep', async (t) => {
  const sampler = new ParallelTemperedSampler({ ...options, ladder: vousden({ tau: 50 }) });
  await sampler.start(start);
  const before: number[][] = [];
  for (let sweep = 0; sweep < 20; sweep++) {
    before.push(Array.from(sampler.betas[1] as Float64Array));
    await sampler.run(2);
    void sampler.swaps.index[0]?.[0]; // after an access, histories grow by copies
  }
  const { beta } = sampler.swaps;
  const recorded = before.map((_, sweep) => beta?.map((chains) => chains[1]?.[sweep]));
  t.deepEqual(recorded, before);
  t.true(new Set(recorded.map((row) => row?.[1])).size > 10, 'the ladder did adapt');
});

test('a fixed ladder records no inverse temperatures', async (t) => {
  const sampler = new ParallelTemperedSampler(options);
  await sampler.start(start);
  await sampler.run(4);
  t.deepEqual(Object.keys(sampler.swaps), ['index', 'ratio']);
});
