// With the shell of this machine, for machines without ssh. The tests over ssh are in ssh.test.ts.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { SerialPool } from '@epsie/core';
import { RemoteShellPool } from '../src/remote-shell-pool.js';
import { chainsOn } from './chains.js';
import { checksOf } from './checks.js';
import { deadly, echo, printing, stubborn } from './models.js';
import { isAlive, until } from './processes.js';

const SH = ['sh', '-c'];
const folder = mkdtempSync(join(tmpdir(), 'epsie-shell-'));
after(() => rmSync(folder, { recursive: true }));

const poolOf = (...shells: string[][]) => new RemoteShellPool({ shells });

const contract = checksOf(() => poolOf(SH, SH));
after(() => contract.close());
for (const { name, run } of contract.checks) test(name, run);

test('samples the chains of SerialPool, bit for bit', async () => {
  await using pool = poolOf(SH, SH);
  assert.deepEqual(await chainsOn(pool), await chainsOn(new SerialPool()));
});

test('runs the item of a lost process again: same chains', async () => {
  const trap = join(folder, 'trap');
  await using pool = poolOf(SH, SH);
  const chains = await chainsOn(pool, { trap });
  assert.ok(existsSync(trap), 'a process was lost');
  assert.deepEqual(chains, await chainsOn(new SerialPool(), { trap }));
});

test('rejects with POOL_BROKEN if an item loses two processes, and stays usable', async () => {
  await using pool = poolOf(SH, SH);
  await assert.rejects(pool.map(deadly, [1]), { code: 'POOL_BROKEN', message: /lost two workers.*`sh -c` ended/ });
  assert.deepEqual(await pool.map(echo, [1, 2, 3]), [1, 2, 3]);
});

test('skips what the login of a host prints, and keeps the output of models apart', async () => {
  await using pool = poolOf(['sh', '-c', 'echo "Welcome to node7"; eval "$0"']);
  assert.deepEqual(await pool.map(printing, ['a', 'b']), ['a', 'b']);
});

test('works with the shells that start if others do not', async () => {
  await using pool = new RemoteShellPool({ shells: [['no-such-shell'], SH, ['sh', '-c', 'exit 3']] });
  assert.deepEqual(await pool.map(echo, [1, 2, 3]), [1, 2, 3]);
});

test('ends with what the last shell printed if none starts, each time', async () => {
  await using pool = poolOf(['sh', '-c', 'echo "Permission denied (publickey)." >&2; exit 255']);
  for (let i = 0; i < 2; i++) {
    const message = /No worker could be started, 3 times.*ended with exit code 255; it printed: Permission denied/;
    await assert.rejects(pool.map(echo, [1]), { code: 'POOL_BROKEN', message });
  }
});

test('ends if a shell starts nothing', async () => {
  await using pool = new RemoteShellPool({ shells: [['sh', '-c', 'sleep 60']], startTimeout: 100 });
  await assert.rejects(pool.map(echo, [1]), { code: 'POOL_BROKEN', message: /was not ready after 100 ms/ });
});

test('replaces a process that ignores its cancellation', async () => {
  await using pool = poolOf(SH);
  const controller = new AbortController();
  const map = pool.map(stubborn, [join(folder, 'pid')], { signal: controller.signal });
  const ended = assert.rejects(map, { code: 'ABORTED' });
  await until(() => existsSync(join(folder, 'pid')));
  controller.abort();
  await ended;
  assert.deepEqual(await pool.map(echo, [1]), [1]);
});

test('the processes end with a program that is killed in the middle of a task', async () => {
  const program = fileURLToPath(new URL('./abandon.js', import.meta.url));
  const driver = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [pid] = await once(driver.stdout, 'data');
  assert.ok(isAlive(Number(pid)));
  driver.kill('SIGKILL');
  await until(() => !isAlive(Number(pid)));
});

test('an idle pool lets its program end', async () => {
  const program = fileURLToPath(new URL('./leave-open.js', import.meta.url));
  const driver = spawn(process.execPath, [program], { stdio: 'inherit' });
  assert.deepEqual(await once(driver, 'exit'), [0, null]);
});
