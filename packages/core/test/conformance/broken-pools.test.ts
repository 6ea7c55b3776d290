import { SerialPool } from '@epsie/core';
import { poolConformance } from '@epsie/core/testing';
import test from 'ava';
import { BROKEN } from './broken-pools/index.js';

for (const { fault, check, message, make } of BROKEN) {
  test(`detects a pool that ${fault}`, async (t) => {
    t.timeout(30_000);
    // Only a pool that hangs is to reach the time limit, however busy the machine is.
    const timeLimit = message.source.includes('within 1000 ms') ? 1000 : 20_000;
    const found = poolConformance(make, { timeLimit }).find(({ name }) => name === check);
    await t.throwsAsync(async () => await found?.run(), { message });
  });
}

test('some broken pool fails each check', (t) => {
  const failed = new Set(BROKEN.map(({ check }) => check));
  t.deepEqual(
    poolConformance(() => new SerialPool()).flatMap(({ name }) => (failed.has(name) ? [] : [name])),
    [],
  );
});

test('a pool that cannot be created, or never is, fails every check', async (t) => {
  const mistake = new Error('no workers here');
  const refuse = () => Promise.reject(mistake);
  const wait = () => new Promise<never>(() => {});
  for (const { run } of poolConformance(refuse)) t.is(await t.throwsAsync(run), mistake);
  const waiting = poolConformance(wait, { timeLimit: 50 }).map(({ run }) => run());
  for (const check of waiting)
    await t.throwsAsync(check, { message: 'Expected createPool() to end within 50 ms, and it did not' });
});

test('reports an error of close only if the check passed', async (t) => {
  const createPool = () => ({
    map: () => Promise.reject(new Error('map failed')),
    close: () => Promise.reject(new Error('close failed')),
  });
  const messages = await Promise.all(
    poolConformance(createPool).map(({ run }) => run().then(String, (error: Error) => error.message)),
  );
  t.true(messages.includes('map failed'));
  t.true(messages.includes('close failed'));
});

test('a pool with only `map` passes', async (t) => {
  t.timeout(30_000);
  const createPool = () => {
    const pool = new SerialPool();
    return { map: pool.map.bind(pool) };
  };
  for (const { run } of poolConformance(createPool)) await run();
  t.pass();
});
