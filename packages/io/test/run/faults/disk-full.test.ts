import { mkdirSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isEpsieError } from '@epsie/core';
import { loadState, Run, saveState } from '@epsie/io';
import test, { type ExecutionContext } from 'ava';
import { blockageOf } from '#src/files/blocked-path.js';
import { canMount, mounted, remount } from '../../helpers/crash/mounted.ts';
import { temporaryDirectory } from '../../helpers/directory.ts';
import { assertSameDraws, firstDifferentDraw } from '../../helpers/same-draws.ts';
import { startSampler } from '../../helpers/samplers.ts';

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

onMount(`${TIMES} times the disk is full, and with more room the run continues bit-identically`, async (t) => {
  t.timeout(600_000);
  const parent = mounted(t, '4m');
  const directory = join(parent, 'a.run');
  const sampler = await startSampler('adaptive ladder');
  const run = await Run.create(directory, sampler);
  const uninterrupted = await whole;
  for (let i = 1; i <= TIMES; i++) {
    // What a commit of 50 iterations and its checkpoint need comes at times to this, at times to that.
    const ballast = fill(parent, 4096 * (i % 13));
    const options = { iterations: (ITERATIONS * i) / TIMES, segment: 50, checkpoint: { segments: 1 } };
    await expectFailed(
      t,
      run.sample(sampler, options),
      directory,
      /no space left on device: free disk space .*\(ENOSPC\)$/,
    );
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

onMount('creates no part of a run on a full disk', async (t) => {
  const parent = mounted(t, '1m');
  const ballast = fill(parent, 0);
  const directory = join(parent, 'a.run');
  const sampler = await startSampler('gaussian');
  await expectFailed(t, Run.create(directory, sampler), directory, /no space left on device: free disk space/);
  t.deepEqual(readdirSync(parent), ['ballast']);
  rmSync(ballast);
  await Run.create(directory, sampler);
});

onMount('a run on a read-only file system can be read, but not written', async (t) => {
  const parent = mounted(t, '2m');
  const directory = join(parent, 'a.run');
  const sampler = await startSampler('gaussian');
  const run = await Run.create(directory, sampler);
  await run.sample(sampler, { iterations: 20 });
  const before = filesIn(directory);
  if (!remount(parent, 'ro')) return t.pass();
  t.teardown(() => remount(parent, 'rw'));
  await expectFailed(
    t,
    run.sample(sampler, { iterations: 30 }),
    directory,
    /read-only file system: choose another directory/,
  );
  const other = join(parent, 'b.run');
  await expectFailed(t, Run.create(other, sampler), other, /read-only file system: choose another directory/);
  t.is((await (await Run.open(directory)).draws('x', { chain: 0 })).length, 20);
  t.true(await run.resume(await startSampler('gaussian')));
  t.deepEqual(filesIn(directory), before);
  t.true(remount(parent, 'rw'));
  t.deepEqual(await run.sample(sampler, { iterations: 30 }), { completed: true, iterations: 30 });
  return undefined;
});

test('names the part of a path that is missing, or is a file', async (t) => {
  const parent = temporaryDirectory(t);
  const sampler = await startSampler('gaussian');
  const [none, file] = [join(parent, 'none'), join(parent, 'file')];
  writeFileSync(file, 'text');
  const within = (path: string): RegExp =>
    new RegExp(`: there is no directory ${path}: check the path, or create it \\(ENOENT\\)`);
  const isFile = new RegExp(`: ${file} is a file, not a directory: check the path \\(ENOTDIR\\)`);
  for (const make of [Run.create, Run.openOrCreate]) {
    for (const missing of [join(none, 'a.run'), join(none, 'inner', 'a.run')])
      await expectFailed(t, make(missing, sampler), missing, within(none));
    const inFile = join(file, 'a.run');
    await expectFailed(t, make(inFile, sampler), inFile, isFile);
  }
  const state = join(none, 'inner', 'a.npz');
  await expectFailed(t, saveState(state, sampler.state), state, within(none));
  await expectFailed(t, loadState(state), state, within(none));
  await expectFailed(
    t,
    loadState(none),
    none,
    /^Cannot read .*none: no such file or directory: check the path \(ENOENT\)$/,
  );
  t.deepEqual(readdirSync(parent), ['file']);
});

test('names the relative part of a relative path', (t) => {
  t.deepEqual(blockageOf('no-such/a/b'), { path: 'no-such', kind: 'missing', isLast: false });
  t.deepEqual(blockageOf('./package.json/a'), { path: './package.json', kind: 'file', isLast: false });
  t.deepEqual(blockageOf('no-such'), { path: 'no-such', kind: 'missing', isLast: true });
  t.is(blockageOf('package.json'), undefined);
  t.is(blockageOf('../io/package.json'), undefined);
});

test('does not replace an existing path', async (t) => {
  const parent = temporaryDirectory(t);
  const sampler = await startSampler('gaussian');
  writeFileSync(join(parent, 'file'), 'text');
  mkdirSync(join(parent, 'full'));
  writeFileSync(join(parent, 'full', 'thesis.tex'), 'text');
  for (const name of ['file', 'full']) {
    const message = /exists already and is not a run: choose another directory/;
    await t.throwsAsync(Run.create(join(parent, name), sampler), { message });
    await t.throwsAsync(Run.openOrCreate(join(parent, name), sampler), { message });
  }
  t.deepEqual([...filesIn(parent).values()], ['text', 'text']);
  t.is(readdirSync(parent).length, 2);
});

test('rejects a directory without a run, with advice', async (t) => {
  const parent = temporaryDirectory(t);
  const [none, file] = [join(parent, 'none'), join(parent, 'file')];
  writeFileSync(file, 'text');
  const way = ', or create a run with `Run.create` or `Run.openOrCreate`';
  for (const [directory, reason] of [
    [parent, 'the directory has no manifest.json: check the path (ENOENT)'],
    [none, `there is no directory ${none}: check the path (ENOENT)`],
    [join(none, 'a.run'), `there is no directory ${none}: check the path (ENOENT)`],
    [join(file, 'a.run'), `${file} is a file, not a directory: check the path (ENOTDIR)`],
    [file, `${file} is a file, not a directory: check the path (ENOTDIR)`],
  ] as const) {
    const error = await t.throwsAsync(Run.open(directory), {
      message: `There is no run ${directory}: ${reason}${way}`,
    });
    t.true(isEpsieError(error, 'FILE_FAILED') && error.path === join(directory, 'manifest.json'));
  }
  t.deepEqual(readdirSync(parent), ['file']);
});
