import {
  type EpsieErrorOf,
  isEpsieError,
  MetropolisHastingsSampler,
  type Model,
  ParallelTemperedSampler,
  type Pool,
} from '@epsie/core';
import test from 'ava';
import { ForeignPool } from '../helpers/foreign-pool.ts';
import * as lonely from './modules/lonely.ts';
import * as models from './modules/models.ts';

const url = new URL('modules/models.js', import.meta.url).href;
const start = { x: [0, 0.5] };

const foreign = (model: Model<'x'>) =>
  new MetropolisHastingsSampler({ parameters: ['x'], model, chains: 2, seed: 1, pool: new ForeignPool() });
const local = (model: Model<'x'>) => new MetropolisHastingsSampler({ parameters: ['x'], model, chains: 2, seed: 1 });

test('the error for a plain function with a pool of other processes shows what to write', (t) => {
  const message = `Expected \`model\` to be portable, since this pool may run it in another process, got a plain function. Put it in a separate module:

  import { defineModel } from '@epsie/core';
  export default defineModel(import.meta.url, (position) => ({ logLikelihood: …, logPrior: … }));

and import it from there. If it needs data, load the data in \`defineModelFactory\`, which runs once per process. If this pool runs its tasks in this process, set its property \`local\` to \`true\``;
  t.throws(() => foreign(models.plain), { instanceOf: TypeError, message });
  t.throws(() => foreign({ evaluate: models.plain }), {
    instanceOf: TypeError,
    message: message.replace('a plain function', 'a plain object'),
  });
  const tempered = {
    parameters: ['x'],
    model: models.plain,
    chains: 1,
    betas: [1, 0.5],
    pool: new ForeignPool(),
  } as const;
  t.throws(() => new ParallelTemperedSampler(tempered), { instanceOf: TypeError, message });
});

test('a pool that sets `local` accepts a plain function', async (t) => {
  const pool: Pool = {
    map: async (task, items) => await Promise.all([...items].map((item) => task(item))),
    local: true,
  };
  const options = { parameters: ['x'], model: models.plain, chains: 2, seed: 1 } as const;
  const sampler = new MetropolisHastingsSampler({ ...options, pool });
  await sampler.start(start);
  await sampler.run(20);
  const other = new MetropolisHastingsSampler(options);
  await other.start(start);
  await other.run(20);
  t.deepEqual(sampler.positions.x, other.positions.x);
  // The message for a pool with `local: false` has no advice about `local`.
  const far = () => new MetropolisHastingsSampler({ ...options, pool: { ...pool, local: false } });
  t.throws(far, { message: /which runs once per process$/ });
});

test('models produce the same numbers wherever they run', async (t) => {
  const here = local(models.right);
  const there = foreign(models.fromFileLater({ file: 'data' }));
  for (const sampler of [here, there]) {
    await sampler.start(start);
    await sampler.run(20);
  }
  t.deepEqual(there.positions.x, here.positions.x);
});

const imported = (name: string, module: string, reason: string) =>
  `The model \`${name}\` of ${module} could not be imported: ${reason}`;
const lonelyUrl = new URL('modules/lonely.js', import.meta.url).href;
const brokenUrl = new URL('modules/broken.js', import.meta.url).href;

const cases: { readonly [title: string]: readonly [model: Model<'x'>, message: string | RegExp] } = {
  'no such export': [
    models.misplaced,
    new RegExp(
      `^The model \`default\` of ${url} could not be imported: Expected ${url} to export \`default\`, found .*\`right\`.*: export the model`,
    ),
  ],
  'exported under another name': [
    lonely.gaussian,
    imported(
      'default',
      lonelyUrl,
      `Expected ${lonelyUrl} to export \`default\`, found \`gaussian\`: its model is exported as \`gaussian\`. Pass that name to \`defineModel\` as the last argument, \`defineModel(import.meta.url, …, 'gaussian')\`, or export it as \`default\``,
    ),
  ],
  'another export': [
    models.disguised,
    imported(
      'plain',
      url,
      `Expected export \`plain\` of ${url} to be made by \`defineModel\` or \`defineModelFactory\`, got function gaussian`,
    ),
  ],
  'a module that throws': [models.broken, imported('model', brokenUrl, 'the data of this model are gone')],
  'a module that is not there': [
    models.lost,
    /^The model `model` of .*lost\.js could not be imported: Cannot find module/,
  ],
  'a factory that throws': [models.fromFile({ file: 'lost' }), imported('fromFile', url, 'no file lost')],
  'a factory that throws later': [
    models.fromFileLater({ file: 'lost' }),
    imported('fromFileLater', url, 'no file lost'),
  ],
  'a factory that makes nothing': [
    models.makesNothing({}),
    imported(
      'makesNothing',
      url,
      'Expected the factory of a model to return a function or an object with a function `evaluate`, got undefined',
    ),
  ],
};

for (const [title, [model, message]] of Object.entries(cases)) {
  test(`reports a model that cannot be imported: ${title}`, async (t) => {
    const sampler = foreign(model);
    const error = await t.throwsAsync(sampler.start(start), { message });
    t.true(isEpsieError(error, 'MODEL_FAILED'));
    t.like(error as EpsieErrorOf<'MODEL_FAILED'>, { chain: 0, temperature: 0, iteration: 0, position: {} });
    t.true(error?.cause instanceof Error);
  });
}

test('reports a model that can no longer be imported when a run begins', async (t) => {
  const donor = local(models.plain);
  await donor.start(start);
  await donor.run(5);
  const sampler = foreign(models.broken);
  sampler.setState(donor.state);
  const error = await t.throwsAsync(sampler.run(5), {
    message: /could not be imported: the data of this model are gone$/,
  });
  t.like(error as EpsieErrorOf<'MODEL_FAILED'>, { code: 'MODEL_FAILED', chain: 0, iteration: 6 });
  t.deepEqual(sampler.state, donor.state);
});

test('a factory that fails in this process fails with the same code', async (t) => {
  for (const model of [models.fromFile({ file: 'lost' }), models.fromFileLater({ file: 'lost' })]) {
    const error = await t.throwsAsync(local(model).start(start), {
      message: 'The factory of the model threw: RangeError: no file lost',
    });
    t.true(isEpsieError(error, 'MODEL_FAILED'));
    t.true(error?.cause instanceof RangeError);
  }
});

test('a model with data set from outside its module fails in other processes, and the error explains why', async (t) => {
  models.setData([1, 2]);
  const advice =
    '. In this process the same model succeeds at that point, so it may use data that were set from outside its module. Every ' +
    'process imports the module separately: load the data in the module, or in `defineModelFactory`';
  const error = await t.throwsAsync(foreign(models.needsData).start(start), {
    message: `The model threw: RangeError: no data (chain 0, temperature 0, iteration 0, position { x: 0 })${advice}`,
  });
  t.like(error as EpsieErrorOf<'MODEL_FAILED'>, { code: 'MODEL_FAILED', chain: 0, iteration: 0, position: { x: 0 } });
  t.true(error?.cause instanceof RangeError);
  models.setData([]);
  await t.throwsAsync(foreign(models.needsData).start(start), { message: /position \{ x: 0 \}\)$/ });
});

test('reports a model that fails in another process with a cause that cannot be cloned', async (t) => {
  const sampler = foreign(models.fails);
  await sampler.start(start);
  const before = sampler.state;
  const error = (await t.throwsAsync(sampler.run(1000))) as EpsieErrorOf<'MODEL_FAILED'>;
  t.true(isEpsieError(error, 'MODEL_FAILED'));
  t.regex(
    error.message,
    /^The model threw: RangeError: too far \(chain 0, temperature 0, iteration \d+, position \{ x: 1\.\d+ \}\)$/,
  );
  const { x } = error.position;
  t.true((x as number) > 1);
  t.like(error.cause, { name: 'RangeError', message: 'too far', limit: 1 });
  t.regex((error.cause as Error).stack as string, /models\.[jt]s/);
  t.deepEqual(sampler.state, before);
  const right = foreign(models.right);
  right.setState(sampler.state);
  await t.notThrowsAsync(right.run(1000));
});

test('options of a factory must be plain data', (t) => {
  const plain =
    'to be plain data (numbers, strings, booleans, bigints, typed arrays, arrays and objects of these), got';
  t.throws(() => models.fromFile({ file: (() => 'data') as unknown as string }), {
    instanceOf: TypeError,
    message: `Expected \`options.file\` ${plain} function file`,
  });
  t.throws(() => models.fromFile(new URL('file:///data') as never), {
    instanceOf: TypeError,
    message: /^Expected `options` to be plain data/,
  });
});
