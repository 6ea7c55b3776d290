import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReportOutput } from '@epsie/cli';
import { Run } from '@epsie/io';
import { report } from '@epsie/plots';
import test from 'ava';
import { epsie, json } from '../helpers/epsie.ts';
import { createEmpty, createGaussian, createStuck, createTempered, directoryFor } from '../helpers/runs.ts';

const cwd = directoryFor(test);
const at = (name: string): string => join(cwd, name);
const read = (name: string): string => readFileSync(at(name), 'utf8');

test.before('runs are created', async () => {
  await createGaussian(at('good.run'), 3000);
  await createStuck(at('stuck.run'));
  await createTempered(at('tempered.run'));
  await createEmpty(at('empty.run'));
});

test('a report is that of the function, with the options that were passed', async (t) => {
  const run = await Run.open(at('good.run'));
  const options = { burnIn: 500, parameters: ['spread'], figures: ['trace', 'essGrowth'], title: 'Spread' } as const;
  // The directory is part of the report.
  const { html } = await report(run, options);
  const args = ['--burn-in', '500', '--parameters', 'spread', '--figures', 'trace,ess-growth', '--title', 'Spread'];
  const { code, data } = json(['report', 'good.run', '--output', 'spread.html', ...args], { cwd });
  t.is(code, 0);
  t.is(read('spread.html').replaceAll('good.run', at('good.run')), html);
  const bytes = Buffer.byteLength(read('spread.html'));
  t.deepEqual(data as ReportOutput, {
    command: 'report',
    ok: true,
    run: 'good.run',
    burnIn: 500,
    file: 'spread.html',
    bytes,
    title: 'Spread',
  });
  const printed = epsie(['report', 'good.run', '--output', '-', ...args], { cwd });
  t.is(printed.code, 0);
  t.is(printed.stdout, read('spread.html'));
});

test('the default file is report.html, and the exit code is that of the verdict', (t) => {
  const good = epsie(['report', 'good.run', '--burn-in', '500'], { cwd });
  t.is(good.code, 0);
  t.regex(good.stdout, /^Wrote report\.html \(.* kB\)\nNothing speaks against the draws\n$/);
  t.regex(read('report.html'), /^<!doctype html>\n<html lang="en"><head>.*<title>Report of good\.run<\/title>/);
  const stuck = epsie(['report', 'stuck.run', '--output', 'stuck.html'], { cwd });
  t.is(stuck.code, 2);
  t.regex(stuck.stdout, /^Wrote stuck\.html .*\nDo not believe the draws yet/);
  t.is(json(['report', 'stuck.run', '--output', 'stuck.html'], { cwd }).data['ok'], false);
  t.is(epsie(['report', 'stuck.run', '--output', '-'], { cwd }).code, 2);
});

test('a report of a tempered run has its evidence and its swaps', (t) => {
  const { code } = epsie(['report', 'tempered.run', '--output', 'tempered.html', '--burn-in', '300'], { cwd });
  t.true(code === 0 || code === 2);
  for (const heading of ['Evidence', 'Tempering', 'What was run'])
    t.true(read('tempered.html').includes(`<h2>${heading}`));
});

const fails = (title: string, args: readonly string[], message: RegExp): void =>
  test(title, (t) => {
    const { code, stderr } = epsie(['report', ...args], { cwd });
    t.is(code, 1);
    t.regex(stderr, message);
  });

fails('another ending is refused', ['good.run', '--output', 'x.pdf'], /`--output` to end with \.html, or to be `-`/);
fails('a run without draws has no report', ['empty.run'], /has no draws yet/);
fails('a misspelt parameter of a report is found', ['good.run', '--parameters', 'spred'], /Did you mean `spread`\?/);
fails(
  'a misspelt figure is found',
  ['good.run', '--figures', 'traces'],
  /Expected `--figures` .*Did you mean `trace`\?/,
);
fails(
  'a figure that the run has no data for is an error',
  ['good.run', '--figures', 'swaps'],
  /at least two temperatures/,
);
fails('a burn-in behind the end has no report', ['good.run', '--burn-in', '5000'], /`--burn-in`/);
fails(
  'a folder that does not exist is named by report',
  ['good.run', '--output', 'no/x.html'],
  /Cannot write no\/x\.html/,
);
