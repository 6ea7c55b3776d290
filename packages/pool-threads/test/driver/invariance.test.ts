import { SerialPool } from '@epsie/core';
import { fingerprint, ITERATIONS, samplers } from '@epsie/pool-invariance';
import test from 'ava';
import { poolOf } from '../helpers.js';

for (const [name, start] of Object.entries(samplers)) {
  const here = start(new SerialPool()).then(async (sampler) => {
    await sampler.run(ITERATIONS);
    return fingerprint(sampler);
  });

  for (const threads of [1, 2]) {
    test(`${name}: ThreadPool(${threads}) matches SerialPool bit for bit`, async (t) => {
      const sampler = await start(poolOf(t, threads));
      await sampler.run(ITERATIONS);
      t.is(fingerprint(sampler), await here);
    });

    test(`${name}: ThreadPool(${threads}) matches SerialPool bit for bit in segments`, async (t) => {
      const sampler = await start(poolOf(t, threads));
      const { signal } = new AbortController();
      for await (const { to } of sampler.stream({ iterations: ITERATIONS, segment: 7, signal })) {
        t.is(sampler.iterations, to);
      }
      t.is(fingerprint(sampler), await here);
    });
  }
}
