import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';

const program = fileURLToPath(new URL('../dist/galaxies/main.js', import.meta.url));

const folder = mkdtempSync(join(tmpdir(), 'epsie-galaxies-'));
test.after.always(() => rmSync(folder, { recursive: true }));

/** Runs the demo in its folder; `talk` receives its output so far, and may send it a signal. */
async function run(args, talk = () => {}, [command, ...before] = [process.execPath, program]) {
  const child = spawn(command, [...before, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
    talk(stdout, child);
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
    talk(stdout, child, stderr);
  });
  const [code, signal] = await once(child, 'close');
  return { code, signal, stdout, stderr };
}

const COMPONENT = /^(?:mean|width|weight) [123](?: +\d+(?:\.\d+)?){9} +\d+\.\d\d$/gm;
const PROGRESS = /^(burn-in|sampling) \d+ %, \d+ of \d+, \d+ iterations\/s, .* (left|s), \d+ % accepted\n/m;
const LEVEL = /^ +\d+ +[\d.]+(?: +[01]\.\d{3})? +[\d.]+(?: +\d+)? *$/gm;

function checkTables(t, stdout) {
  t.is(stdout.match(COMPONENT)?.length, 9, stdout);
  t.regex(stdout, /^Diagnosis:/m);
  t.regex(stdout, /^Log evidence: -\d+\.\d{3} ± \d+\.\d{3}$/m);
  t.is(stdout.match(LEVEL)?.length, 12, stdout);
}

/** Sends the signal when the demo prints its progress for the first time. */
const whenOnItsWay = (signal) => {
  let told = false;
  return (_text, child, progress = '') => {
    if (told || !PROGRESS.test(progress)) return;
    told = true;
    child.kill(signal);
  };
};

const tables = ({ stdout }) => stdout.slice(stdout.indexOf('\n\n'));

test.serial('prints the posterior, its diagnosis, the evidence, the temperatures and the modes', async (t) => {
  const { code, stdout, stderr } = await run(['--iterations', '1500', '--chains', '2', '--threads', '2']);
  t.is(code, 0, stderr);
  t.is(stderr.replaceAll(new RegExp(PROGRESS, 'gm'), ''), '');
  t.regex(stdout, /^Chains: 2, temperatures: 12, iterations: 1500, workers: 2, seed: 1986\n/);
  checkTables(t, stdout);
  t.regex(stdout, /\nOrders of the labels \(of 6\) that the chains visited: [1-6], [1-6]\n$/);
});

test.serial('prints the same tables on any number of threads', async (t) => {
  const args = ['--iterations', '300', '--chains', '3', '--seed', '7'];
  const runs = ['1', '3'].map((threads) => run([...args, '--threads', threads, '--run', `threads-${threads}.run`]));
  const [one, three] = await Promise.all(runs);
  t.regex(tables(one), /Posterior/);
  t.is(tables(one), tables(three));
});

test.serial('prints a complete run without sampling again', async (t) => {
  const args = ['--iterations', '400', '--chains', '2', '--run', 'complete.run'];
  const first = await run(args);
  const again = await run(args);
  t.is(again.code, 0, again.stderr);
  t.regex(again.stdout, /^complete\.run already has 400 iterations$/m);
  t.regex(
    again.stdout,
    /^Saved in complete\.run, \d\.\d MB\. To start over: rm -r complete\.run, or --run <another>$/m,
  );
  t.is(tables(again), tables(first));
});

test.serial('prints the tables of the samples so far after Ctrl-C', async (t) => {
  let asked;
  const kill = whenOnItsWay('SIGINT');
  const { code, signal, stdout, stderr } = await run(
    ['--chains', '2', '--run', 'stopped.run'],
    (text, child, progress) => {
      const killAndAsk = (name) => {
        asked = performance.now();
        child.kill(name);
      };
      kill(text, { kill: killAndAsk }, progress);
    },
  );
  t.true(performance.now() - asked < 15_000);
  t.is(code, 130, `${signal} ${stderr}`);
  const notice = 'Stopping at the last complete segment; press Ctrl-C again to end at once\n';
  t.is(stderr.replaceAll(new RegExp(PROGRESS, 'gm'), ''), notice);
  t.regex(stdout, /\nStopped after \d+ iterations/);
  t.regex(stdout, /\nSaved in stopped\.run, \d+\.\d MB\. Run the same command again to resume\n/);
  checkTables(t, stdout);
});

test.serial('reports that the burn-in is not over after an early Ctrl-C', async (t) => {
  const { code, stdout, stderr } = await run(
    ['--run', 'early.run'],
    (text, child) => text.endsWith('seed: 1986\n') && child.kill('SIGINT'),
  );
  t.is(code, 130, stderr);
  t.regex(stdout, /\nStopped after \d+ iterations of the burn-in: not yet samples of the posterior\n/);
});

/** Sends the signal when the run has its first draws on disk. */
function whenKept(signal, directory) {
  const checkpoint = join(folder, directory, 'checkpoints/ck-000002.npz');
  let timer;
  return (_text, child) => {
    timer ??= setInterval(() => {
      if (!existsSync(checkpoint)) return;
      clearInterval(timer);
      child.kill(signal);
    }, 10).unref();
  };
}

test.serial('resumes to the same tables after a signal, also after SIGKILL', async (t) => {
  const args = ['--iterations', '80000', '--chains', '2', '--run'];
  const whole = await run([...args, 'whole.run']);
  for (const signal of ['SIGTERM', 'SIGKILL']) {
    const stopped = await run([...args, `${signal}.run`], whenKept(signal, `${signal}.run`));
    t.false(stopped.code === 0, stopped.stdout);
    const resumed = await run([...args, `${signal}.run`]);
    t.is(resumed.code, 0, resumed.stderr);
    t.regex(resumed.stdout, /^SIG\w+\.run already has \d+ iterations$/m);
    t.is(tables(resumed), tables(whole));
  }
});

const otherOptions = [
  ['--iterations', '500', /^ {2}--iterations: a burn-in of 100 iterations now, of 60 in the run$/m],
  ['--chains', '3', /^ {2}chains: .*3.*2$/m],
  ['--seed', '8', /^ {2}--seed: 8 now, 1986 in the run$/m],
];
for (const [option, value, message] of otherOptions) {
  test.serial(`refuses a ${option} that differs from that of the run`, async (t) => {
    const args = ['--run', 'other.run', '--iterations', '300', '--chains', '2'];
    await run(args);
    const { code, stderr } = await run([...args, option, value]);
    t.is(code, 2);
    t.regex(stderr, /^other\.run is a run with different options:\n/);
    t.regex(stderr, message);
    t.true(stderr.endsWith(' To start over: rm -r other.run, or --run <another>\n'), stderr);
  });
}

test.serial('reports a directory that cannot be created', async (t) => {
  const { code, stderr } = await run(['--run', 'nowhere/a.run']);
  t.is(code, 1);
  t.regex(stderr, /^.*nowhere.*\n$/);
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

test.serial('--help lists every option', async (t) => {
  const { code, stdout } = await run(['--help']);
  t.is(code, 0);
  for (const option of ['--iterations', '--chains', '--threads', '--seed', '--run']) t.true(stdout.includes(option));
});

const hasScript = spawnSync('script', ['--version']).stdout?.includes('util-linux');
(hasScript ? test.serial : test.skip)('draws a bar on a terminal', async (t) => {
  const command = `'${process.execPath}' '${program}' --iterations 600 --chains 1 --run terminal.run`;
  const { stdout } = await run([command, '/dev/null'], undefined, ['script', '-qec']);
  t.regex(stdout, /█\S* 100 %, (600 of 600, )?\S+ iterations\/s, in .+ s, \S+ % accepted\r\n/);
  checkTables(t, stdout.replaceAll('\r\n', '\n'));
});
