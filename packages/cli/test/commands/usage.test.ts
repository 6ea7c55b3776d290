// Arguments: help, version, misspelt names, wrong values, and errors as lines and as JSON.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { COMMANDS } from '#src/registry/commands.js';
import { epsie, json } from '../helpers/epsie.ts';
import { checkpointsOf, createGaussian, damaged, directoryFor, notARun, ofNewerSchema } from '../helpers/runs.ts';

const cwd = directoryFor(test);
const at = (name: string): string => join(cwd, name);

test.before('runs are created', async () => {
  await createGaussian(at('good.run'), 600);
  ofNewerSchema(at('good.run'), at('newer.run'));
  damaged(at('good.run'), at('manifest.run'), 'manifest.json');
  damaged(at('good.run'), at('draws.run'), 'samples/draws.arrows');
  damaged(at('good.run'), at('checkpoint.run'), `checkpoints/${checkpointsOf(at('good.run')).at(-1)}`);
  notARun(at('notes'));
});

for (const { name } of COMMANDS) {
  test(`${name}: --help and help print the same, without running`, (t) => {
    const { code, stdout, stderr } = epsie([name, '--help'], { cwd });
    t.regex(stdout, new RegExp(`^Usage: epsie ${name} `));
    t.deepEqual([code, stderr], [0, '']);
    t.is(epsie(['help', name], { cwd }).stdout, stdout);
    t.is(epsie([name, '-h'], { cwd }).stdout, stdout);
  });
}

test('the list of commands names them all', (t) => {
  const { code, stdout } = epsie([]);
  for (const { name, summary } of COMMANDS) t.true(stdout.includes(name) && stdout.includes(summary), name);
  t.is(code, 0);
  for (const args of [['help'], ['--help'], ['-h']]) t.is(epsie(args).stdout, stdout);
});

test('--version prints the version of the package', (t) => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  t.is(epsie(['--version']).stdout, `${version}\n`);
});

const fails = (title: string, args: readonly string[], message: RegExp): void =>
  test(title, (t) => {
    const { code, stdout, stderr } = epsie(args, { cwd });
    t.deepEqual([code, stdout], [1, '']);
    t.regex(stderr, message);
    t.true(stderr.startsWith('epsie: ') && stderr.trimEnd().split('\n').length <= 2, stderr);
    t.notRegex(stderr, /\n {4}at /);
  });

fails(
  'offers the nearest command',
  ['sumary', 'good.run'],
  /^epsie: Unknown command `sumary`\. Did you mean `epsie summary`\?/,
);
fails('offers no command that is not near', ['xyzzy'], /^epsie: Unknown command `xyzzy`\. See `epsie help`\.\n$/);
fails('offers the nearest option', ['summary', 'good.run', '--burnin', '3'], /Did you mean `--burn-in`\?/);
fails(
  'an option of another command is unknown',
  ['info', 'good.run', '--burn-in', '3'],
  /Unknown option `--burn-in` of `epsie info`/,
);
fails(
  'offers the nearest parameter',
  ['summary', 'good.run', '--parameters', 'maen'],
  /Unknown parameter `maen`: the run has `mean`, `spread`\. Did you mean `mean`\?/,
);
fails('offers the nearest command to explain', ['help', 'sumary'], /Did you mean `epsie help summary`\?/);
fails('offers the nearest figure', ['plot', 'good.run', 'corne'], /Unknown figure `corne`: .* Did you mean `corner`\?/);
fails('offers the nearest shell', ['completion', 'bsh'], /Did you mean `epsie completion bash`\?/);
fails(
  'an integer is checked',
  ['summary', 'good.run', '--burn-in', '1.5'],
  /Expected `--burn-in` to be an integer from 0 up, got `1\.5`/,
);
fails(
  'a negative number is checked',
  ['summary', 'good.run', '--thin=-1'],
  /Expected `--thin` to be an integer from 1 up, got `-1`/,
);
fails(
  'a missing value is an error',
  ['summary', 'good.run', '--thin'],
  /Expected `--thin` to be an integer from 1 up, got nothing/,
);
fails('a flag has no value', ['watch', 'good.run', '--keep=yes'], /Expected `--keep` without a value, got `yes`/);
fails(
  'a list of names has no empty name',
  ['summary', 'good.run', '--parameters', 'mean,,spread'],
  /names separated by commas/,
);
fails(
  'a range is checked by the function',
  ['summary', 'good.run', '--probability', '2'],
  /`--probability` to be .*, got 2/,
);
fails('a burn-in behind the end is an error', ['summary', 'good.run', '--burn-in', '1000'], /`--burn-in`/);
fails('a run is needed', ['summary'], /Expected `epsie summary RUN`, got no argument/);
fails('one run at a time', ['summary', 'good.run', 'other.run'], /got `good\.run`, `other\.run`/);
fails('a choice is checked', ['export', 'good.run', 'x.csv', '--temperatures', 'hot'], /`coldest` or `all`, got `hot`/);
fails(
  'a directory that does not exist',
  ['info', 'nowhere.run'],
  /There is no run nowhere\.run: there is no directory/,
);
fails(
  'a directory that is not a run',
  ['summary', 'notes'],
  /There is no run notes: the directory has no manifest\.json/,
);
fails('a file is not a run', ['info', 'notes/notes.txt'], /notes\.txt is a file, not a directory/);
fails(
  'a run of a newer schema',
  ['info', 'newer.run'],
  /was written by a newer version .*the run has 99\. Update @epsie\/io/,
);
fails('a damaged manifest', ['info', 'manifest.run'], /manifest\.json was changed \(checksum mismatch\)/);
fails('damaged draws', ['summary', 'draws.run'], /draws\.arrows is damaged/);

test('a damaged checkpoint is passed over with a warning', (t) => {
  const { code, stderr, stdout } = epsie(['info', 'checkpoint.run'], { cwd });
  t.is(code, 0);
  t.regex(stdout, /iterations {2}400\n/);
  t.regex(stdout, /warning: .*The run continues from the checkpoint before it/);
  t.is(stderr, '');
  t.regex(epsie(['diagnose', 'checkpoint.run'], { cwd }).stderr, /^epsie: warning: .*\n$/);
});

test('an error with --json is JSON on stdout alone', (t) => {
  const { code, data, stderr } = json(['summary', 'nowhere.run'], { cwd });
  t.deepEqual([code, stderr], [1, '']);
  const { error, ...rest } = data as { error: { name: string; code: string; message: string } };
  t.deepEqual(rest, { command: 'summary', ok: false });
  t.is(error.name, 'EpsieError');
  t.is(error.code, 'FILE_FAILED');
  t.regex(error.message, /^There is no run/);
  const usage = json(['summary', 'good.run', '--burnin', '3'], { cwd }).data as { error: { name: string } };
  t.is(usage.error.name, 'UsageError');
});
