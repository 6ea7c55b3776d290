import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import test from 'ava';

const program = fileURLToPath(new URL('../dist/galaxies/main.js', import.meta.url));

/** Runs the demo; `talk` may listen to it, and send it a signal. */
async function run(args, talk = () => {}, [command, ...before] = [process.execPath, program]) {
  const child = spawn(command, [...before, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
    talk(stdout, child);
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  const [code, signal] = await once(child, 'close');
  return { code, signal, stdout, stderr };
}

const COMPONENT = /^ +[123](?: +-?\d+\.\d+ ± \d+\.\d+ \[-?\d+\.\d+, \d+\.\d+\]){3}$/gm;
const LEVEL = /^ +\d+\.\d\d +[01]\.\d\d(?: +[01]\.\d\d)?$/gm;

function checkTables(t, stdout) {
  t.is(stdout.match(COMPONENT)?.length, 3, stdout);
  t.is(stdout.match(LEVEL)?.length, 12, stdout);
}

test.serial('prints the posterior, the rates and the modes', async (t) => {
  const { code, stdout, stderr } = await run(['--iterations', '1500', '--chains', '2', '--threads', '2']);
  t.is(code, 0, stderr);
  t.is(stderr, '');
  t.regex(stdout, /^Chains: 2, temperatures: 12, iterations: 1500, workers: 2, seed: 1986\n/);
  checkTables(t, stdout);
  t.regex(stdout, /\nchain 0: [1-6], chain 1: [1-6]\n$/);
  t.false(stdout.includes('\r'), 'a bar where there is no terminal');
});

test.serial('gives the same result on any number of threads', async (t) => {
  const args = ['--iterations', '300', '--chains', '3', '--seed', '7', '--threads'];
  const [one, three] = await Promise.all([run([...args, '1']), run([...args, '3'])]);
  const tables = ({ stdout }) => stdout.slice(stdout.indexOf('\n\n'));
  t.is(tables(one), tables(three));
});

test.serial('Ctrl-C ends it with the tables of what was sampled', async (t) => {
  let asked;
  const { code, signal, stdout, stderr } = await run(['--chains', '2'], (text, child) => {
    // The second line is the first of the progress: the chains are on their way.
    if (asked !== undefined || text.trimEnd().split('\n').length < 2) return;
    asked = performance.now();
    child.kill('SIGINT');
  });
  t.true(performance.now() - asked < 5000);
  t.is(code, 130, `${signal} ${stderr}`);
  t.is(stderr, '');
  t.regex(stdout, /\nStopped after \d+ iterations/);
  checkTables(t, stdout);
});

test.serial('Ctrl-C before the first samples', async (t) => {
  const { code, stdout, stderr } = await run(
    [],
    (text, child) => text.endsWith('seed: 1986\n') && child.kill('SIGINT'),
  );
  t.is(code, 130, stderr);
  t.regex(stdout, /\nStopped after \d+ iterations, before the burn-in ended: not yet the posterior\n/);
});

const wrongOptions = [
  ['--iterations', '0', "Expected --iterations to be an integer from 1 up, got '0'"],
  ['--seed', '-1', "'--seed'"],
  ['--seed=-1', "Expected --seed to be an integer from 0 up, got '-1'"],
  ['--chains', 'many', "Expected --chains to be an integer from 1 up, got 'many'"],
  ['--speed', "Unknown option '--speed'"],
  ['fast', "Unexpected argument 'fast'"],
];
for (const [option, ...rest] of wrongOptions) {
  const message = rest.pop();
  test.serial(`refuses ${[option, ...rest].join(' ')}`, async (t) => {
    const { code, stdout, stderr } = await run([option, ...rest]);
    t.is(code, 2);
    t.is(stdout, '');
    t.true(stderr.includes(message), stderr);
    t.true(stderr.endsWith('Run with --help to see the options.\n'), stderr);
  });
}

test.serial('explains itself', async (t) => {
  const { code, stdout } = await run(['--help']);
  t.is(code, 0);
  for (const option of ['--iterations', '--chains', '--threads', '--seed']) t.true(stdout.includes(option));
});

const hasScript = spawnSync('script', ['--version']).stdout?.includes('util-linux');
(hasScript ? test.serial : test.skip)('draws a bar on a terminal', async (t) => {
  const command = `'${process.execPath}' '${program}' --iterations 600 --chains 1`;
  const { stdout } = await run([command, '/dev/null'], undefined, ['script', '-qec']);
  t.regex(stdout, /█ sampling: 600\/600, \d+ iterations\/s, 0 s left/);
  checkTables(t, stdout.replaceAll('\r\n', '\n'));
});
