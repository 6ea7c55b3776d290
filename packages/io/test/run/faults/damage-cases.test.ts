import { once } from 'node:events';
import { crc32 } from 'node:zlib';
import { isEpsieError } from '@epsie/core';
import test, { type ExecutionContext } from 'ava';
import { Run } from '#src/run/run.js';
import { diskOf, type Image, imageOf, pathIn, sameImage, sampledImage } from '../../helpers/crash/disk-image.ts';
import {
  DIRECTORY,
  faultOfComplete,
  ITERATIONS,
  sameState,
  sampleSmall,
  startSmall,
  uninterrupted,
} from '../../helpers/small-run.ts';

/** Its checkpoints are 4 (6 iterations), 5 (8) and 6 (9). */
const whole = sampledImage(3, 9);

/** Returns the run with some files changed, or removed where `change` returns nothing. */
async function changed(part: string, change: (bytes: Uint8Array) => Uint8Array | undefined): Promise<Image> {
  const entries = [...(await whole)].flatMap(([path, bytes]) => {
    const now = path.includes(part) ? change(bytes) : bytes;
    return now === undefined ? [] : [[path, now] as const];
  });
  return new Map(entries);
}

const halved = (bytes: Uint8Array): Uint8Array => bytes.slice(0, bytes.length / 2);

/** Resumes a run and continues it: returns the run and the sampler. */
async function goOn(image: Image, sampler = startSmall()) {
  const fs = await diskOf(image);
  const run = await Run.on(fs).open(DIRECTORY);
  await run.resume(await sampler);
  await sampleSmall(run, await sampler);
  return { fs, run, sampler: await sampler };
}

/** Asserts that reading and continuing fail with the same error, and that both change nothing. */
async function expectRefused(t: ExecutionContext, image: Image, code: 'FILE_DAMAGED' | 'STATE_MISMATCH', path: string) {
  const fs = await diskOf(image);
  const sampler = await startSmall();
  const error = await t.throwsAsync(async () => {
    const run = await Run.on(fs).open(DIRECTORY);
    await run.draws('x', { chain: 0 });
    await run.resume(sampler);
    await sampleSmall(run, sampler);
  });
  t.true(isEpsieError(error, code), String(error));
  t.true(error?.message.includes(path), error?.message);
  t.is(sampler.iterations, 0);
  t.true(sameImage(image, await imageOf(fs)));
  return error?.message ?? '';
}

test.serial('instead of a damaged checkpoint the one before is taken, and that is said', async (t) => {
  const warned = once(process, 'warning') as Promise<[Error]>;
  const { fs, run, sampler } = await goOn(await changed('ck-000006', halved));
  const path = pathIn(await whole, 'ck-000006');
  const [warning] = await warned;
  t.is(warning.name, 'EpsieWarning');
  t.true(warning.message.startsWith(path));
  t.regex(warning.message, /is damaged: .*continues from the checkpoint before it, .*ck-000005.npz, at iteration 8$/);
  t.deepEqual(run.warnings, [warning.message]);
  t.true(sameState(sampler, await uninterrupted));
  t.is(await faultOfComplete(fs), undefined);
});

test('where all checkpoints are damaged, the run is', async (t) => {
  const image = await changed('ck-', halved);
  const message = await expectRefused(t, image, 'FILE_DAMAGED', pathIn(await whole, 'ck-000006'));
  t.regex(message, /no intact checkpoint among 3\. Restore a copy .* The newest: .*ck-000006/);
});

test('without its checkpoints, a run refuses to sample over the draws', async (t) => {
  const image = await changed('ck-', () => undefined);
  const fs = await diskOf(image);
  const sampler = await startSmall();
  const run = await Run.on(fs).open(DIRECTORY);
  t.false(await run.resume(sampler));
  const error = await t.throwsAsync(sampleSmall(run, sampler));
  t.true(isEpsieError(error, 'FILE_DAMAGED') && error.path === pathIn(image, 'draws.arrows'));
  t.regex(error?.message ?? '', /has draws but the run has no checkpoint: restore a copy of the checkpoints/);
  t.true(sameImage(image, await imageOf(fs)));
});

test('refuses to sample over the swaps if the draws are missing too', async (t) => {
  const image = new Map(await changed('ck-', () => undefined));
  image.delete(pathIn(image, 'draws.arrows'));
  const fs = await diskOf(image);
  const run = await Run.on(fs).open(DIRECTORY);
  t.true(isEpsieError(await t.throwsAsync(sampleSmall(run, await startSmall())), 'FILE_DAMAGED'));
  t.true(sameImage(image, await imageOf(fs)));
});

for (const table of ['draws.arrows', 'swaps.arrows']) {
  test(`refuses to continue with ${table} shorter than the checkpoint refers to`, async (t) => {
    const path = pathIn(await whole, table);
    const image = await changed(table, (bytes) => bytes.slice(0, -8));
    const fs = await diskOf(image);
    const sampler = await startSmall();
    const run = await Run.on(fs).open(DIRECTORY);
    await run.resume(sampler);
    const error = await t.throwsAsync(sampleSmall(run, sampler));
    t.true(isEpsieError(error, 'FILE_DAMAGED') && error.path === path);
    const length = (await whole).get(path)?.length as number;
    t.true(error?.message.includes(`${length - 8} bytes, but its last checkpoint refers to ${length}`));
    t.true(sameImage(image, await imageOf(fs)));
  });
}

test('truncates no table before all were checked', async (t) => {
  const image = new Map(await changed('ck-000006', halved));
  const path = pathIn(image, 'swaps.arrows');
  image.set(path, halved(image.get(path) as Uint8Array));
  const fs = await diskOf(image);
  const sampler = await startSmall();
  const run = await Run.on(fs).open(DIRECTORY);
  await run.resume(sampler);
  t.true(isEpsieError(await t.throwsAsync(sampleSmall(run, sampler)), 'FILE_DAMAGED'));
  t.true(sameImage(image, await imageOf(fs)));
});

test('cuts off rows of an interrupted commit, so that other readers can read the file', async (t) => {
  const longer = await changed('.arrows', (bytes) => Buffer.concat([bytes, Buffer.alloc(20_000, 7)]));
  const [expected, actual] = await Promise.all(
    [await whole, longer].map(async (image) => imageOf((await goOn(image)).fs)),
  );
  for (const table of ['draws.arrows', 'swaps.arrows'])
    t.deepEqual(actual?.get(pathIn(longer, table)), expected?.get(pathIn(longer, table)));
});

for (const [what, seed, iterations, name] of [
  ['as far', 4, 9, 'ck-000006'],
  ['without draws', 4, 0, 'ck-000001'],
  ['with the same numbers', 3, 6, 'ck-000004'],
] as const) {
  test(`a checkpoint of another run, ${what}, is not taken for one of this`, async (t) => {
    const other = await sampledImage(seed, iterations);
    const stranger = other.get(pathIn(other, name)) as Uint8Array;
    const path = pathIn(await whole, 'ck-000006').replace('000006', '000007');
    const { run, sampler } = await goOn(new Map([...(await whole), [path, stranger]]));
    t.regex(run.warnings[0] ?? '', /ck-000007.npz is a checkpoint of a different run than .*manifest.json: remove it/);
    t.true(sameState(sampler, await uninterrupted));
    t.is(run.length, ITERATIONS);
  });
}

test('a run of a newer version asks for an update', async (t) => {
  const image = await changed('manifest.json', (bytes) => {
    const text = new TextDecoder().decode(bytes).replace('"schema": 1', '"schema": 3');
    const body = text.replace(/,\n {2}"crc32".*\n\}\n$/, '');
    return Buffer.from(text.replace(/[0-9a-f]{8}"\n\}\n$/, `${crc32(body).toString(16).padStart(8, '0')}"\n}\n`));
  });
  const message = await expectRefused(t, image, 'STATE_MISMATCH', pathIn(image, 'manifest.json'));
  t.regex(message, /Update @epsie\/io/);
});
