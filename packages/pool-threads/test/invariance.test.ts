import { deserialize, serialize } from 'node:v8';
import {
  andrieuThoms,
  betaLadder,
  boundedNormal,
  MetropolisHastingsSampler,
  normal,
  ParallelTemperedSampler,
  type Pool,
  SerialPool,
  siviaSkilling,
  veitch,
  vousden,
} from '@epsie/core';
import test from 'ava';
import { ridge } from './fixtures/ridge.js';
import { poolOf } from './helpers.js';

const ITERATIONS = 300;

type AnySampler = MetropolisHastingsSampler<string> | ParallelTemperedSampler<string>;

const common = {
  parameters: ['a', 'b', 'c', 'd'],
  model: ridge,
  chains: 5,
  seed: 7,
  proposals: [
    normal('a', { adaptation: veitch({ duration: 200, priorWidths: { a: 12 } }) }),
    boundedNormal('b', { bounds: { b: [0, 1] }, adaptation: siviaSkilling() }),
    normal(['c', 'd'], { adaptation: andrieuThoms({ duration: 150, componentwise: true }) }),
  ],
} as const;
const start = { a: [3, -3, 0.5, 1, -1], b: [0.5, 0, 1, 0.2, 0.9], c: [0, 1, -2, 3, 4], d: [0, 0.3, 1.5, 2, 5] };
const betas = betaLadder(4, 50);

const samplers: { readonly [name: string]: (pool: Pool) => Promise<AnySampler> } = {
  async 'Metropolis–Hastings'(pool) {
    const sampler = new MetropolisHastingsSampler({ ...common, pool });
    await sampler.start(start);
    return sampler;
  },
  async 'adaptive ladder'(pool) {
    const sampler = new ParallelTemperedSampler({ ...common, pool, betas, swapInterval: 3, ladder: vousden() });
    await sampler.start(onEveryTemperature());
    return sampler;
  },
  async 'resets after swaps'(pool) {
    const sampler = new ParallelTemperedSampler({ ...common, pool, betas, resetAfterSwap: true });
    await sampler.start(onEveryTemperature());
    return sampler;
  },
};

for (const [name, startSampler] of Object.entries(samplers)) {
  const here = startSampler(new SerialPool()).then(async (sampler) => {
    await sampler.run(ITERATIONS);
    return resultsOf(sampler);
  });

  for (const threads of [1, 2]) {
    test(`${name}: ThreadPool(${threads}) gives the numbers of SerialPool`, async (t) => {
      const sampler = await startSampler(poolOf(t, threads));
      await sampler.run(ITERATIONS);
      t.deepEqual(resultsOf(sampler), await here);
    });

    test(`${name}: ThreadPool(${threads}) gives the numbers of SerialPool in segments too`, async (t) => {
      const sampler = await startSampler(poolOf(t, threads));
      const { signal } = new AbortController();
      for await (const { to } of sampler.stream({ iterations: ITERATIONS, segment: 7, signal })) {
        t.is(sampler.iterations, to);
      }
      t.deepEqual(resultsOf(sampler), await here);
    });
  }
}

function onEveryTemperature() {
  const { a, b, c, d } = start;
  const everywhere = (values: readonly number[]) => Array.from(betas, () => values);
  return { a: everywhere(a), b: everywhere(b), c: everywhere(c), d: everywhere(d) };
}

/** A copy of all that a sampler recorded, and of where it stands. */
function resultsOf(sampler: AnySampler): unknown {
  const { positions, stats, acceptance, blobs, state } = sampler;
  const swaps = 'swaps' in sampler ? sampler.swaps : undefined;
  return deserialize(serialize({ positions, stats, acceptance, blobs, swaps, state }));
}
