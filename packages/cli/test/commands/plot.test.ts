import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlotOutput } from '@epsie/cli';
import { Run } from '@epsie/io';
import { corner, figureKinds, trace } from '@epsie/plots';
import test from 'ava';
import { epsie, json } from '../helpers/epsie.ts';
import { createEmpty, createGaussian, directoryFor } from '../helpers/runs.ts';

const cwd = directoryFor(test);
const at = (name: string): string => join(cwd, name);
const read = (name: string): string => readFileSync(at(name), 'utf8');

test.before('runs are created', async () => {
  await createGaussian(at('good.run'), 600);
  await createGaussian(at('other.run'), 300, 2);
  await createEmpty(at('empty.run'));
});

test('a figure is that of the function, with the options that were passed', async (t) => {
  const options = { parameters: ['spread'], burnIn: 100, width: 500, theme: 'dark', title: 'Spread' } as const;
  const figure = await trace(await Run.open(at('good.run')), options);
  const args = ['--parameters', 'spread', '--burn-in', '100', '--width', '500', '--theme', 'dark', '--title', 'Spread'];
  const { code, data } = json(['plot', 'good.run', 'trace', '--output', 'spread.svg', ...args], { cwd });
  t.is(code, 0);
  t.is(read('spread.svg'), `${figure.svg}\n`);
  const { width, height, description } = figure;
  const file = { kind: 'trace', file: 'spread.svg', bytes: Buffer.byteLength(figure.svg) + 1 };
  t.deepEqual(data as PlotOutput, { command: 'plot', ok: true, run: 'good.run', ...file, width, height, description });
  t.is(epsie(['plot', 'good.run', 'trace', '--output', '-', ...args], { cwd }).stdout, `${figure.svg}\n`);
});

test('runs are drawn over each other, and named', async (t) => {
  const sources = { 'good.run': await Run.open(at('good.run')), 'other.run': await Run.open(at('other.run')) };
  const { svg } = await corner(sources, { burnIn: 50 });
  const args = ['plot', 'good.run', 'corner', '--with', 'other.run', '--burn-in', '50', '--output', '-'];
  t.is(epsie(args, { cwd }).stdout, `${svg}\n`);
  t.true(svg.includes('other.run'));
});

test('without a figure, all are listed; the file has the name of the figure', (t) => {
  const { code, stdout } = epsie(['plot', 'good.run'], { cwd });
  t.is(code, 0);
  for (const [kind, { description }] of Object.entries(figureKinds))
    t.true(stdout.includes(kind) && stdout.includes(description), kind);
  t.is(epsie(['plot', 'good.run', 'corner'], { cwd }).stdout.replace(/\(.*\)/, '(…)'), 'Wrote corner.svg (…)\n');
  t.regex(read('corner.svg'), /^<svg/);
  t.is(epsie(['plot', 'good.run', 'ess-growth'], { cwd }).code, 0);
  t.true(existsSync(at('essGrowth.svg')));
});

test('a .png file is a picture', (t) => {
  const { code, stderr } = epsie(['plot', 'good.run', 'density', '--output', 'density.png'], { cwd });
  t.is(code, 0, stderr);
  t.is(readFileSync(at('density.png')).toString('latin1', 1, 4), 'PNG');
});

const fails = (title: string, args: readonly string[], message: RegExp): void =>
  test(title, (t) => {
    const { code, stderr } = epsie(['plot', ...args], { cwd });
    t.is(code, 1);
    t.regex(stderr, message);
  });

fails('another ending is refused', ['good.run', 'trace', '--output', 'x.pdf'], /`--output` to end with \.svg or \.png/);
fails(
  'several runs in a figure of one are refused',
  ['good.run', 'trace', '--with', 'other.run'],
  /Expected one run for `trace`, got `--with`: only `density`, `intervals`, `corner` show several/,
);
fails('a run over itself is refused', ['good.run', 'corner', '--with', 'good.run'], /got `good.run` twice/);
fails(
  'more runs than colours are refused',
  ['good.run', 'corner', '--with', 'a,b,c,d,e,f'],
  /at most 6 runs in a figure, got 7/,
);
fails('a run without draws is refused', ['empty.run', 'trace'], /has no draws yet/);
fails('a misspelt parameter is found', ['good.run', 'trace', '--parameters', 'spred'], /Did you mean `spread`\?/);
fails(
  'a folder that does not exist is named',
  ['good.run', 'trace', '--output', 'nowhere/x.svg'],
  /Cannot write nowhere\/x\.svg/,
);
