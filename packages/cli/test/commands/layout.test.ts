// How the output looks: without a terminal, in 40 columns, without colours, and into a pipe that is closed.
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import test from 'ava';
import { bash, epsie } from '../helpers/epsie.ts';
import { createGaussian, createTempered, directoryFor } from '../helpers/runs.ts';
import { onTerminal } from '../helpers/terminal.ts';

const cwd = directoryFor(test);
const at = (name: string): string => join(cwd, name);

test.before('runs are created', async () => {
  await createGaussian(at('good.run'), 3000);
  await createTempered(at('tempered.run'), { cold: true });
});

const COMMANDS = [
  ['summary', at('good.run')],
  ['diagnose', at('tempered.run')],
  ['evidence', at('tempered.run')],
  ['tempering', at('tempered.run')],
  ['info', at('tempered.run')],
  ['help'],
  ['help', 'summary'],
];
const hasColor = (text: string): boolean => stripVTControlCharacters(text) !== text;
const widest = (text: string): number =>
  Math.max(...text.split('\n').map((line) => [...line.replaceAll(/\p{Mark}/gu, '')].length));
// Words that have no place to break in, such as paths, and examples, which can be copied.
const breakable = (text: string): string => text.split('\nExamples')[0]?.replaceAll(/\S{25,}/g, '') ?? '';

for (const args of COMMANDS) {
  const title = args.map((arg) => arg.split('/').at(-1)).join(' ');

  test(`${title}: 40 columns suffice, and no number is lost`, (t) => {
    const wide = epsie(args, { env: { COLUMNS: '400' } }).stdout;
    const narrow = epsie(args, { env: { COLUMNS: '40' } }).stdout;
    t.true(widest(breakable(narrow)) <= 40, narrow);
    const words = (text: string): string[] => [...new Set(text.split(/\s+/))].sort((a, b) => (a < b ? -1 : 1));
    t.deepEqual(words(narrow), words(wide));
  });

  test(`${title}: a terminal has colours unless NO_COLOR is set`, (t) => {
    const shown = onTerminal(args, 100);
    const plain = onTerminal(args, 100, { NO_COLOR: '1' });
    t.false(hasColor(plain));
    if (args[0] !== 'summary') t.true(hasColor(shown));
    t.is(stripVTControlCharacters(shown), plain);
  });

  test(`${title}: without a terminal there are neither colours nor line breaks`, (t) => {
    const { stdout } = epsie(args);
    t.false(hasColor(stdout));
    if (args[0] !== 'help') t.true(widest(stdout) > 70);
  });
}

test('a closed pipe ends the command quietly', (t) => {
  for (const command of ['summary good.run', 'info good.run', 'help', 'watch good.run --keep --interval 0.01']) {
    const { stdout, stderr } = bash(`epsie ${command} | head -1`, cwd);
    t.is(stdout.split('\n').length, 2, command);
    t.is(stderr, '', command);
  }
  t.deepEqual(bash('epsie summary good.run | true', cwd), { code: 0, stdout: '', stderr: '' });
});
