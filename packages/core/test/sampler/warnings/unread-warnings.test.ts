// A parameter with a declared prior that the likelihood does not read is probably misspelt or forgotten.
import { Chain, MetropolisHastingsSampler, ParallelTemperedSampler } from '@epsie/core';
import test from 'ava';
import { flat } from '../../helpers/priors.ts';

const prior = { x: flat(0, 1), y: flat(0, 1), z: flat(0, 1) };
const unread = (sampler: {
  readonly warningDetails: readonly { readonly code: string; readonly parameters: readonly string[] }[];
}) => sampler.warningDetails.filter(({ code }) => code === 'UNREAD').map(({ parameters }) => parameters);

test('names each parameter that the likelihood does not read, once', async (t) => {
  const model = { prior, logLikelihood: ({ x }: { x: number }) => -x };
  const plain = new MetropolisHastingsSampler({ model, chains: 3, seed: 1 });
  t.deepEqual(unread(plain), []);
  await plain.start();
  t.deepEqual(unread(plain), [['y'], ['z']]);
  t.is(
    plain.warnings[0],
    'The likelihood did not read parameter `y` at the start of the first chain: where it never does, the posterior of `y` is its ' +
      'prior. Use `y` in the likelihood, or leave it out of `prior`',
  );
  const tempered = new ParallelTemperedSampler({ model, chains: 2, seed: 1, betas: [1, 0.5] });
  await tempered.start();
  t.deepEqual(unread(tempered), [['y'], ['z']]);
  const chain = new Chain({ model, seed: 1, chain: 2 });
  chain.start({ x: 0.5, y: 0.5, z: 0.5 });
  t.deepEqual(unread(chain), [['y'], ['z']]);
});

test('counts every way to read: by name, as a copy, and in a later evaluation of the first chain', async (t) => {
  const start = async (logLikelihood: (at: { x: number; y: number; z: number }) => number) => {
    const sampler = new ParallelTemperedSampler({
      model: { prior, logLikelihood },
      chains: 2,
      seed: 1,
      betas: [1, 0.5, 0],
    });
    await sampler.start({
      x: [
        [0, 0],
        [0, 0],
        [1, 0],
      ],
      y: [
        [0, 0],
        [0, 0],
        [0, 0],
      ],
      z: [
        [0, 0],
        [0, 0],
        [0, 0],
      ],
    });
    return unread(sampler);
  };
  t.deepEqual(await start((at) => -at.x - at['y'] - at.z), []);
  t.deepEqual(await start((at) => -Object.values({ ...at }).reduce((sum, value) => sum + value, 0)), []);
  t.deepEqual(await start(({ x, y, ...rest }) => -x - y - Object.keys(rest).length), []);
  t.deepEqual(await start((at) => -at.x - (at.x > 0.5 ? at.y : 0) - at.z), []);
});

test('evaluates the model no more often, and with the same numbers', async (t) => {
  let calls = 0;
  const seen: number[] = [];
  const model = {
    prior,
    logLikelihood({ x, y }: { x: number; y: number }) {
      calls++;
      seen.push(x);
      return -x * y;
    },
  };
  const sampler = new MetropolisHastingsSampler({ model, chains: 4, seed: 1 });
  await sampler.start();
  t.is(calls, 4);
  t.deepEqual(seen, Array.from(sampler.startPositions.x));
  t.deepEqual(
    sampler.currentStats.logLikelihood,
    Float64Array.from(seen, (x, i) => -x * (sampler.startPositions.y[i] as number)),
  );
});

test('ignores models without a declared prior', async (t) => {
  const sampler = new MetropolisHastingsSampler({
    parameters: ['x'],
    model: () => ({ logPrior: 0, logLikelihood: 0 }),
    chains: 1,
  });
  await sampler.start({ x: [0] });
  t.deepEqual(sampler.warnings, []);
});
