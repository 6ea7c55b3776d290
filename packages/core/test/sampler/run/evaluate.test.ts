import { isEpsieError, MetropolisHastingsSampler } from '@epsie/core';
import test from 'ava';

const model = ({ x, y }: { x: number; y: number }) => {
  if (x > 100) throw new Error('out of range');
  return { logPrior: Math.abs(x) < 10 ? 0 : -Infinity, logLikelihood: x + 2 * y, blob: { twice: 2 * x } };
};
const sampler = new MetropolisHastingsSampler({ parameters: ['x', 'y'], model, chains: 1, seed: 1 });

test('evaluate returns the evaluation of each point, even before a start', async (t) => {
  const points = [
    { x: 1, y: 2 },
    { x: 11, y: 0 },
  ];
  t.deepEqual(await sampler.evaluate(points), [
    { logPrior: 0, logLikelihood: 5, blob: { twice: 2 } },
    { logPrior: -Infinity, logLikelihood: NaN, blob: { twice: 22 } },
  ]);
  t.deepEqual(await sampler.evaluate([]), []);
});

test('evaluate reports missing parameters, and the point where the model failed', async (t) => {
  await t.throwsAsync(sampler.evaluate([{ x: 1 } as never]), {
    instanceOf: TypeError,
    message: 'Expected `points[0].y` to be a number, got undefined',
  });
  await t.throwsAsync(sampler.evaluate({ x: 1, y: 2 } as never), {
    message: /^Expected `points` to be an array of points/,
  });
  const error: unknown = await sampler
    .evaluate([
      { x: 1, y: 2 },
      { x: 101, y: 0 },
    ])
    .catch((e: unknown) => e);
  t.true(isEpsieError(error, 'MODEL_FAILED') && error.chain === 1 && error.position['x'] === 101);
});
