import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isEpsieError, MetropolisHastingsSampler } from '@epsie/core';
import { exportCSV, exportNetCDF, loadState, Run, saveState } from '@epsie/io';
import test, { type ExecutionContext } from 'ava';
import { temporaryDirectory } from '../helpers/directory.ts';
import { startSampler } from '../helpers/samplers.ts';

/** Arguments as no type would let them pass, and what comes of them. */
type Case = readonly [args: readonly unknown[], error: ErrorConstructor, message: RegExp];

// biome-ignore lint/suspicious/noExplicitAny: what is called in the wrong way
type Call = (...args: any[]) => Promise<unknown>;

async function expectCases(t: ExecutionContext, call: Call, cases: readonly Case[]): Promise<void> {
  for (const [args, instanceOf, message] of cases) {
    await t.throwsAsync(async () => call(...args), { instanceOf, message }, JSON.stringify(args));
  }
}

const DIRECTORIES: readonly Case[] = [undefined, null, 42, '', {}, 'a\0b'].map((directory) => [
  [directory],
  TypeError,
  /^Expected `directory` to be the path of a directory, got /,
]);

const SAMPLERS: readonly Case[] = [undefined, null, 7, {}, { configuration: {} }, [1]].map((sampler) => [
  [sampler],
  TypeError,
  /^Expected `sampler` to be a `MetropolisHastingsSampler` or .* of @epsie\/core, got /,
]);

const STATS = /^Expected `stats` to be an array of some of 'logLikelihood', .*, got /;

const RECORDINGS: readonly Case[] = [
  [[null], TypeError, /^Expected the options of `Run.create` to be an object, got null/],
  [[[]], TypeError, /^Expected the options of `Run.create` to be an object, got \[\]/],
  [[{ thinning: 2 }], TypeError, /^Unknown option `thinning` of `Run.create`: expected `levels`, `thin`, `stats`/],
  [[{ thin: 0 }], RangeError, /^Expected `thin` to be an integer from 1 up, got 0/],
  [[{ thin: 1.5 }], RangeError, /^Expected `thin` to be an integer from 1 up, got 1.5/],
  [[{ thin: '2' }], TypeError, /^Expected `thin` to be an integer from 1 up, got "2" \(string\)/],
  [[{ levels: 'hottest' }], TypeError, /^Expected `levels` to be 'all' or 'coldest', got "hottest"/],
  [[{ stats: 'swaps' }], TypeError, STATS],
  [[{ stats: ['lp'] }], TypeError, STATS],
];

const PLANS: readonly Case[] = [
  [[undefined], TypeError, /^Expected the options of `sample` to be an object, got undefined/],
  [[100], TypeError, /^Expected the options of `sample` to be an object, got 100/],
  [[{}], TypeError, /^Expected `iterations` to be an integer from 0 up, got undefined/],
  [[{ iterations: '10' }], TypeError, /^Expected `iterations` to be an integer from 0 up, got "10"/],
  [[{ iterations: -1 }], RangeError, /^Expected `iterations` to be an integer from 0 up, got -1/],
  [[{ iterations: Number.NaN }], RangeError, /^Expected `iterations` to be an integer from 0 up, got NaN/],
  [[{ until: () => true }], TypeError, /^Expected `atMost` with `until`, got none. Pass the iterations at which /],
  [[{ until: () => true, atMost: 0 }], RangeError, /^Expected `atMost` to be an integer from 1 up, got 0/],
  [[{ until: () => true, atMost: 4 }], RangeError, /^Expected `atMost` to be 5 or more, the iterations that .* got 4/],
  [[{ until: 5000, atMost: 9 }], TypeError, /^Expected `until` to be a function of the run, got 5000/],
  [[{ until: () => true, iterations: 9 }], TypeError, /^Expected `iterations` or `until`, got both/],
  [[{ until: () => true, iterations: 9, atMost: 9 }], TypeError, /^Expected `iterations` or `until`, got both/],
  [[{ iterations: 9, atMost: 9 }], TypeError, /^Expected `iterations` or `atMost`, got both/],
  [[{ atMost: 9 }], TypeError, /^Expected `until` to be a function of the run, got undefined/],
  [[{ iterations: 9, segments: 2 }], TypeError, /^Unknown option `segments` of `sample`: expected `iterations`, /],
  [[{ iterations: 9, segment: 0 }], RangeError, /^Expected `segment` to be an integer from 1 up, got 0/],
  [[{ iterations: 9, signal: {} }], TypeError, /^Expected `signal` to be an `AbortSignal`, got {}/],
  [[{ iterations: 9, signal: null }], TypeError, /^Expected `signal` to be an `AbortSignal`, got null/],
  [[{ iterations: 9, onProgress: 'log' }], TypeError, /^Expected `onProgress` to be a function, got "log"/],
  [[{ iterations: 9, checkpoint: 10 }], TypeError, /^Expected the options of `checkpoint` to be an object, got 10/],
  [[{ iterations: 9, checkpoint: { every: 1 } }], TypeError, /^Unknown option `every` of `checkpoint`: expected/],
  [[{ iterations: 9, checkpoint: { seconds: '5' } }], TypeError, /`checkpoint.seconds` to be a number .* got "5"/],
  [[{ iterations: 9, checkpoint: { seconds: -1 } }], RangeError, /`checkpoint.seconds` to be a number .* got -1/],
  [[{ iterations: 9, checkpoint: { seconds: Number.NaN } }], RangeError, /`checkpoint.seconds` .* got NaN/],
  [[{ iterations: 9, checkpoint: { segments: 0 } }], RangeError, /`checkpoint.segments` to be .* from 1 up, got 0/],
];

const RESUMES: readonly Case[] = [
  [[null], TypeError, /^Expected the options of `resume` to be an object, got null/],
  [[{ checkModel: 1 }], TypeError, /^Expected `checkModel` to be true or false, got 1/],
  [[{ check: false }], TypeError, /^Unknown option `check` of `resume`: expected `checkModel`/],
];

const selections = (owner: string): readonly Case[] => [
  [[null], TypeError, new RegExp(`^Expected the options of \`${owner}\` to be an object, got null`)],
  [[{ chain: '0' }], TypeError, /^Expected `chain` to be an index from 0 to 2, got "0"/],
  [[{ chain: 3 }], RangeError, /^Expected `chain` to be an index from 0 to 2, got 3/],
  [[{ chain: -1 }], RangeError, /^Expected `chain` to be an index from 0 to 2, got -1/],
  [[{ chain: 0, temperature: 1 }], RangeError, /^Expected `temperature` to be an index from 0 to 0, got 1/],
  [[{ temperature: 1 }], RangeError, /^Expected `temperature` to be an index from 0 to 0, got 1/],
  [[{ chain: 0, from: 0.5 }], TypeError, /^Expected `from` to be an integer, got 0.5/],
  [[{ chain: 0, to: '9' }], TypeError, /^Expected `to` to be an integer, got "9"/],
  [[{ chain: 0, from: 6 }], RangeError, /^Expected `from` to be at most 5, since 5 are recorded, got 6$/],
  [[{ from: 2, to: 6 }], RangeError, /^Expected `to` to be at most 5, since 5 are recorded, got 6$/],
  [[{ to: -6 }], RangeError, /^Expected `to` to be at least -5, since 5 are recorded, got -6$/],
  [[{ from: 4, to: 2 }], RangeError, /^Expected `to` to be 4 or more, where the selection begins, got 2$/],
  [[{ chain: 0, thin: 0 }], RangeError, /^Expected `thin` to be an integer from 1 up, got 0/],
  [[{ burnIn: '3' }], TypeError, /^Expected `burnIn` to be an integer from 0 up, got "3" \(string\)/],
  [
    [{ burnIn: 5 }],
    RangeError,
    /^Expected `burnIn` to be less than 5, the iteration of the last recorded draw, got 5$/,
  ],
  [
    [{ burnIn: 1, from: 1 }],
    TypeError,
    /^Expected `burnIn` \(in iterations\) or `from` \(in recorded draws\), got both/,
  ],
  [[{ chains: 0 }], TypeError, new RegExp(`^Unknown option \`chains\` of \`${owner}\`: expected \`chain\`, `)],
];

test('rejects wrong arguments before anything is created', async (t) => {
  const parent = temporaryDirectory(t);
  const directory = join(parent, 'a.run');
  const sampler = await startSampler('gaussian');
  for (const make of [Run.create, Run.openOrCreate]) {
    await expectCases(t, (path) => make(path, sampler), DIRECTORIES);
    await expectCases(t, (wrong) => make(directory, wrong), SAMPLERS);
    await expectCases(t, (options) => make(directory, sampler, options), RECORDINGS);
  }
  await expectCases(t, Run.open, DIRECTORIES);
  t.deepEqual(readdirSync(parent), []);
});

test('rejects wrong arguments of a run before it changes', async (t) => {
  const directory = join(temporaryDirectory(t), 'a.run');
  const sampler = await startSampler('gaussian');
  const run = await Run.create(directory, sampler);
  await run.sample(sampler, { iterations: 5 });
  await expectCases(t, (wrong) => run.resume(wrong), SAMPLERS);
  await expectCases(t, (wrong) => run.sample(wrong, { iterations: 9 }), SAMPLERS);
  await expectCases(t, (options) => run.sample(sampler, options), PLANS);
  await expectCases(t, (options) => run.resume(sampler, options), RESUMES);
  await expectCases(t, (selection) => run.draws('x', selection), selections('draws'));
  await expectCases(t, (selection) => run.betas(selection), selections('betas'));
  for (const name of ['z', 'iteration', 'chain', undefined, 7]) {
    const message = /has no draws of .*: it has `x`, `y`, `logLikelihood`, /;
    await t.throwsAsync(run.draws(name as string, { chain: 0 }), { instanceOf: TypeError, message });
  }
  await t.throwsAsync(run.swaps('index', { chain: 0 }), { instanceOf: TypeError, message: /it has one temperature/ });
  t.is((await Run.open(directory)).iterations, 5);
});

test('wrong arguments for swaps', async (t) => {
  const sampler = await startSampler('adaptive ladder');
  const run = await Run.create(join(temporaryDirectory(t), 'a.run'), sampler);
  await run.sample(sampler, { iterations: 9 });
  for (const name of ['level', 'temperature', undefined]) {
    const message = /^Expected `name` to be 'index' or 'ratio', got /;
    await t.throwsAsync(run.swaps(name as 'index', { chain: 0 }), { instanceOf: TypeError, message });
  }
  await t.throwsAsync(run.swaps('index', { chain: 9 }), { instanceOf: RangeError, message: /`chain`/ });
});

test('rejects wrong paths, states and runs', async (t) => {
  const parent = temporaryDirectory(t);
  const { state } = await startSampler('gaussian');
  const PATH = /^Expected `path` to be the path of a file, got /;
  const paths: readonly Case[] = [undefined, 3, '', 'a\0'].map((path) => [[path], TypeError, PATH]);
  await expectCases(t, (path) => saveState(path, state), paths);
  await expectCases(t, loadState, paths);
  for (const wrong of [undefined, 3, {}, { schema: '1' }]) {
    const message = /^Expected `state` to be the `state` of a sampler, got /;
    await t.throwsAsync(saveState(join(parent, 'a.npz'), wrong as never), { instanceOf: TypeError, message });
  }
  for (const write of [exportNetCDF, exportCSV] as Call[]) {
    for (const run of [undefined, null, 42, {}]) {
      const message = /^Expected `run` to be a `Run` or the path of its directory, got /;
      await t.throwsAsync(write(run, join(parent, 'a')), { instanceOf: TypeError, message });
    }
    const error = await t.throwsAsync(write(parent, join(parent, 'a')));
    t.true(
      isEpsieError(error, 'FILE_FAILED') &&
        /^There is no run .*the directory has no manifest.json: check the path/.test(error.message),
      String(error),
    );
  }
  t.deepEqual(readdirSync(parent), []);
});

test('rejects a directory as a state', async (t) => {
  const parent = temporaryDirectory(t);
  mkdirSync(join(parent, 'a.npz'));
  const error = await t.throwsAsync(loadState(join(parent, 'a.npz')));
  t.true(isEpsieError(error, 'FILE_FAILED') && error.message.includes('pass the path of a file'), String(error));
});

test('rejects a sampler that has not started, and the run stays new', async (t) => {
  const directory = join(temporaryDirectory(t), 'a.run');
  const sampler = new MetropolisHastingsSampler({
    parameters: ['x'],
    model: ({ x }) => ({ logPrior: 0, logLikelihood: -x * x }),
    chains: 1,
    seed: 1,
  });
  const run = await Run.create(directory, sampler);
  await t.throwsAsync(run.sample(sampler, { iterations: 10 }), { message: /`start/ });
  t.false(await run.resume(sampler));
  await sampler.start({ x: [0] });
  t.deepEqual(await run.sample(sampler, { iterations: 10 }), { completed: true, iterations: 10 });
});

test('advises to resume a sampler at another iteration', async (t) => {
  const directory = join(temporaryDirectory(t), 'a.run');
  const first = await startSampler('gaussian');
  await (await Run.create(directory, first)).sample(first, { iterations: 500 });
  const run = await Run.open(directory);
  const behind = await startSampler('gaussian');
  const message = (made: string): RegExp =>
    new RegExp(
      `^The sampler is ${made}; the run ${directory} ends at iteration 500. Call .await run.resume.sampler.. `,
    );
  await t.throwsAsync(run.sample(behind, { iterations: 600 }), {
    message: message('at iteration 0 and has the draws after iteration 0'),
  });
  const ahead = await startSampler('gaussian');
  await ahead.run(550);
  ahead.clear();
  await t.throwsAsync(run.sample(ahead, { iterations: 600 }), {
    message: message('at iteration 550 and has the draws after iteration 550'),
  });
  const otherwise = await startSampler('gaussian');
  otherwise.setState({ ...first.state, chains: [...first.state.chains].reverse() } as never);
  await t.throwsAsync(run.sample(otherwise, { iterations: 600 }), { message: /in different states. Call `await run/ });
  t.is((await Run.open(directory)).iterations, 500);
  await run.resume(ahead);
  t.deepEqual(await run.sample(ahead, { iterations: 600 }), { completed: true, iterations: 600 });
});
