// A running mean before its first step is NaN in the state: it must survive a copy like any number.
import { andrieuThoms, eigenvector, MetropolisHastingsSampler, normal, type SamplerState } from '@epsie/core';
import test from 'ava';

const adaptation = andrieuThoms({ duration: 60, start: 10 });
const create = () =>
  new MetropolisHastingsSampler({
    parameters: ['a', 'b', 'c', 'd'],
    model: ({ a, b, c, d }) => ({
      logPrior: 0,
      logLikelihood: -0.5 * (((a - 1e9) / 1e-3) ** 2 + b * b + c * c + d * d + c * d),
    }),
    proposals: [normal(['a', 'b'], { covariance: [1e-6, 1], adaptation }), eigenvector(['c', 'd'], { adaptation })],
    chains: 2,
    seed: 4,
  });

type Learned = { readonly mean: Float64Array };
const meansOf = ({ chains }: SamplerState): Float64Array[] =>
  chains.flatMap((chain) =>
    'levels' in chain ? [] : chain.proposals.map((state) => (state as unknown as Learned).mean),
  );

test('a state saved before the first adapting step or after a reset resumes bit-identically', async (t) => {
  const whole = create();
  await whole.start({ a: [1e9, 1e9], b: [0, 1], c: [0, 1], d: [0, -1] });
  for (const reset of [false, true]) {
    if (reset) whole.resetAdaptation();
    await whole.run(1);
    t.true(meansOf(whole.state).every((mean) => mean.every(Number.isNaN)));
    const resumed = create();
    resumed.setState(structuredClone(whole.state));
    await whole.run(30);
    await resumed.run(30);
    t.deepEqual(resumed.state, whole.state);
    t.true(meansOf(whole.state).every((mean) => mean.every(Number.isFinite)));
  }
});
