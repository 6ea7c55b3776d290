import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import test from 'ava';

const here = fileURLToPath(new URL('../../', import.meta.url));
const program = (name: string) => fileURLToPath(new URL(`../programs/${name}.js`, import.meta.url));

/** Runs Node and returns its output and exit code: null if it hung and was killed. */
async function node(...args: string[]) {
  const child = spawn(process.execPath, args, { cwd: here, stdio: ['ignore', 'pipe', 'pipe'], timeout: 20_000 });
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { stdout, stderr, code: code as number | null };
}

test.serial('a running map keeps the process alive, an idle pool does not', async (t) => {
  const { stdout, code } = await node(program('idle'));
  t.is(stdout, 'mapped 3 of 3\n');
  t.is(code, 0);
});

test.serial('a stuck worker does not keep the process alive', async (t) => {
  const { stdout, code } = await node(program('stuck'));
  t.is(stdout, 'ABORTED false\n', 'exits without waiting for a timer');
  t.is(code, 0);
});

test.serial('prints all output of tasks before the map ends', async (t) => {
  const { stdout, stderr, code } = await node(program('printing'));
  const lines = stdout.trimEnd().split('\n');
  t.is(lines.length, 301);
  t.is(lines.at(-1), 'end');
  t.is(stderr, 'and an error line\n'.repeat(3));
  t.is(code, 0);
});

test.serial('unread output delays a map only briefly', async (t) => {
  const { stderr, code } = await node(program('deaf'));
  t.regex(stderr, /got 3/);
  t.is(code, 0);
});

test.serial('refuses a task in the main script, with advice', async (t) => {
  const { stderr, code } = await node(program('main-script'));
  t.regex(stderr, /this is a worker thread of another ThreadPool\. .* move the model to a separate module/);
  t.not(code, 0);
});

test.serial('a thousand maps leak no memory', async (t) => {
  const { stdout } = await node(program('many-maps'));
  const growth = Number.parseInt(stdout, 10);
  t.true(growth < 400_000, `the heap grew by ${growth} bytes`);
});

test.serial('works however Node was started', async (t) => {
  const code = `
    import { ThreadPool } from '@epsie/pool-threads';
    import { echo } from ${JSON.stringify(new URL('../tasks.js', import.meta.url).href)};
    console.log(await new ThreadPool({ threads: 1 }).map(echo, [1, 2]));`;
  const asCommonJs = code.replace(/import (\{ \w+ \}) from (.*);/g, 'const $1 = await import($2);');
  const runs = [
    ['--input-type=module', '-e', code],
    ['-e', `(async () => {${asCommonJs}})()`],
    ['--max-old-space-size=256', '--expose-gc', '--input-type=module', '-e', code],
    ['--input-type', 'module', '--enable-source-maps', '--eval', code],
    ['--unhandled-rejections=strict', '--no-warnings', '--input-type=module', '-e', code],
  ];
  for (const args of runs) t.like(await node(...args), { stdout: '[ 1, 2 ]\n', stderr: '', code: 0 }, args.join(' '));
});

test.serial('rejects with POOL_BROKEN if no thread can be started', async (t) => {
  const permission = process.allowedNodeEnvironmentFlags.has('--permission')
    ? '--permission'
    : '--experimental-permission';
  const { stdout } = await node(permission, '--allow-fs-read=*', program('no-threads'));
  t.regex(stdout, /^POOL_BROKEN: No worker thread could be started: .*\n0 started\n$/);
});

test.serial('rejects with POOL_BROKEN after a few threads that die at their start', async (t) => {
  const die = 'import { isMainThread } from "node:worker_threads"; if (!isMainThread) process.exit(5);';
  const { stdout } = await node('--import', `data:text/javascript,${encodeURIComponent(die)}`, program('no-threads'));
  t.regex(stdout, /^POOL_BROKEN: Worker [34] exited with code 5 while running item [01] .*\n[34] started\n$/);
});

test.serial('choosePool of core returns a ThreadPool', async (t) => {
  const { stdout, stderr, code } = await node(program('choose'));
  t.is(stdout, `ThreadPool 2\nSerialPool 1\nThreadPool ${availableParallelism()}\n`, stderr);
  t.is(code, 0);
});
