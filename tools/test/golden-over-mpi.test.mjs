// The golden chains, seed for seed, on the ranks of an MPI job.
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { launchersToTest, mpirun } from '@epsie/mpirun';
import test from 'ava';

const command = fileURLToPath(new URL('../../packages/pool-mpi/bin/epsie-mpi.js', import.meta.url));
const program = fileURLToPath(new URL('programs/golden-over-mpi.mjs', import.meta.url));
const cases = readdirSync(new URL('../../packages/core/test/fixtures/chains', import.meta.url)).length;

for (const launcher of launchersToTest(test)) {
  test.serial(`${launcher.name}: replays all golden chains`, async (t) => {
    const { code, stdout, stderr } = await mpirun(launcher, 3, command, { args: [program], timeout: 120_000 });
    t.is(code, 0, stderr);
    const { size, outcomes } = JSON.parse(stdout);
    t.is(size, 2);
    t.is(Object.keys(outcomes).length, cases);
    for (const [name, outcome] of Object.entries(outcomes)) t.is(outcome, 'same', name);
  });
}
