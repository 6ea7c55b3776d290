import { mkdirSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isEpsieError } from '@epsie/core';
import { Run } from '@epsie/io';
import test, { type ExecutionContext } from 'ava';
import { temporaryDirectory } from '../helpers/directory.ts';
import { canMount, mounted, remount } from '../helpers/mounted.ts';
import { assertSameDraws, firstDifferentDraw } from '../helpers/same-draws.ts';
import { startSampler } from '../helpers/samplers.ts';

const onMount = canMount() ? test : test.skip;
const TIMES = 25;
const ITERATIONS = 1500;

const whole = startSampler('adaptive ladder').then(async (sampler) => {
  await sampler.run(ITERATIONS);
  return sampler;
});

/** Leaves so many bytes of a file system free. */
function fill(directory: string, free: number): string {
  const path = join(directory, 'ballast');
  const { bavail, bsize } = statfsSync(directory);
  writeFileSync(path, Buffer.alloc(Math.max(0, bavail * bsize - free)));
  return path;
}

async function expectFailed(t: ExecutionContext, work: Promise<unknown>, path: string, message: RegExp) {
  const error = await t.throwsAsync(work);
  if (!isEpsieError(error, 'FILE_FAILED')) return t.fail(String(error));
  t.true(error.path.startsWith(path) && error.message.includes(error.path), error.message);
  return t.regex(error.message, message);
}

function filesIn(directory: string): Map<string, string> {
  const names = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = names.map(({ parentPath, name }) => join(parentPath, name)).filter((path) => !path.endsWith('.lock'));
  return new Map(paths.map((path) => [path, readFileSync(path, 'latin1')]));
}

onMount(`${TIMES} times the disk is full, and with more room the run goes on to the same bits`, async (t) => {
  t.timeout(120_000);
  const parent = mounted(t, '4m');
  const directory = join(parent, 'a.run');
  const sampler = await startSampler('adaptive ladder');
  const run = await Run.create(directory, sampler);
  const uninterrupted = await whole;
  for (let i = 1; i <= TIMES; i++) {
    // What a commit of 50 iterations and its checkpoint need comes at times to this, at times to that.
    const ballast = fill(parent, 4096 * (i % 13));
    const options = { iterations: (ITERATIONS * i) / TIMES, segment: 50, checkpoint: { segments: 1 } };
    await expectFailed(t, run.sample(sampler, options), directory, /the disk is full: make room .*\(ENOSPC\)$/);
    const read = await Run.open(directory);
    t.is(read.iterations, run.iterations);
    t.is(await firstDifferentDraw(read, uninterrupted), undefined);
    rmSync(ballast);
    t.deepEqual(await run.sample(sampler, options), { completed: true, iterations: options.iterations });
  }
  await assertSameDraws(t, await Run.open(directory), uninterrupted);
  t.deepEqual(sampler.state, uninterrupted.state);
  t.deepEqual(
    [...filesIn(directory).keys()].filter((path) => path.endsWith('.tmp')),
    [],
  );
});

onMount('no run is made on a full disk, nor a part of one', async (t) => {
  const parent = mounted(t, '1m');
  const ballast = fill(parent, 0);
  const directory = join(parent, 'a.run');
  const sampler = await startSampler('gaussian');
  await expectFailed(t, Run.create(directory, sampler), directory, /the disk is full: make room/);
  t.deepEqual(readdirSync(parent), ['ballast']);
  rmSync(ballast);
  await Run.create(directory, sampler);
});

onMount('a run on a read-only file system can be read, and no more', async (t) => {
  const parent = mounted(t, '2m');
  const directory = join(parent, 'a.run');
  const sampler = await startSampler('gaussian');
  const run = await Run.create(directory, sampler);
  await run.sample(sampler, { iterations: 20 });
  const before = filesIn(directory);
  if (!remount(parent, 'ro')) return t.pass();
  t.teardown(() => remount(parent, 'rw'));
  await expectFailed(t, run.sample(sampler, { iterations: 30 }), directory, /is read-only: choose another directory/);
  const other = join(parent, 'b.run');
  await expectFailed(t, Run.create(other, sampler), other, /is read-only: choose another directory/);
  t.is((await (await Run.open(directory)).draws('x', { chain: 0 })).length, 20);
  t.true(await run.resume(await startSampler('gaussian')));
  t.deepEqual(filesIn(directory), before);
  t.true(remount(parent, 'rw'));
  t.deepEqual(await run.sample(sampler, { iterations: 30 }), { completed: true, iterations: 30 });
  return undefined;
});

test('a parent directory that is missing, or a file, is told', async (t) => {
  const parent = temporaryDirectory(t);
  const sampler = await startSampler('gaussian');
  writeFileSync(join(parent, 'file'), 'text');
  for (const make of [Run.create, Run.openOrCreate]) {
    const missing = join(parent, 'none', 'a.run');
    await expectFailed(
      t,
      make(missing, sampler),
      missing,
      /the directory .*none does not exist: check the path, or create it/,
    );
    const inFile = join(parent, 'file', 'a.run');
    await expectFailed(t, make(inFile, sampler), inFile, /a part of the path is a file, not a directory/);
  }
  t.deepEqual(readdirSync(parent), ['file']);
});

test('what is there already is not replaced', async (t) => {
  const parent = temporaryDirectory(t);
  const sampler = await startSampler('gaussian');
  writeFileSync(join(parent, 'file'), 'text');
  mkdirSync(join(parent, 'full'));
  writeFileSync(join(parent, 'full', 'thesis.tex'), 'text');
  for (const name of ['file', 'full']) {
    const message = /is there already, and is no run: take another directory/;
    await t.throwsAsync(Run.create(join(parent, name), sampler), { message });
    await t.throwsAsync(Run.openOrCreate(join(parent, name), sampler), { message });
  }
  t.deepEqual([...filesIn(parent).values()], ['text', 'text']);
  t.is(readdirSync(parent).length, 2);
});

test('a directory without a run is not opened, and what to do is said', async (t) => {
  const parent = temporaryDirectory(t);
  writeFileSync(join(parent, 'file'), 'text');
  for (const directory of [parent, join(parent, 'none')]) {
    const manifest = join(directory, 'manifest.json');
    await expectFailed(t, Run.open(directory), manifest, /Run.create/);
  }
  await expectFailed(t, Run.open(join(parent, 'file')), join(parent, 'file', 'manifest.json'), /not a directory/);
  t.deepEqual(readdirSync(parent), ['file']);
});
