// With a real Redis and real processes, which are killed.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { MetropolisHastingsSampler, type Pool, SerialPool } from '@epsie/core';
import { poolConformance } from '@epsie/core/testing';
import { Run } from '@epsie/io';
import { Queue } from 'bullmq';
import { decode, encode, type JobData } from '../src/jobs.js';
import { QueuePool, type QueuePoolOptions } from '../src/queue-pool.js';
import { chainsOn } from './chains.js';
import { Crew } from './crew.js';
import { deadly, echo, pidOf, ridge, slowly } from './models.js';
import { RedisServer } from './redis.js';

const folder = mkdtempSync(join(tmpdir(), 'epsie-bullmq-'));
let redis: RedisServer;
let crew: Crew;
const crews: Crew[] = [];
before(async () => {
  redis = await RedisServer.start();
  crew = newCrew('epsie', 2);
});
after(async () => {
  for (const each of crews) await each.dismiss();
  await redis.remove();
  rmSync(folder, { recursive: true });
});

function newCrew(queue: string, size: number): Crew {
  const members = new Crew(redis.url, queue, size);
  crews.push(members);
  return members;
}

const poolOf = (options: QueuePoolOptions = {}) =>
  QueuePool.create({ redis: redis.url, redisTimeout: 20_000, workerTimeout: 20_000, checkInterval: 200, ...options });

for (const { name, run } of poolConformance(() => poolOf(), { timeLimit: 60_000 })) test(name, run);

test('samples the chains of SerialPool, bit for bit', async () => {
  await using pool = await poolOf();
  assert.deepEqual(await chainsOn(pool), await chainsOn(new SerialPool()));
});

test('runs the job of a lost worker again: same chains', async () => {
  const trap = join(folder, 'trap');
  const { losses } = crew;
  await using pool = await poolOf();
  const chains = await chainsOn(pool, { trap });
  assert.ok(crew.losses > losses && existsSync(trap), 'a worker was lost');
  assert.deepEqual(chains, await chainsOn(new SerialPool(), { trap }));
});

test('rejects with POOL_BROKEN if an item loses two workers, and stays usable', async () => {
  const { losses } = crew;
  await using pool = await poolOf();
  await assert.rejects(pool.map(deadly, [1]), { code: 'POOL_BROKEN', message: /lost on an item for the second time/ });
  assert.equal(crew.losses, losses + 2);
  assert.deepEqual(await pool.map(echo, [1, 2, 3]), [1, 2, 3]);
});

test('uses workers that come later, and lets those that leave finish their job', async () => {
  await using pool = await poolOf({ queue: 'later' });
  const pids = pool.map(slowly, [500, 500]);
  await sleep(300);
  const late = newCrew('later', 0);
  const worker = late.join();
  // Two jobs on one worker: it is asked to leave during the first, and another one has to come for the second.
  const [first] = await Promise.race([pool.map(pidOf, [0]), sleep(30_000).then(() => [])]);
  assert.equal(first, worker.pid);
  const long = pool.map(slowly, [1000]);
  await sleep(300);
  assert.equal(await late.leave(worker), 0);
  assert.deepEqual(await long, [worker.pid]);
  assert.deepEqual(await pids, [worker.pid, worker.pid]);
  const other = late.join();
  assert.deepEqual(await pool.map(pidOf, [0]), [other.pid]);
});

test('ends with a clear error if there is no worker', async () => {
  await using pool = await poolOf({ queue: 'nobody', workerTimeout: 500 });
  const message = /No worker has taken a job of the queue `nobody`.* for 500 ms/;
  await assert.rejects(pool.map(echo, [1]), { code: 'POOL_BROKEN', message });
});

test('ends with a clear error if the only worker is lost', async () => {
  const lonely = newCrew('lonely', 1);
  await using patient = await poolOf({ queue: 'lonely' });
  await patient.map(echo, [1]);
  await using pool = await poolOf({ queue: 'lonely', workerTimeout: 6000 });
  const map = assert.rejects(pool.map(slowly, [60_000]), { code: 'POOL_BROKEN', message: /No worker has taken a job/ });
  await sleep(500);
  await lonely.dismiss();
  await map;
});

for (const memory of ['what it had on disk', 'nothing']) {
  test(`survives a Redis that is killed and comes back with ${memory}: same chains`, async () => {
    await using pool = await poolOf();
    const chains = chainsOn(pool);
    // Both workers are in the middle of a job, and more are waiting.
    const pids = pool.map(slowly, [1200, 1200, 10, 10]);
    await sleep(600);
    await redis.kill();
    if (memory === 'nothing') redis.forget();
    await sleep(1500);
    await redis.start();
    assert.equal((await pids).length, 4);
    assert.deepEqual(await chains, await chainsOn(new SerialPool()));
  });
}

test('ends with a clear error if Redis is away for too long; a run on disk has lost nothing, and resumes', async () => {
  const setUp = (pool: Pool) =>
    new MetropolisHastingsSampler({ parameters: ['a', 'b'], model: ridge({}), chains: 4, seed: 5, pool });
  const target = { iterations: 60, segment: 20 };
  const away = await poolOf({ redisTimeout: 1000 });
  const first = setUp(away);
  await first.start();
  const directory = join(folder, 'ridge.run');
  const run = await Run.create(directory, first);
  await run.sample(first, { ...target, iterations: 20 });
  await redis.kill();
  const message = /Redis at 127.0.0.1:\d+ has not answered for 1000 ms/;
  await assert.rejects(run.sample(first, target), { code: 'POOL_BROKEN', message });
  assert.equal(first.iterations, 20, 'the sampler is at the last commit');
  await assert.rejects(poolOf({ redisTimeout: 500 }), { code: 'POOL_BROKEN', message: /has not answered for 500 ms/ });
  await away.close();

  await redis.start();
  await using pool = await poolOf();
  const again = await Run.open(directory);
  const second = setUp(pool);
  await again.resume(second);
  await again.sample(second, target);
  const serial = setUp(new SerialPool());
  await serial.start();
  await serial.run(60);
  for (let chain = 0; chain < 4; chain++)
    assert.deepEqual(await again.draws('a', { chain }), serial.positions.a[chain]);
});

test('a worker refuses items of another version, and names both', async () => {
  const queue = new Queue<JobData>('epsie', { connection: { port: redis.port } });
  const request = encode({ module: echo.module, export: echo.export, item: 1 });
  const { id } = await queue.add('item', { version: '0.0.1', request });
  let job = await queue.getJob(id as string);
  for (let i = 0; i < 400 && (await job?.getState()) !== 'completed'; i++) {
    await sleep(50);
    job = await queue.getJob(id as string);
  }
  const { error } = decode(job?.data.answer as string) as { error: Error };
  assert.match(error.message, /^Expected a worker with @epsie\/core 0\.0\.1, got \d+\.\d+\.\d+ in process \d+ of /);
  await job?.remove();
  await queue.close();
});

test('leaves no jobs behind', async () => {
  const queue = new Queue('epsie', { connection: { port: redis.port } });
  const counts = await queue.getJobCounts('waiting', 'active', 'delayed', 'failed');
  await queue.close();
  assert.deepEqual(counts, { waiting: 0, active: 0, delayed: 0, failed: 0 });
});
