import { SerialPool } from '@epsie/core';
import { poolConformance } from '@epsie/core/testing';
import { launchersToTest } from '@epsie/mpirun';
import test from 'ava';
import { runProgram } from '../helpers/jobs.js';

const RANKS = 3;
const names = poolConformance(() => new SerialPool()).map(({ name }) => name);
// These finalize MPI, which a process can start only once.
const closing = names.filter((name) => /clos/.test(name));

for (const launcher of launchersToTest(test)) {
  test.serial(`${launcher.name}: passes the conformance suite`, async (t) => {
    const { found, stderr } = await runProgram(launcher, RANKS, ['conformance'], { timeout: 120_000 });
    t.deepEqual(found, Object.fromEntries(names.map((name) => [name, 'ok'])), stderr);
  });

  for (const name of closing) {
    test.serial(`${launcher.name}: ${name}`, async (t) => {
      const { code, found, stderr } = await runProgram(launcher, RANKS, ['conformance', name]);
      t.deepEqual(found, { [name]: 'ok' }, stderr);
      t.is(code, 0, stderr);
    });
  }
}

test('four checks close a pool', (t) => {
  t.is(closing.length, 4);
});
