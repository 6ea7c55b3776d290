// Ranks that npx starts, so that npm is between them and their launcher.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { environment, launchersToTest } from '@epsie/mpirun';
import test from 'ava';

const cwd = fileURLToPath(new URL('../', import.meta.url));
const program = fileURLToPath(new URL('../../packages/pool-mpi/dist-test/programs/scenarios.js', import.meta.url));

/** Returns the number of processes with a word among their arguments. */
const running = (word) =>
  readdirSync('/proc').filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(word);
    } catch {
      return false;
    }
  }).length;

for (const launcher of launchersToTest(test)) {
  const run = (scenario, mark) => {
    const args = launcher.flavor === 'open-mpi' ? ['--oversubscribe', '--bind-to', 'none'] : [];
    const command = [...args, '-n', '3', 'npx', 'epsie-mpi', program, scenario, mark];
    return spawnSync(launcher.command, command, { cwd, env: environment(launcher), encoding: 'utf8', timeout: 60_000 });
  };

  test.serial(`${launcher.name}: ranks find each other through npx`, (t) => {
    const { status, stdout, stderr } = run('squares', 'found');
    t.regex(stdout, /found \{"size":2,"squares":\[1,4,9,16,25\]\}/, stderr);
    t.is(status, 0);
  });

  test.serial(`${launcher.name}: no rank survives the abort of the job, not even in a loop`, async (t) => {
    const mark = `mark-${launcher.flavor}-${process.pid}`;
    const { status, stderr } = run('throw while busy', mark);
    t.not(status, 0);
    t.regex(stderr, /Error: the main program failed/);
    for (let i = 0; i < 50 && running(mark) > 0; i++) await sleep(100);
    t.is(running(mark), 0);
  });
}
