import { readdirSync } from 'node:fs';
import { figureKinds } from '@epsie/plots';
import test from 'ava';
import { onDisk } from './helpers/source.ts';
import { gaussians, hard, tempered } from './helpers/sources.ts';
import { labels, parse } from './helpers/svg.ts';

const TEMPERED = ['ladder', 'swaps', 'indexProcess', 'logLikelihoodByBeta'];

const camelCase = (file: string): string =>
  file.replace('.ts', '').replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());

test('every figure has a kind, and every kind a figure of its name', (t) => {
  const files = readdirSync(new URL('../src/figures', import.meta.url)).filter((file) => file.endsWith('.ts'));
  const inOrder = (names: readonly string[]): string[] => names.toSorted((a, b) => a.localeCompare(b));
  t.deepEqual(inOrder(Object.keys(figureKinds)), inOrder(files.map(camelCase)));
  for (const [name, { draw, description }] of Object.entries(figureKinds)) {
    t.is(draw.name, name);
    t.regex(description, /^[a-z].{10,80}[^.]$/);
  }
});

const known = [...new Set(Object.values(figureKinds).flatMap(({ options }) => options))];

for (const [name, { draw, options }] of Object.entries(figureKinds)) {
  test(`${name} has the options that its kind lists, and no others`, (t) => {
    for (const option of known) {
      const isUnknown = (): unknown => draw(hard(2, 50), { [option]: undefined });
      if (options.includes(option)) t.notThrows(isUnknown, option);
      else t.throws(isUnknown, { message: new RegExp(`Unknown option \`${option}\``) });
    }
  });

  for (const chains of [1, 4, 280])
    test(`${name} of ${chains} chains draws constants, NaN, angles and integers at any scale as well-formed XML`, (t) => {
      const figure = draw(hard(chains), {});
      if (figure instanceof Promise) return t.fail();
      const root = parse(figure.svg);
      t.is(root.attributes['role'], 'img');
      t.is(root.attributes['aria-label'], figure.description);
      t.true(
        labels(figure.svg).every(
          (label) => !/NaN|undefined|Infinity/.test(label) || / undefined$|^undefined$/.test(label),
        ),
      );
    });
  if (name !== 'dimension')
    for (const length of [1, 2, 3, 7])
      test(`${name} draws ${length} draws`, (t) => {
        const source = TEMPERED.includes(name) ? tempered(3, 3, length) : gaussians(2, 3, length);
        t.notThrows(() => parse((draw(source, {}) as { svg: string }).svg));
      });
  test(`${name} is the same of a run on disk, as a promise`, async (t) => {
    const source = hard(3, 100);
    const promise = draw(onDisk(source), {});
    t.true(promise instanceof Promise);
    t.is((await promise).svg, (draw(source, {}) as { svg: string }).svg);
  });
  test(`${name} refuses unknown options, what is no source, and a source without draws`, (t) => {
    t.throws(() => draw(gaussians(1), { colour: 'red' }), {
      instanceOf: TypeError,
      message: /Unknown option `colour` of /,
    });
    t.throws(() => draw(4 as never, {}), {
      instanceOf: TypeError,
      message: /Expected `source` to be a (tempered )?sampler/,
    });
    if (name !== 'dimension' && name !== 'trace')
      t.throws(() => draw(TEMPERED.includes(name) ? tempered(3, 2, 0) : gaussians(1, 2, 0), {}), {
        instanceOf: RangeError,
        message: /to have draws, got none. Sample first/,
      });
  });
}

for (const name of TEMPERED)
  test(`${name} of one temperature is an error with the way out`, (t) => {
    const { draw } = figureKinds[name as 'ladder'];
    t.throws(() => draw(gaussians(1), {}), {
      instanceOf: RangeError,
      message: /at least two temperatures, got 1\. Use `ParallelTemperedSampler`, and record runs with `levels: 'all'`/,
    });
  });
