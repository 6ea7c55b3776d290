import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { isEpsieError } from '@epsie/core';
import { Run } from '@epsie/io';
import test, { type ExecutionContext } from 'ava';
import { temporaryDirectory } from '../helpers/directory.ts';
import { assertSameDraws, firstDifferentDraw } from '../helpers/same-draws.ts';
import { startSampler } from '../helpers/samplers.ts';

const program = (name: string): string => fileURLToPath(new URL(`programs/${name}.js`, import.meta.url));

async function newRun(t: ExecutionContext) {
  const directory = join(temporaryDirectory(t), 'a.run');
  const sampler = await startSampler('gaussian');
  const run = await Run.create(directory, sampler);
  return { directory, sampler, run };
}

/** Checks that another writer gets the name of the first, that reading continues, and that a new writer succeeds once the first is dead. */
async function expectExclusive(t: ExecutionContext, directory: string, pid: number, end: () => Promise<unknown>) {
  const uninterrupted = await startSampler('gaussian');
  const run = await Run.open(directory);
  const sampler = await startSampler('gaussian');
  await run.resume(sampler);
  const error = await t.throwsAsync(run.sample(sampler, { iterations: 1_000_000 }));
  if (!isEpsieError(error, 'RUN_LOCKED')) return t.fail(String(error));
  t.like(error, { pid, path: directory });
  t.regex(error.message, new RegExp(`^Process ${pid} on .* has been writing to ${directory} since `));
  await end();
  await run.resume(sampler);
  const iterations = sampler.iterations + 10;
  t.deepEqual(await run.sample(sampler, { iterations }), { completed: true, iterations });
  await uninterrupted.run(iterations);
  return t.is(await firstDifferentDraw(await Run.open(directory), uninterrupted), undefined);
}

test('rejects the second of two concurrent calls of `sample`', async (t) => {
  const { run, sampler } = await newRun(t);
  const other = await startSampler('gaussian');
  const options = { iterations: 50, segment: 5, checkpoint: { segments: 1 } };
  for (const [second, samplerOfSecond] of [
    [run, sampler],
    [run, other],
    [await Run.open(run.directory), other],
  ] as const) {
    const both = await Promise.allSettled([run.sample(sampler, options), second.sample(samplerOfSecond, options)]);
    const refused = both.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    t.is(refused.length, 1);
    t.true(isEpsieError(refused[0], 'RUN_LOCKED') && /that is this process/.test(refused[0].message));
    // Either may have been faster.
    t.is(Math.max(sampler.iterations, samplerOfSecond.iterations), options.iterations);
    options.iterations += 50;
    for (const each of [sampler, other]) await run.resume(each);
  }
  const whole = await startSampler('gaussian');
  await whole.run(150);
  await assertSameDraws(t, await Run.open(run.directory), whole);
});

test('another process that samples keeps others out until it is killed', async (t) => {
  const { directory } = await newRun(t);
  const child = spawn(process.execPath, [program('run-holder'), directory], { stdio: ['ignore', 'pipe', 'inherit'] });
  t.teardown(() => child.kill('SIGKILL'));
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  await expectExclusive(t, directory, child.pid as number, () => {
    child.kill('SIGKILL');
    return ended;
  });
});

test('a worker thread that samples keeps its process out', async (t) => {
  const { directory } = await newRun(t);
  const worker = new Worker(program('run-holder'), { workerData: directory });
  t.teardown(() => worker.terminate());
  await once(worker, 'message');
  const run = await Run.open(directory);
  const sampler = await startSampler('gaussian');
  await run.resume(sampler);
  const error = await t.throwsAsync(run.sample(sampler, { iterations: 1_000_000 }));
  t.true(isEpsieError(error, 'RUN_LOCKED') && error.pid === process.pid, String(error));
});

test('runs can be sampled, read and exported in a worker thread', async (t) => {
  const parent = temporaryDirectory(t);
  const whole = await startSampler('adaptive ladder');
  await whole.run(60);
  const { history } = whole;
  for (const [iterations, resumed] of [
    [30, false],
    [60, true],
  ] as const) {
    const worker = new Worker(program('whole-run'), { workerData: { parent, iterations } });
    const [told] = (await once(worker, 'message')) as [{ draws: Float64Array; swaps: Float64Array }];
    t.like(told, { resumed, saved: iterations });
    t.deepEqual(told.draws, history.draws('a', { temperature: 1, chain: 4, to: iterations }));
    t.deepEqual(told.swaps, history.swaps('ratio', { chain: 4, to: Math.floor(iterations / 3) }));
  }
  await assertSameDraws(t, await Run.open(join(parent, 'a.run')), whole);
  t.is(readFileSync(join(parent, 'a.csv'), 'utf8').split('\n').length, 2 + 5 * 60);
  t.is(readFileSync(join(parent, 'a.nc')).subarray(1, 4).toString(), 'HDF');
});
