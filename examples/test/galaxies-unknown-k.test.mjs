import { ThreadPool } from '@epsie/pool-threads';
import test from 'ava';
import { Counts } from '../dist/galaxies-unknown-k/counts.js';
import { galaxies, MOST } from '../dist/galaxies-unknown-k/model.js';
import { FIRST_K, reference } from '../dist/galaxies-unknown-k/published.js';
import { createSampler, startPositions } from '../dist/galaxies-unknown-k/sampling.js';

async function countComponents({ chains, burnIn, iterations, model, pool }) {
  const sampler = createSampler({ chains, seed: 7n, pool, model });
  await sampler.start(startPositions(chains));
  await sampler.run(burnIn);
  sampler.clear();
  const counts = new Counts(chains);
  for await (const _ of sampler.stream({ iterations, segment: 10_000 })) {
    counts.add(sampler.positions.k);
    sampler.clear();
  }
  return counts;
}

test.serial('finds the published p(k | y)', async (t) => {
  const pool = new ThreadPool({ threads: 2 });
  t.teardown(() => pool.close());
  const counts = await countComponents({ chains: 4, burnIn: 50_000, iterations: 350_000, pool });
  for (const [i, expected] of reference.slice(0, 6).entries()) {
    const { mean } = counts.probability(FIRST_K + i);
    t.true(Math.abs(mean - expected) < 0.05, `k = ${FIRST_K + i}: ${mean} for ${expected}`);
  }
});

const prior = galaxies({ likelihood: false });

/**
 * Returns how far the mean of k is from 15.5, in standard errors, in chains without the galaxies: there k is uniform on
 * 1 … 30. The prior of β, which spans many powers of ten, is narrowed to values near 1, so that the chains mix.
 */
async function deviation(iterations, extra = () => 0) {
  const model = (point) => ({
    logPrior: prior(point).logPrior + extra(point.k),
    logLikelihood: -0.5 * (point.logRate / 0.3) ** 2,
  });
  const { mean, standardError } = (await countComponents({ chains: 8, burnIn: 20_000, iterations, model })).mean();
  return (mean - 15.5) / standardError;
}

test.serial('samples the prior without a likelihood', async (t) => {
  const found = await deviation(120_000);
  t.true(Math.abs(found) < 4, `${found} standard errors`);
});

test.serial('detects a model that divides by the number of subsets', async (t) => {
  const logFactorial = (n) => (n < 2 ? 0 : Math.log(n) + logFactorial(n - 1));
  const logSubsets = (k) => logFactorial(MOST) - logFactorial(k) - logFactorial(MOST - k);
  const found = await deviation(20_000, (k) => -logSubsets(k));
  t.true(Math.abs(found) > 4, `${found} standard errors`);
});
