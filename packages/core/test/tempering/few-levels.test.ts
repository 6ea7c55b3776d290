// Ladders that are too short for all that a swap scheme could do.
import { betaLadder, normal, ParallelTemperedSampler, type SwapSchemeName } from '@epsie/core';
import test from 'ava';
import { SWAP_SCHEMES } from '#src/tempering/registry.js';

async function ran(levels: number, swaps: SwapSchemeName) {
  const sampler = new ParallelTemperedSampler({
    parameters: ['x'],
    model: ({ x }) => ({ logPrior: Math.abs(x) < 9 ? 0 : Number.NEGATIVE_INFINITY, logLikelihood: -0.5 * x * x }),
    proposals: [normal('x', { covariance: 4 })],
    betas: betaLadder(levels, 10),
    chains: 2,
    seed: 3,
    swaps,
  });
  await sampler.start({ x: Array.from({ length: levels }, () => [0, 1]) });
  await sampler.run(60);
  return sampler;
}

const schemes = Object.keys(SWAP_SCHEMES) as readonly SwapSchemeName[];

for (const swaps of schemes) {
  test(`${swaps} with one level makes no swaps`, async (t) => {
    const [sampler, sequential] = [await ran(1, swaps), await ran(1, 'sequential')];
    t.deepEqual(sampler.positions.x, sequential.positions.x);
    t.deepEqual(sampler.swaps.ratio, []);
    t.is(sampler.swaps.index[0]?.[0]?.length ?? 0, 0);
  });

  test(`${swaps} with two levels tries their pair`, async (t) => {
    const { swaps: record } = await ran(2, swaps);
    const tried = Array.from(record.ratio[0]?.[0] as Float64Array, (ratio) => !Number.isNaN(ratio));
    t.deepEqual(
      tried,
      tried.map((_, sweep) => swaps !== 'evenOdd' || sweep % 2 === 0),
    );
  });
}

test('both parities in a sweep are the sequential scheme, if there is one pair', async (t) => {
  const [both, sequential] = [await ran(2, 'evenOddTwice'), await ran(2, 'sequential')];
  t.deepEqual(both.positions, sequential.positions);
});
