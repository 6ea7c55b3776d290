import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { isEpsieError } from '@epsie/core';
import { exportCSV, type RecordingOptions, Run } from '@epsie/io';
import test, { type ExecutionContext } from 'ava';
import { firstBoundedDifference } from '../../helpers/bounded.ts';
import { temporaryDirectory } from '../../helpers/directory.ts';
import { startSmall } from '../../helpers/small-run.ts';

async function newRun(t: ExecutionContext, options: Partial<RecordingOptions>) {
  const directory = join(temporaryDirectory(t), 'a.run');
  const sampler = await startSmall();
  return { directory, sampler, run: await Run.create(directory, sampler, options) };
}

const often = { segment: 1, checkpoint: { segments: 1 } } as const;
const tablesIn = (directory: string): string[] => readdirSync(join(directory, 'samples')).sort();

test('another reader has the old draws until three commits after a thinning, then an error that asks for a refresh', async (t) => {
  const { run, sampler, directory } = await newRun(t, { maxDraws: 8 });
  await run.sample(sampler, { iterations: 8, ...often });
  const [reader, late, exported] = [await Run.open(directory), await Run.open(directory), await Run.open(directory)];
  const before = await reader.draws('x');
  await run.sample(sampler, { iterations: 10, ...often });
  t.deepEqual(tablesIn(directory), ['draws-1.arrows', 'draws.arrows', 'swaps-1.arrows', 'swaps.arrows']);
  t.deepEqual([run.thin, run.length, late.thin, late.length], [2, 5, 1, 8]);
  t.deepEqual(await late.draws('x'), before);
  await run.sample(sampler, { iterations: 11, ...often });
  t.deepEqual(tablesIn(directory), ['draws-1.arrows', 'swaps-1.arrows']);
  // No file of the old draws is open any more.
  const error = await t.throwsAsync(exported.swaps('index'));
  t.true(isEpsieError(error, 'FILE_FAILED') && error.path === join(directory, 'samples', 'swaps.arrows'));
  t.regex(
    (error as Error).message,
    /^The swaps of .*a\.run as of iteration 8 were removed: its writer has thinned them\. Call `await run\.refresh\(\)`/,
  );
  await t.throwsAsync(exportCSV(exported, join(directory, 'a.csv')), { message: /The draws of .* were removed/ });
  await exported.refresh();
  t.deepEqual([exported.thin, exported.length, exported.iterationOfDraw(4)], [2, 5, 10]);
  t.is(await firstBoundedDifference(exported, await uninterrupted(11)), undefined);
});

async function uninterrupted(iterations: number) {
  const sampler = await startSmall();
  await sampler.run(iterations);
  return sampler;
}

test('a reader beside a writer always has draws of one commit, or is asked to refresh', async (t) => {
  const { run, sampler, directory } = await newRun(t, { maxDraws: 16 });
  await run.sample(sampler, { iterations: 1, ...often });
  const whole = await uninterrupted(120);
  const writing = run.sample(sampler, { iterations: 120, ...often });
  let [ended, looks, thinned] = [false, 0, 0];
  const end = writing.then(() => {
    ended = true;
  });
  const reader = await Run.open(directory);
  while (!ended) {
    await reader.refresh();
    try {
      t.is(await firstBoundedDifference(reader, whole), undefined);
      looks++;
    } catch (error) {
      if (!isEpsieError(error, 'FILE_FAILED') || !error.message.includes('refresh')) throw error;
      thinned++;
    }
  }
  await end;
  t.true(looks > 0);
  t.log(`${looks} looks, ${thinned} of them too slow`);
  t.is(await firstBoundedDifference(run, whole), undefined);
});

test('files of a run without a bound have the version and the bytes that they had, and a bounded run has version 2', async (t) => {
  const { directory } = await newRun(t, {});
  const manifest = readFileSync(join(directory, 'manifest.json'), 'utf8');
  t.regex(manifest, /"schema": 1,/);
  t.notRegex(manifest, /maxDraws/);
  const bounded = await newRun(t, { maxDraws: 8 });
  const path = join(bounded.directory, 'manifest.json');
  const text = readFileSync(path, 'utf8');
  t.regex(text, /"schema": 2,[\s\S]*"maxDraws": 8/);
  const body = text.slice(0, text.lastIndexOf(',\n  "crc32"')).replace('"schema": 2', '"schema": 3');
  writeFileSync(path, `${body},\n  "crc32": "${crc32(body).toString(16).padStart(8, '0')}"\n}\n`);
  const error = await t.throwsAsync(Run.open(bounded.directory), { message: /Update @epsie\/io/ });
  t.true(isEpsieError(error, 'STATE_MISMATCH') && /reads 2, the run has 3/.test(error.message));
});

for (const maxDraws of [1, 0, -5, 2.5, '10', null, Number.NaN]) {
  test(`refuses maxDraws ${String(maxDraws)} (${typeof maxDraws})`, async (t) => {
    const directory = join(temporaryDirectory(t), 'a.run');
    const options = { maxDraws } as unknown as Partial<RecordingOptions>;
    const message = /^Expected `maxDraws` to be an integer from 2 up, got /;
    await t.throwsAsync(Run.create(directory, await startSmall(), options), { message });
    await t.throwsAsync(Run.openOrCreate(directory, await startSmall(), options), { message });
  });
}

test('openOrCreate refuses another bound than that of the run', async (t) => {
  const { directory } = await newRun(t, { maxDraws: 8 });
  const sampler = await startSmall();
  await Run.openOrCreate(directory, sampler, { maxDraws: 8 });
  await Run.openOrCreate(directory, sampler);
  const message = /maxDraws: expected 8 as in the run, got 9/;
  const error = await t.throwsAsync(Run.openOrCreate(directory, sampler, { maxDraws: 9 }), { message });
  t.true(isEpsieError(error, 'STATE_MISMATCH'));
  const unbounded = await newRun(t, {});
  await t.throwsAsync(Run.openOrCreate(unbounded.directory, sampler, { maxDraws: 9 }), {
    message: /maxDraws: expected none as in the run, got 9/,
  });
});
