// The example of the ringdown prints the same numbers on the ranks of an MPI job as on threads.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launchersToTest, mpirun } from '@epsie/mpirun';
import anyTest from 'ava';

const command = fileURLToPath(new URL('../../packages/pool-mpi/bin/epsie-mpi.js', import.meta.url));
const program = fileURLToPath(new URL('../../examples/dist/ringdown/main.js', import.meta.url));

const folder = mkdtempSync(join(tmpdir(), 'epsie-ringdown-'));
anyTest.after.always(() => rmSync(folder, { recursive: true }));

// In every run of the tests, the golden chains are compared on ranks.
const test = process.env.EPSIE_COMPLETE === undefined ? anyTest.serial.skip : anyTest.serial;

const argsFor = (name) => ['--iterations', '300', '--chains', '4', '--run', join(folder, `${name}.run`)];
const tables = (stdout) => stdout.slice(stdout.indexOf('\nPosterior'), stdout.indexOf('\nReport: '));

for (const launcher of launchersToTest(anyTest)) {
  test(`${launcher.name}: three ranks have the numbers of two threads`, async (t) => {
    const name = launcher.flavor;
    const onThreads = spawnSync(process.execPath, [program, ...argsFor(`${name}-threads`), '--threads', '2'], {
      encoding: 'utf8',
    });
    t.is(onThreads.status, 0, onThreads.stderr);
    const { code, stdout, stderr } = await mpirun(launcher, 3, command, {
      args: [program, ...argsFor(name)],
      timeout: 120_000,
    });
    t.is(code, 0, stderr);
    t.regex(stdout, /workers: 2, seed: 150914\n/);
    t.regex(tables(stdout), /log Bayes factor/);
    t.is(tables(stdout), tables(onThreads.stdout));
  });
}
