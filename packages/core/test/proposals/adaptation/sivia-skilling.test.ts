// The largest width that siviaSkilling may reach, for parameters of any size.
import { type BoundedNormalProposal, boundedNormal, MetropolisHastingsSampler, siviaSkilling } from '@epsie/core';
import test from 'ava';

type Learned = { readonly std: Float64Array };

async function stdAfter(steps: number, proposal: BoundedNormalProposal<'x' | 'y'>, sd: number): Promise<number[]> {
  const sampler = new MetropolisHastingsSampler({
    parameters: ['x', 'y'],
    model: ({ x, y }) => ({
      logPrior: x >= 0 && x <= 1e-22 && y >= 0 && y <= 1e9 ? 0 : Number.NEGATIVE_INFINITY,
      logLikelihood: -0.5 * (((x / 1e-22 - 0.5) / sd) ** 2 + ((y / 1e9 - 0.5) / sd) ** 2),
    }),
    proposals: [proposal],
    chains: 1,
    seed: 3,
  });
  await sampler.start({ x: [0.5e-22], y: [0.5e9] });
  await sampler.run(steps);
  const [learned] = sampler.state.chains.flatMap((chain) => chain.proposals);
  return Array.from((learned as unknown as Learned).std);
}

const bounds = { x: [0, 1e-22], y: [0, 1e9] } as const;
const adaptation = siviaSkilling();

test('on a flat target the widths grow to about 1.49 of the bounds, all of them', async (t) => {
  const covariance = [1e-46, 1e16];
  const [x = 0, y = 0] = await stdAfter(2000, boundedNormal(['x', 'y'], { bounds, covariance, adaptation }), 1e3);
  t.true(x > 1e-22 && x <= 1.49e-22 && y > 1e9 && y <= 1.49e9, `${x}, ${y}`);
});

test('widths that start far beyond the bounds shrink', async (t) => {
  const covariance = [9e-42, 9e20];
  const [x = 0, y = 0] = await stdAfter(4000, boundedNormal(['x', 'y'], { bounds, covariance, adaptation }), 0.02);
  t.true(x < 1e-22 && y < 1e9, `${x}, ${y}`);
});
