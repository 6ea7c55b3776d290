import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { summary } from '@epsie/analysis';
import type { WatchOutput } from '@epsie/cli';
import { Run } from '@epsie/io';
import test from 'ava';
import { EPSIE, epsie, start } from '../helpers/epsie.ts';
import { createEmpty, createGaussian, directoryFor } from '../helpers/runs.ts';
import { onTerminal } from '../helpers/terminal.ts';

const cwd = directoryFor(test);
const at = (name: string): string => join(cwd, name);
const WRITER = fileURLToPath(new URL('../helpers/programs/writer.js', import.meta.url));

test.before('runs are created', async () => {
  await createGaussian(at('done.run'), 3000);
  await createEmpty(at('empty.run'));
});

/** Moves up some lines, to their beginning. */
const UP = new RegExp(`${String.fromCharCode(27)}\\[(\\d+)A\r`);

const statuses = (stdout: string): WatchOutput[] =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as WatchOutput);

test('a run that no process writes has one status, whose numbers are those of its second half', async (t) => {
  const { code, stdout } = epsie(['watch', 'done.run', '--json'], { cwd });
  t.is(code, 0);
  const [status, ...more] = statuses(stdout);
  t.deepEqual(more, []);
  const run = await Run.open(at('done.run'));
  const expected = await summary(run, { burnIn: 1500, thin: 2 });
  t.is(status?.burnIn, 1500);
  t.is(status?.thin, 2);
  t.deepEqual(
    status?.parameters,
    expected.rows.map(({ parameter, rHat, essBulk, essTail }) => ({ parameter, rHat, essBulk, essTail })),
  );
  t.is(status?.rate, 3000 / run.samplingTime);
  t.is(status?.secondsLeft, undefined);
  t.is(status?.writer, undefined);
  t.true((status?.acceptance ?? 0) > 0.1 && (status?.acceptance ?? 1) < 0.9);
});

test('options choose parameters, burn-in and the total for the time left', (t) => {
  const args = ['watch', 'done.run', '--parameters', 'spread', '--burn-in', '2500', '--total', '6000', '--json'];
  const [status] = statuses(epsie(args, { cwd }).stdout);
  t.deepEqual(
    status?.parameters.map(({ parameter }) => parameter),
    ['spread'],
  );
  t.is(status?.burnIn, 2500);
  t.is(status?.thin, 1);
  t.is(status?.secondsLeft, 3000 / (status?.rate ?? 0));
  const line = epsie(args.slice(0, -1), { cwd }).stdout;
  t.regex(
    line,
    /^\S+ 3000 of 6000 \(50 %\) iterations, \d+ iterations\/s, .* left, \d+ % accepted, R̂ \d\.\d\d \(spread\), ESS \d+ \(spread\)\n$/,
  );
  t.regex(epsie(['watch', 'done.run', '--parameters', 'spred'], { cwd }).stderr, /Did you mean `spread`\?/);
});

test('--keep continues without a writer, --times ends after a number of updates', (t) => {
  const { code, stdout } = epsie(['watch', 'done.run', '--keep', '--times', '3', '--interval', '0.01'], { cwd });
  t.is(code, 0);
  t.is(stdout.split('\n').length, 4);
});

test('a run without a commit has no numbers yet', (t) => {
  const { code, stdout } = epsie(['watch', 'empty.run'], { cwd });
  t.is(code, 0);
  t.regex(stdout, /^\S+ 0 iterations, no draws yet\n$/);
});

test('a run is followed while another process writes it, until that process has ended', async (t) => {
  const writer = start([WRITER, at('written.run')]);
  await writer.shows(/writing/);
  const watch = start([EPSIE, 'watch', 'written.run', '--interval', '0.05', '--json'], { cwd });
  await watch.shows(/(\n[^\n]*){4}/);
  writer.kill('SIGKILL');
  await writer.ended;
  const { code, stdout, stderr } = await watch.ended;
  t.deepEqual([code, stderr], [0, '']);
  const shown = statuses(stdout);
  const iterations = shown.map((status) => status.iterations);
  t.deepEqual(
    iterations,
    iterations.toSorted((a, b) => a - b),
  );
  t.true((iterations.at(-1) ?? 0) > (iterations[0] ?? 0));
  t.is(typeof shown[0]?.writer?.pid, 'number');
  t.is(shown.at(-1)?.writer, undefined);
  t.is(shown.at(-1)?.iterations, (await Run.open(at('written.run'))).iterations);
});

test('every command reads a run while another process writes it', async (t) => {
  const writer = start([WRITER, at('busy.run')]);
  await writer.shows(/writing/);
  for (const command of ['summary', 'diagnose'])
    t.true([0, 2].includes(epsie([command, 'busy.run'], { cwd }).code ?? 1), command);
  t.is(epsie(['check', 'busy.run'], { cwd }).code, 0);
  t.is(epsie(['export', 'busy.run', 'busy.csv'], { cwd }).code, 0);
  t.regex(epsie(['info', 'busy.run'], { cwd }).stdout, /writer {6}process \d+ on /);
  writer.kill('SIGTERM');
  await writer.ended;
  t.regex(epsie(['info', 'busy.run'], { cwd }).stdout, /writer {6}no process/);
});

test('a terminal shows one block that is replaced, no wider than it', (t) => {
  const shown = onTerminal(['watch', at('done.run'), '--keep', '--times', '2', '--interval', '0.01'], 40);
  const [first, , second] = shown.split(UP);
  t.truthy(second);
  const lines = stripVTControlCharacters(second ?? '').split('\n');
  t.true(
    lines.every((line) => [...line].length <= 40),
    lines.join('\n'),
  );
  t.true(lines.includes('3000 iterations'));
  t.true(
    lines.some((line) => /^parameter +R̂ {2}ESS bulk {2}ESS tail$/.test(line)),
    lines.join('\n'),
  );
  t.is((first ?? '').split('\n').length, Number(shown.match(UP)?.[1]) + 1);
});
