import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { isEpsieError } from '@epsie/core';
import test, { type ExecutionContext } from 'ava';
import { acquireLock } from '#src/files/lock.js';
import { nodeFileSystem as fs } from '#src/files/node-file-system.js';
import { ownIdentity } from '#src/files/process-identity.js';
import { temporaryDirectory } from '../helpers/directory.ts';

const program = (name: string): string => fileURLToPath(new URL(`programs/${name}.js`, import.meta.url));

async function holder(t: ExecutionContext, directory: string): Promise<{ pid: number; kill: () => Promise<unknown> }> {
  const child = spawn(process.execPath, [program('lock-holder'), directory], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  t.teardown(() => child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  const kill = (): Promise<unknown> => {
    child.kill('SIGKILL');
    return ended;
  };
  return { pid: child.pid as number, kill };
}

/** Changes the owner in the lock file. */
function rewrite(directory: string, number: number, fields: object): string {
  const path = join(directory, `writer-${number}.lock`);
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), ...fields }));
  return path;
}

const race = async (t: ExecutionContext, chanceOfDying: number): Promise<void> => {
  const directory = temporaryDirectory(t);
  const racers = Array.from({ length: 20 }, async () => {
    const args = [program('lock-racer'), directory, '25', String(chanceOfDying)];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
    t.teardown(() => child.kill('SIGKILL'));
    const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
    if (chanceOfDying > 0 && signal === 'SIGKILL') return;
    t.is(code, 0);
  });
  await Promise.all(racers);
  const left = readdirSync(directory).filter((name) => name.endsWith('.lock'));
  const number = Number(/\d+/.exec(left.sort().at(-1) ?? '')?.[0]);
  if (chanceOfDying === 0) t.true(number >= 500, `the lock was taken ${number} times`);
  else t.true(number >= 20);
};

test.serial('20 processes that race never write at once', async (t) => {
  t.timeout(240_000);
  await race(t, 0);
});

test.serial('nor do 20 that die at times while they own the lock', async (t) => {
  t.timeout(240_000);
  await race(t, 0.1);
});

test('whoever comes while the owner lives hears who writes since when, and the way out', async (t) => {
  const directory = temporaryDirectory(t);
  const { pid } = await holder(t, directory);
  const error = await t.throwsAsync(acquireLock(fs, directory));
  if (!isEpsieError(error, 'RUN_LOCKED')) return t.fail(String(error));
  t.like(error, { pid, host: hostname(), path: directory });
  t.regex(
    error.message,
    new RegExp(`^Process ${pid} on ${hostname()} has been writing to ${directory} since 2.*Z: .*kill ${pid}`),
  );
  return t.deepEqual(readdirSync(directory), ['writer-1.lock']);
});

test('the next process takes over at once from an owner that was killed', async (t) => {
  const directory = temporaryDirectory(t);
  const { kill } = await holder(t, directory);
  await kill();
  const lock = await acquireLock(fs, directory);
  t.is(lock.number, 2);
  t.deepEqual(readdirSync(directory), ['writer-2.lock']);
  await lock.release();
});

test('a process with the pid of a dead owner does not count as the owner', async (t) => {
  const directory = temporaryDirectory(t);
  const first = await acquireLock(fs, directory);
  rewrite(directory, 1, { started: '12345' });
  const second = await acquireLock(fs, directory);
  t.is(second.number, 2);
  const error = await t.throwsAsync(first.verify());
  t.true(isEpsieError(error, 'RUN_LOCKED'));
  t.regex(error.message, /took over/);
  await first.release();
  await second.verify();
  t.deepEqual(readdirSync(directory), ['writer-2.lock']);
  await second.release();
});

test('two runs of one process exclude each other', async (t) => {
  const directory = temporaryDirectory(t);
  const lock = await acquireLock(fs, directory);
  const error = await t.throwsAsync(acquireLock(fs, directory));
  t.true(isEpsieError(error, 'RUN_LOCKED'));
  t.regex(error.message, /this process/);
  await lock.release();
  await lock.release();
  const next = await acquireLock(fs, directory);
  t.is(next.number, 2);
  await next.release();
});

test('a worker thread and its process exclude each other', async (t) => {
  const directory = temporaryDirectory(t);
  const worker = new Worker(program('lock-holder'), { workerData: directory });
  t.teardown(() => worker.terminate());
  await once(worker, 'message');
  t.true(isEpsieError(await t.throwsAsync(acquireLock(fs, directory)), 'RUN_LOCKED'));
});

for (const [what, identity] of [
  ['another machine', { ...ownIdentity(), host: 'elsewhere', boot: 'other', namespace: 'other' }],
  ['another container of this machine', { ...ownIdentity(), namespace: 'pid:[1]' }],
] as const) {
  test(`an owner on ${what} is alive as long as it sends heartbeats`, async (t) => {
    const directory = temporaryDirectory(t);
    const owner = await acquireLock(fs, directory, identity);
    const path = join(directory, 'writer-1.lock');
    utimesSync(path, new Date(), new Date(Date.now() - 60_000));
    const error = await t.throwsAsync(acquireLock(fs, directory));
    t.true(isEpsieError(error, 'RUN_LOCKED'));
    t.regex(error.message, /try again in \d+ s/);
    utimesSync(path, new Date(), new Date(Date.now() - 3_600_000));
    const before = readFileSync(path, 'utf8');
    await owner.beat();
    t.is(readFileSync(path, 'utf8'), before);
    t.true(isEpsieError(await t.throwsAsync(acquireLock(fs, directory)), 'RUN_LOCKED'));
    utimesSync(path, new Date(), new Date(Date.now() - 130_000));
    const next = await acquireLock(fs, directory);
    t.is(next.number, 2);
    t.true(isEpsieError(await t.throwsAsync(owner.verify()), 'RUN_LOCKED'));
    await next.release();
  });
}

test('heartbeats are sent automatically', async (t) => {
  const directory = temporaryDirectory(t);
  const lock = await acquireLock(fs, directory);
  const path = join(directory, 'writer-1.lock');
  utimesSync(path, new Date(), new Date(0));
  while ((await fs.modified(path)) < 1e9) await new Promise((done) => setTimeout(done, 250));
  await lock.release();
  t.pass();
});

test('no owner survives a reboot', async (t) => {
  const directory = temporaryDirectory(t);
  await acquireLock(fs, directory, { ...ownIdentity(), boot: 'before' });
  const lock = await acquireLock(fs, directory);
  t.is(lock.number, 2);
  await lock.release();
});

test('names an invalid lock file', async (t) => {
  for (const text of ['', 'null', '{"pid":1}', '{"pid":-1,"host":"x"}']) {
    const directory = temporaryDirectory(t);
    const path = join(directory, 'writer-7.lock');
    writeFileSync(path, text);
    const error = await t.throwsAsync(acquireLock(fs, directory));
    if (!isEpsieError(error, 'FILE_DAMAGED')) return t.fail(String(error));
    t.is(error.path, path);
    t.regex(error.message, /delete it/);
  }
  return undefined;
});

test('reports the removal of a lock file to its owner', async (t) => {
  const directory = temporaryDirectory(t);
  const lock = await acquireLock(fs, directory);
  rmSync(join(directory, 'writer-1.lock'));
  const error = await t.throwsAsync(lock.verify());
  t.true(isEpsieError(error, 'RUN_LOCKED'));
  t.regex(error.message, /was removed/);
  t.true(isEpsieError(await t.throwsAsync(lock.beat()), 'FILE_FAILED'));
  await lock.release();
});

test('names the missing directory', async (t) => {
  const error = await t.throwsAsync(acquireLock(fs, '/nowhere/run'));
  t.true(isEpsieError(error, 'FILE_FAILED'));
  t.regex(error.message, /\/nowhere\/run/);
});
