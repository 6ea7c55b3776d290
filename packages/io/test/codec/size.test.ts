// The size of a saved state with the default proposal.
import { betaLadder, equalRejection, ParallelTemperedSampler, type ParameterPrior } from '@epsie/core';
import { encodeState } from '@epsie/io/codec';
import test from 'ava';

const flat: ParameterPrior = {
  domain: { lower: -10, upper: 10 },
  sd: 20 / Math.sqrt(12),
  logDensity: (x) => (Math.abs(x) <= 10 ? -Math.log(20) : Number.NEGATIVE_INFINITY),
  sample: (random) => random.uniform(-10, 10),
};

async function bytesOf(chains: number): Promise<number> {
  const names = Array.from({ length: 15 }, (_, i) => `x${i}`);
  const sampler = new ParallelTemperedSampler({
    model: {
      prior: Object.fromEntries(names.map((name) => [name, flat])),
      logLikelihood: (at) => -0.5 * names.reduce((sum, name) => sum + (at[name] as number) ** 2, 0),
    },
    betas: betaLadder(16, 1e4),
    ladder: equalRejection({ rounds: 4 }),
    chains,
    seed: 1,
  });
  await sampler.start();
  await sampler.run(100);
  return encodeState(sampler.state).length;
}

test('a state of automatic for 280 chains, 16 levels and 15 parameters has less than 100 MB', async (t) => {
  const chain = (await bytesOf(4)) - (await bytesOf(3));
  t.log(`${Math.round(chain / 16)} bytes per level, ${(280 * chain) / 1e6} MB`);
  t.true(280 * chain < 100e6, `${280 * chain} bytes`);
  t.true(chain / 16 > 15_000, `${chain} bytes per chain: states without what they have learned`);
});
