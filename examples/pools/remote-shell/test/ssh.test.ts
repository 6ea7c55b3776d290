// Over a real ssh, to this machine.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { SerialPool } from '@epsie/core';
import { RemoteShellPool } from '../src/remote-shell-pool.js';
import { chainsOn } from './chains.js';
import { checksOf } from './checks.js';
import { busy, echo, pidOf } from './models.js';
import { isAlive, until } from './processes.js';
import { type Sshd, startSshd } from './sshd.js';

const folder = mkdtempSync(join(tmpdir(), 'epsie-ssh-'));
let sshd: Sshd;
before(async () => {
  sshd = await startSshd();
});
after(async () => {
  await sshd.stop();
  rmSync(folder, { recursive: true });
});

// The path of Node, since a shell without login may not find it.
const poolOf = (workers: number) =>
  new RemoteShellPool({ shells: Array.from({ length: workers }, () => sshd.shell), node: process.execPath });

const contract = checksOf(() => poolOf(2));
after(() => contract.close());
for (const { name, run } of contract.checks) test(name, run);

test('samples the chains of SerialPool, bit for bit', async () => {
  await using pool = poolOf(2);
  assert.deepEqual(await chainsOn(pool), await chainsOn(new SerialPool()));
});

test('runs the item of a lost process again: same chains', async () => {
  const trap = join(folder, 'trap');
  await using pool = poolOf(2);
  const chains = await chainsOn(pool, { trap });
  assert.ok(existsSync(trap), 'a process was lost');
  assert.deepEqual(chains, await chainsOn(new SerialPool(), { trap }));
});

test('runs an item again whose host no longer answers', async () => {
  await using pool = poolOf(1);
  const [pid] = await pool.map(pidOf, [0]);
  const host = parentOf(pid as number);
  const map = pool.map(busy, [3000]);
  // As if a cable had been unplugged: the connection stays open, but nobody answers.
  process.kill(host, 'SIGSTOP');
  try {
    await map;
    assert.notDeepEqual(await pool.map(pidOf, [0]), [pid]);
  } finally {
    process.kill(host, 'SIGKILL');
  }
});

test('the remote processes end with the pool', async () => {
  const pool = poolOf(1);
  const [pid] = await pool.map(pidOf, [0]);
  assert.ok(isAlive(pid as number));
  await pool.close();
  await until(() => !isAlive(pid as number));
});

test('ends with the message of ssh if the server refuses', async () => {
  const refused = sshd.shell.map((word) => (word.startsWith('IdentityFile=') ? 'IdentityFile=/nonexistent' : word));
  await using pool = new RemoteShellPool({ shells: [refused] });
  await assert.rejects(pool.map(echo, [1]), {
    code: 'POOL_BROKEN',
    message: /exit code 255; it printed: .*Permission denied/s,
  });
});

/** Returns the process id of the part of sshd that serves a process. */
const parentOf = (pid: number): number =>
  Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
