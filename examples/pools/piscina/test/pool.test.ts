import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { SerialPool } from '@epsie/core';
import { poolConformance } from '@epsie/core/testing';
import { PiscinaPool } from '../src/piscina-pool.js';
import { chainsOn } from './chains.js';
import { deadly, echo } from './models.js';

const folder = mkdtempSync(join(tmpdir(), 'epsie-piscina-'));
after(() => rmSync(folder, { recursive: true }));

for (const { name, run } of poolConformance(() => new PiscinaPool({ threads: 2 }), { timeLimit: 60_000 }))
  test(name, run);

test('samples the chains of SerialPool, bit for bit', async () => {
  await using pool = new PiscinaPool({ threads: 2 });
  assert.deepEqual(await chainsOn(pool), await chainsOn(new SerialPool()));
});

test('runs the item of a lost thread again: same chains', async () => {
  const trap = join(folder, 'trap');
  await using pool = new PiscinaPool({ threads: 2 });
  const chains = await chainsOn(pool, { trap });
  assert.ok(existsSync(trap), 'a thread was lost');
  assert.deepEqual(chains, await chainsOn(new SerialPool(), { trap }));
});

test('rejects with POOL_BROKEN if an item loses two threads, and stays usable', async () => {
  await using pool = new PiscinaPool({ threads: 2 });
  await assert.rejects(pool.map(deadly, [1]), { code: 'POOL_BROKEN', message: /thread of piscina was lost.*code: 3/ });
  assert.deepEqual(await pool.map(echo, [1, 2, 3]), [1, 2, 3]);
});

test('rejects an item that is not plain data', async () => {
  await using pool = new PiscinaPool({ threads: 1 });
  await assert.rejects(pool.map(echo, [() => 1]), { name: 'TypeError', message: /plain data/ });
});
