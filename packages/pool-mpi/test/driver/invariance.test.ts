import { SerialPool } from '@epsie/core';
import { launchersToTest } from '@epsie/mpirun';
import { fingerprint, ITERATIONS, samplers } from '@epsie/pool-invariance';
import test from 'ava';
import { runProgram } from '../helpers/jobs.js';

// More processes than the machine has processors, unless it is large, take long to start.
const RANKS = process.env['EPSIE_COMPLETE'] === undefined ? [1, 2, 3] : [1, 2, 3, 5, 16];

const here: { [name: string]: string } = {};
test.before('on SerialPool', async (t) => {
  for (const [name, start] of Object.entries(samplers)) {
    const sampler = await start(new SerialPool());
    await sampler.run(ITERATIONS);
    here[name] = fingerprint(sampler);
  }
  t.not(Object.keys(here).length, 0);
});

for (const launcher of launchersToTest(test)) {
  for (const ranks of RANKS) {
    test.serial(`${launcher.name}: matches SerialPool bit for bit on ${ranks} ranks`, async (t) => {
      const { code, found, stderr } = await runProgram(launcher, ranks, ['fingerprints'], { timeout: 90_000 });
      t.deepEqual(found, here, stderr);
      t.is(code, 0, stderr);
    });
  }
}
