// Chains in step have the numbers of chains one after another, however many are in a batch.
import { MetropolisHastingsSampler } from '@epsie/core';
import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { LocalPool } from '../helpers/local-pool.ts';
import { historyOf } from './histories.ts';
import { setups } from './setups.ts';

const widths = fc.integer({ min: 1, max: 4 });
const segments = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 4 });

for (const setup of setups) {
  testProp(
    `${setup.name}: batches have the numbers of single points, in groups of any width and segments of any length`,
    [widths, segments],
    async (t, groups, lengths) => {
      const alone = await setup.start();
      const together = await setup.start(new LocalPool(groups), setup.batch);
      t.deepEqual(together.state, alone.state);
      for (const iterations of lengths) {
        await alone.run(iterations);
        await together.run(iterations);
      }
      t.deepEqual(historyOf(together), historyOf(alone));
      t.deepEqual(together.state, alone.state);
    },
    { seed: 18, numRuns: 8 },
  );

  test(`${setup.name}: a run that began in batches resumes with single points`, async (t) => {
    const alone = await setup.start();
    await alone.run(60);
    const together = await setup.start(undefined, setup.batch);
    await together.run(30);
    const resumed = setup.create();
    resumed.setState(together.state);
    await resumed.run(30);
    t.deepEqual(resumed.state, alone.state);
  });
}

test('a batch whose answers go to other points has other numbers', async (t) => {
  const likelihood = ({ x }: { x: number }) => -0.5 * x * x;
  const create = (reversed: boolean) =>
    new MetropolisHastingsSampler({
      parameters: ['x'],
      model: {
        evaluateBatch({ x }, out) {
          out.logPrior.fill(0);
          out.logLikelihood.set(x.map((value) => likelihood({ x: value })));
          if (reversed) out.logLikelihood.reverse();
        },
      },
      chains: 3,
      seed: 1,
    });
  const model = ({ x }: { x: number }) => ({ logPrior: 0, logLikelihood: likelihood({ x }) });
  const alone = new MetropolisHastingsSampler({ parameters: ['x'], model, chains: 3, seed: 1 });
  const [right, wrong] = [create(false), create(true)];
  for (const sampler of [alone, right, wrong]) {
    await sampler.start({ x: [0, 1, 2] });
    await sampler.run(20);
  }
  t.deepEqual(right.state, alone.state);
  t.notDeepEqual(wrong.state.chains, alone.state.chains);
});
