import { SerialPool } from '@epsie/core';
import { launchersToTest } from '@epsie/mpirun';
import test from 'ava';
import { digests } from './helpers/digests.js';
import { runProgram } from './helpers/jobs.js';

const here = digests(new SerialPool());

for (const launcher of launchersToTest()) {
  for (const ranks of [1, 2, 3, 5, 16]) {
    test.serial(`${launcher.name}: the bits of SerialPool on ${ranks} ranks`, async (t) => {
      const { code, found, stderr } = await runProgram(launcher, ranks, ['digests'], { timeout: 90_000 });
      t.deepEqual(found, await here, stderr);
      t.is(code, 0, stderr);
    });
  }
}
