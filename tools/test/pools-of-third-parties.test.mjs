// The pools in examples/pools as a stranger has them: copied to an empty folder, with the packed packages of this repository and the other
// libraries from npm, compiled and tested there.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';

const workspace = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'epsie-pools-'));
test.after.always(() => rmSync(folder, { recursive: true }));

const windows = process.platform === 'win32';
// The pools of piscina and behind a shell are tested always.
const complete = process.env.EPSIE_COMPLETE !== undefined;
const isInstalled = (command) => spawnSync(command, ['--version']).error === undefined;
const hasSsh = ['/usr/sbin/sshd', 'ssh-keygen'].every(isInstalled) || process.env.EPSIE_REQUIRE_SSH !== undefined;
const hasRedis = ['redis-server', 'valkey-server'].some(isInstalled) || process.env.EPSIE_REQUIRE_REDIS !== undefined;

/** Time limit of a command in milliseconds: of a hundred seconds of work on a machine that is busy. */
const LIMIT = 400_000;

/** Runs a command to its end, which must be a good one, and returns what it printed. */
async function run(t, cwd, command, ...args) {
  // A test runner inside another one would report to it, and npm would warn of the settings of pnpm.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(NODE_TEST|npm_)/.test(name)));
  const child = spawn(command, args, {
    cwd,
    env,
    shell: windows,
    detached: !windows,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      output += chunk;
    });
  // With all processes that it started.
  const end = () => process.kill(windows ? child.pid : -child.pid, 'SIGKILL');
  const timer = setTimeout(end, LIMIT);
  const [code] = await once(child, 'close');
  clearTimeout(timer);
  t.is(code, 0, `${command} ${args.join(' ')}\n${output}`);
  return output;
}

let tarballs;

test.before('the packages are packed', async (t) => {
  const pack = ['-r', '--filter', '@epsie/core', '--filter', '@epsie/io', 'pack', '--pack-destination', folder];
  await run(t, workspace, process.execPath, 'tools/pnpm.mjs', ...pack);
  tarballs = readdirSync(folder).map((file) => join(folder, file));
  t.is(tarballs.length, 2);
});

const projects = new Map();

/** Returns the folder of a project that is installed and compiled. */
async function projectOf(t, name) {
  if (!projects.has(name)) projects.set(name, await install(t, name));
  return projects.get(name);
}

async function install(t, name) {
  const project = join(folder, name);
  const source = join(workspace, 'examples/pools', name);
  cpSync(source, project, { recursive: true, filter: (path) => !/^(node_modules|dist)$/.test(basename(path)) });
  const text = readFileSync(join(project, 'package.json'), 'utf8');
  const needed = tarballs.filter((file) => text.includes(`"@epsie/${/epsie-(\w+)-/.exec(basename(file))[1]}"`));
  await run(t, project, 'npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', ...needed);
  await run(t, project, 'npm', 'run', 'build');
  return project;
}

/** Runs the tests of a project. */
async function check(t, name, script = 'test') {
  t.timeout(3 * LIMIT);
  return await run(t, await projectOf(t, name), 'npm', 'run', script);
}

test.serial('the pool on piscina keeps the contract, and survives the loss of a thread', async (t) => {
  t.regex(await check(t, 'piscina'), /^# fail 0$/m);
});

const testShell = windows ? test.serial.skip : test.serial;

testShell('the pool behind a shell keeps the contract, and survives the loss of a process', async (t) => {
  t.regex(await check(t, 'remote-shell'), /^# fail 0$/m);
});

const testSsh = complete && hasSsh && !windows ? test.serial : test.serial.skip;
if (complete && !hasSsh)
  console.error('No sshd: the pool behind a remote shell is tested without ssh (Debian: openssh-server)');

testSsh('the pool behind ssh keeps the contract, and survives a host that no longer answers', async (t) => {
  t.regex(await check(t, 'remote-shell', 'test:ssh'), /^# fail 0$/m);
});

const testQueue = complete && hasRedis && !windows ? test.serial : test.serial.skip;
if (complete && !hasRedis) console.error('No redis-server: the pool on BullMQ is not tested (Debian: redis-server)');

testQueue('the pool on BullMQ keeps the contract, and survives the loss of workers and of Redis', async (t) => {
  t.regex(await check(t, 'bullmq'), /^# fail 0$/m);
});
