import { appendFileSync, cpSync, rmSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckOutput } from '@epsie/cli';
import test from 'ava';
import { epsie, json } from '../helpers/epsie.ts';
import { checkpointsOf, createEmpty, createTempered, damaged, directoryFor } from '../helpers/runs.ts';

const cwd = directoryFor(test);
const at = (name: string): string => join(cwd, name);
const good = at('good.run');

test.before('runs are created', async () => {
  await createTempered(good);
  await createEmpty(at('empty.run'));
});

const check = (name: string): { readonly code: number | null; readonly data: CheckOutput } => {
  const { code, data } = json(['check', name], { cwd });
  return { code, data: data as unknown as CheckOutput };
};

test('an intact run has every file listed, and exit code 0', (t) => {
  const { code, data } = check('good.run');
  t.is(code, 0);
  t.true(data.ok);
  t.deepEqual(data.damage, []);
  t.deepEqual(
    data.files.map(({ path }) => path),
    [
      'manifest.json',
      ...checkpointsOf(good).map((name) => `checkpoints/${name}`),
      'samples/draws.arrows',
      'samples/swaps.arrows',
    ].map((file) => `good.run/${file}`),
  );
  t.regex(
    epsie(['check', 'good.run'], { cwd }).stdout,
    /^ok {2}good\.run\/manifest\.json \(\d.*\nEvery checksum matches\n$/s,
  );
  t.is(check('empty.run').code, 0);
});

for (const file of ['manifest.json', 'samples/draws.arrows', 'samples/swaps.arrows'])
  for (const fraction of [0.1, 0.4, 0.6, 0.99])
    test(`a flipped byte of ${file} at ${100 * fraction} % is found`, (t) => {
      const name = `${file.replaceAll('/', '-')}-${fraction}.run`;
      damaged(good, at(name), file, fraction);
      const { code, data } = check(name);
      t.is(code, 1);
      t.is(data.damaged, 1);
      t.deepEqual(
        data.damage.map(({ path }) => path),
        [`${name}/${file}`],
      );
      t.deepEqual(
        data.files.filter(({ ok }) => !ok).map(({ path }) => path),
        [`${name}/${file}`],
      );
    });

test('the damaged quantity, chain, temperature and iterations are named', (t) => {
  damaged(good, at('named.run'), 'samples/draws.arrows', 0.5);
  const [place] = check('named.run').data.damage;
  t.is(typeof place?.offset, 'number');
  t.truthy(place?.column);
  t.regex(place?.message ?? '', /checksum mismatch in `\w+` of chain \d at temperature \d, iterations \d+ to \d+/);
  const { code, stdout } = epsie(['check', 'named.run'], { cwd });
  t.is(code, 1);
  t.regex(stdout, /\nDAMAGED {2}named\.run\/samples\/draws\.arrows .*\n- .*\nDamaged: 1 place\n$/s);
});

test('every damaged checkpoint is listed, and draws are not checked without any', (t) => {
  const [name = ''] = checkpointsOf(good);
  damaged(good, at('one.run'), `checkpoints/${name}`);
  t.deepEqual(
    check('one.run').data.damage.map(({ path }) => path),
    [`one.run/checkpoints/${name}`],
  );

  cpSync(good, at('all.run'), { recursive: true });
  for (const checkpoint of checkpointsOf(good)) truncateSync(join(at('all.run'), 'checkpoints', checkpoint), 100);
  const { code, data } = check('all.run');
  t.is(code, 1);
  t.is(data.damaged, checkpointsOf(good).length + 1);
  t.regex(data.damage.at(-1)?.message ?? '', /was not checked: no checkpoint is intact/);
});

test('a truncated table is damaged, bytes behind the last commit are not', (t) => {
  cpSync(good, at('cut.run'), { recursive: true });
  const table = join(at('cut.run'), 'samples/draws.arrows');
  truncateSync(table, statSync(table).size - 8);
  t.is(check('cut.run').code, 1);
  t.regex(check('cut.run').data.damage[0]?.message ?? '', /was truncated or replaced/);

  cpSync(good, at('more.run'), { recursive: true });
  appendFileSync(join(at('more.run'), 'samples/draws.arrows'), 'written after the last commit');
  t.is(check('more.run').code, 0);
});

test('a missing table is an error', (t) => {
  cpSync(good, at('missing.run'), { recursive: true });
  rmSync(join(at('missing.run'), 'samples/draws.arrows'));
  const { code, stderr } = epsie(['check', 'missing.run'], { cwd });
  t.is(code, 1);
  t.regex(stderr, /^epsie: Cannot read missing\.run\/samples\/draws\.arrows: no such file or directory/);
});
