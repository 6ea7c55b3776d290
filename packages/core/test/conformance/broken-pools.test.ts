import { SerialPool } from '@epsie/core';
import { poolConformance } from '@epsie/core/testing';
import test from 'ava';
import { BROKEN } from './broken-pools.js';

for (const { fault, check, says, make } of BROKEN) {
  test(`a pool that ${fault} is found out`, async (t) => {
    t.timeout(30_000);
    // Where the check waits for 2 s itself, its own message has to come first.
    const timeLimit = says.source.includes('2000 ms') ? 8000 : 1000;
    const found = poolConformance(make, { timeLimit }).find(({ name }) => name === check);
    await t.throwsAsync(async () => await found?.run(), { message: says });
  });
}

test('every check is failed by some broken pool', (t) => {
  const failed = new Set(BROKEN.map(({ check }) => check));
  t.deepEqual(
    poolConformance(() => new SerialPool()).flatMap(({ name }) => (failed.has(name) ? [] : [name])),
    [],
  );
});

test('a pool that cannot be made, or is never made, fails every check', async (t) => {
  const mistake = new Error('no workers here');
  const refuse = () => Promise.reject(mistake);
  const wait = () => new Promise<never>(() => {});
  for (const { run } of poolConformance(refuse)) t.is(await t.throwsAsync(run), mistake);
  const waiting = poolConformance(wait, { timeLimit: 50 }).map(({ run }) => run());
  for (const check of waiting)
    await t.throwsAsync(check, { message: 'Expected createPool() to end within 50 ms, and it did not' });
});

test('an error of close is told after the error of the check', async (t) => {
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

test('a pool with nothing but `map` passes', async (t) => {
  t.timeout(30_000);
  const createPool = () => {
    const pool = new SerialPool();
    return { map: pool.map.bind(pool) };
  };
  for (const { run } of poolConformance(createPool)) await run();
  t.pass();
});
