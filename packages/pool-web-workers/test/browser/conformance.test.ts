import { openPage } from '@epsie/browser';
import { SerialPool } from '@epsie/core';
import { poolConformance } from '@epsie/core/testing';
import test from 'ava';

const MODULE = new URL('in-page.js', import.meta.url);
const names = poolConformance(() => new SerialPool()).map(({ name }) => name);

/** Numbers of workers of a pool; one is enough in CI, where each takes half a minute. */
const sizes = (process.env['EPSIE_WORKERS'] ?? '2').split(',').map(Number);

for (const workers of sizes) {
  test.serial(`a pool of ${workers} in a browser keeps the contract of pools`, async (t) => {
    const page = await openPage(t);
    if (page === undefined) return;
    const results = await page.call<{ [name: string]: string | null }>(MODULE, 'conformance', workers);
    t.deepEqual(results, Object.fromEntries(names.map((name) => [name, null])));
  });
}

test.serial('the checks find a pool that returns its results backwards', async (t) => {
  const page = await openPage(t);
  if (page === undefined) return;
  const outcomes = await page.call<readonly boolean[]>(MODULE, 'conformanceOfBackwards');
  t.true(outcomes.includes(false) && outcomes.includes(true), outcomes.join());
});
