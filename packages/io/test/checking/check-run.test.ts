import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { checkRun } from '#src/checking/check-run.js';
import { DamageList, MOST_DAMAGE } from '#src/checking/damage.js';
import { Run } from '#src/run/run.js';
import { temporaryDirectory } from '../helpers/directory.ts';
import { firstDifferentDraw } from '../helpers/same-draws.ts';
import { sampleSmall, startSmall, uninterrupted } from '../helpers/small-run.ts';

process.removeAllListeners('warning');

async function createSmall(t: ExecutionContext): Promise<string> {
  const directory = join(temporaryDirectory(t), 'a.run');
  const sampler = await startSmall();
  await sampleSmall(await Run.create(directory, sampler), sampler);
  return directory;
}

const filesIn = (directory: string): string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.lock'))
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)));

test('an intact run has no damage; progress ends at the total', async (t) => {
  const directory = await createSmall(t);
  const progress: { bytes: number; total: number }[] = [];
  const { ok, damage, damaged, files } = await checkRun(directory, { onProgress: (p) => progress.push(p) });
  t.deepEqual({ ok, damage, damaged }, { ok: true, damage: [], damaged: 0 });
  t.is(files.length, filesIn(directory).length);
  t.true(files.every((file) => file.ok));
  const bytes = progress.map((p) => p.bytes);
  t.deepEqual(
    bytes,
    bytes.toSorted((a, b) => a - b),
  );
  t.true((bytes.at(-1) ?? 0) <= (progress[0]?.total ?? 0));
});

// Every byte takes an hour: EPSIE_EVERY_BYTE=1. Otherwise some bytes of each file, also of a small one.
const STEP = process.env['EPSIE_EVERY_BYTE'] === undefined ? 601 : 1;

test('flipped bytes are found in their own file, or changes no draw', async (t) => {
  t.timeout(STEP > 1 ? 240_000 : 2 * 3600_000);
  const directory = await createSmall(t);
  const copy = `${directory}-copy`;
  cpSync(directory, copy, { recursive: true });
  const expected = await uninterrupted;
  let [found, harmless] = [0, 0];
  for (const file of filesIn(directory)) {
    const [path, bytes] = [join(copy, file), readFileSync(join(directory, file))];
    for (let k = 0; k < bytes.length; k += STEP) {
      const flipped = Buffer.from(bytes);
      flipped[k] = (flipped[k] as number) ^ (1 << (k % 8));
      writeFileSync(path, flipped);
      const { damage } = await checkRun(copy);
      if (damage.length > 0) {
        found++;
        if (!damage.every((place) => place.path === path)) t.fail(`${file} at ${k}: ${JSON.stringify(damage)}`);
      } else {
        harmless++;
        if ((await firstDifferentDraw(await Run.open(copy), expected)) !== undefined)
          t.fail(`${file} at ${k} is not found`);
      }
    }
    writeFileSync(path, bytes);
  }
  // What is not found are the bytes between columns, which pad them to multiples of 8.
  t.log(`${found} found, ${harmless} harmless`);
  t.true(found > 30 && harmless < found / 20, `${found} found, ${harmless} harmless`);
});

test('of very much damage, the first places are listed, and all are counted', (t) => {
  const list = new DamageList();
  for (let k = 0; k < 3 * MOST_DAMAGE; k++) list.add({ path: 'a', message: String(k) });
  t.is(list.places.length, MOST_DAMAGE);
  t.is(list.places.at(-1)?.message, String(MOST_DAMAGE - 1));
  t.is(list.count, 3 * MOST_DAMAGE);
});

test('a directory without a run and wrong options are errors', async (t) => {
  const directory = temporaryDirectory(t);
  await t.throwsAsync(checkRun(directory), { code: 'FILE_FAILED' });
  await t.throwsAsync(checkRun(directory, { onProgress: 1 as never }), { instanceOf: TypeError });
  await t.throwsAsync(checkRun(directory, { progress: () => {} } as never), { message: /Unknown option `progress`/ });
});
