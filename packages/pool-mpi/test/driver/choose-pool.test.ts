import { spawnSync } from 'node:child_process';
import { launchersToTest, mpirun } from '@epsie/mpirun';
import test from 'ava';
import { outcomeOf, programPath, runProgram } from '../helpers/jobs.js';

const ofMpi = { pool: 'MpiPool', squares: [1, 4, 9] };

for (const launcher of launchersToTest(test)) {
  test.serial(`${launcher.name}: choosePool uses the ranks under mpirun`, async (t) => {
    const { found, stderr } = await runProgram(launcher, 2, ['choose', '{"threads":1}']);
    t.deepEqual(found, ofMpi, stderr);
  });

  test.serial(`${launcher.name}: choosePool uses the ranks if every rank runs the program`, async (t) => {
    const { found, stderr } = outcomeOf(await mpirun(launcher, 2, programPath('choose')));
    t.deepEqual(found, ofMpi, stderr);
  });

  test.serial(`${launcher.name}: choosePool uses no MPI for one rank`, async (t) => {
    const { found, stderr } = await runProgram(launcher, 1, ['choose', '{"threads":1}']);
    t.deepEqual(found, { ...ofMpi, pool: 'SerialPool' }, stderr);
    t.is(stderr, '');
  });
}

test('choosePool uses MPI on request, and reports that it is alone', (t) => {
  const { stdout, stderr } = spawnSync(process.execPath, [programPath('choose'), '{"mpi":true}'], { encoding: 'utf8' });
  t.deepEqual(outcomeOf({ code: 0, stdout, stderr, seconds: 0 }).found, ofMpi);
  t.regex(stderr, /^epsie: No MPI launcher/);
});
