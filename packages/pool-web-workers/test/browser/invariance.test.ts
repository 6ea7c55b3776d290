import { openPage } from '@epsie/browser';
import { samplers } from '@epsie/pool-invariance/samplers';
import test from 'ava';

const MODULE = new URL('in-page.js', import.meta.url);

for (const workers of [1, 2]) {
  test.serial(
    `${workers} Web Workers match SerialPool bit for bit, with every sampler, also in segments`,
    async (t) => {
      const page = await openPage(t);
      if (page === undefined) return;
      const results = await page.call<{ [name: string]: string[] }>(MODULE, 'fingerprints', workers);
      t.deepEqual(Object.keys(results), Object.keys(samplers));
      for (const [name, [serial, ...parallel]] of Object.entries(results))
        t.deepEqual(parallel, [serial, serial], name);
      t.is(new Set(Object.values(results).flat()).size, Object.keys(samplers).length, 'samplers differ');
    },
  );
}
