// A parameter with a declared prior that the likelihood does not read is probably misspelt or forgotten.
import {
  boundedDiscrete,
  Chain,
  MetropolisHastingsSampler,
  nestedTransdimensional,
  normal,
  normalBirth,
  ParallelTemperedSampler,
} from '@epsie/core';
import test from 'ava';
import { counts, flat } from '../../helpers/priors.ts';

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
    'The likelihood does not seem to use parameter `y`: it does not contain the name, and a change of the number changed nothing at ' +
      'the start. Then the posterior of `y` is its prior. Use it in the likelihood, or leave it out of `prior`',
  );
  const tempered = new ParallelTemperedSampler({ model, chains: 2, seed: 1, betas: [1, 0.5] });
  await tempered.start();
  t.deepEqual(unread(tempered), [['y'], ['z']]);
  const chain = new Chain({ model, seed: 1, chain: 2 });
  chain.start({ x: 0.5, y: 0.5, z: 0.5 });
  t.deepEqual(unread(chain), [['y'], ['z']]);
});

test('finds every way to use a parameter: by name, as a copy, and in another function', async (t) => {
  type At = { readonly x: number; readonly y: number; readonly z: number };
  const start = async (logLikelihood: (at: At) => number) => {
    const sampler = new MetropolisHastingsSampler({ model: { prior, logLikelihood }, chains: 2, seed: 1 });
    await sampler.start();
    return unread(sampler);
  };
  const rest = ({ y, z }: At) => -y - z;
  t.deepEqual(await start((at) => -at.x - at['y'] - at.z), []);
  t.deepEqual(await start((at) => -Object.values({ ...at }).reduce((sum, value) => sum + value, 0)), []);
  t.deepEqual(await start(({ x, ...others }) => Object.values(others).reduce((sum, value) => sum - value, -x)), []);
  t.deepEqual(await start((at) => -at.x + rest(at)), []);
  t.deepEqual(await start(rest), [['x']]);
  // It may use any of them.
  t.deepEqual(await start((at) => Object.keys(at).length), []);
});

test('evaluates the model once more, at most, and only if a name is missing', async (t) => {
  let calls = 0;
  const starts = async (logLikelihood: (at: { x: number; y: number; z: number }) => number) => {
    calls = 0;
    const sampler = new MetropolisHastingsSampler({ model: { prior, logLikelihood }, chains: 4, seed: 1 });
    await sampler.start();
    return { calls, start: sampler.currentStats.logLikelihood, x: sampler.startPositions.x };
  };
  const complete = await starts(({ x, y, z }) => {
    calls++;
    return -x + 0 * y * z;
  });
  t.is(complete.calls, 4);
  const partial = await starts(({ x }) => {
    calls++;
    return -x;
  });
  t.is(partial.calls, 5);
  t.deepEqual(partial.start, complete.start);
  t.deepEqual(partial.x, complete.x);
});

test('expects no use of the index and the components of a transdimensional proposal', async (t) => {
  const lines = nestedTransdimensional({
    index: 'k',
    indexProposal: boundedDiscrete('k', { bounds: { k: [0, 1] } }),
    components: [{ proposal: normal('x'), birth: normalBirth('x', { mean: { x: 0.5 }, std: { x: 0.3 } }) }],
  });
  const model = { prior: { k: counts(1), ...prior }, logLikelihood: ({ y }: { y: number }) => -y };
  const sampler = new MetropolisHastingsSampler({ model, chains: 3, seed: 1, proposals: [lines] });
  await sampler.start();
  t.deepEqual(unread(sampler), [['z']]);
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
