// Jobs with a fault: each ends in time, with an exit code and a message that report the fault.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchersToTest } from '@epsie/mpirun';
import test, { type ExecutionContext } from 'ava';
import { COMMAND, type Outcome, outcomeOf, programPath, runProgram, startProgram } from '../helpers/jobs.js';

const LIMIT = 10;
const folder = mkdtempSync(join(tmpdir(), 'epsie-mpi-'));
test.after.always(() => rmSync(folder, { recursive: true }));

/** Asserts that a job ended in time, with this exit code (or any but 0) and this output. */
function assertEnd(
  t: ExecutionContext,
  { code, stdout, stderr, seconds }: Outcome,
  wanted: number | 'failure',
  text: RegExp,
) {
  const output = `${stdout}${stderr}`;
  t.regex(output, text);
  if (wanted === 'failure') t.not(code, 0, output);
  else t.is(code, wanted, output);
  t.true(seconds < LIMIT, `it took ${seconds} s\n${output}`);
}

for (const launcher of launchersToTest(test)) {
  const ends = (title: string, scenario: readonly string[], wanted: number | 'failure', text: RegExp, ranks = 3) =>
    test.serial(`${launcher.name}: ${title}`, async (t) => {
      assertEnd(t, await runProgram(launcher, ranks, ['scenarios', ...scenario]), wanted, text);
    });

  ends('the program exits with 0 at its end', ['exit', '0'], 0, /started/);
  ends('the program exits with code 85', ['exit', '85'], 85, /started/);
  ends('the program throws', ['throw'], 1, /Error: the main program failed\n/);
  ends('the program throws during a map', ['throw while busy'], 1, /Error: the main program failed\n/);
  ends(
    'the program exits during a map',
    ['exit while busy'],
    'failure',
    /Rank 0 of 3 \(on .*\) ended while rank [12] \(.*\) has worked for 0 s on item 0 of task `loop` of file:.*tasks\.js, so the whole job is aborted: call `await pool\.close\(\)` first/,
  );
  ends(
    'the model exits with 0',
    ['exit in the model', '0'],
    'failure',
    /Rank [12] of 3 \(on .*\) ended its process with exit code 0 in task `exit` of file:.*tasks\.js, so the whole job is aborted/,
  );
  ends(
    'the model exits with code 7',
    ['exit in the model', '7'],
    7,
    /ended its process with exit code 7 in task `exit`/,
  );
  ends('a worker is killed', ['kill a worker'], 'failure', /on signal 9|signal 9|EXIT CODE: 9/i);
  ends('the program is killed', ['kill the program'], 'failure', /on signal 9|signal 9|EXIT CODE: 9/i);
  ends(
    'a callback of the model throws',
    ['a callback fails'],
    1,
    /Rank [12] of 3 .*task `stray`.*:\nError: a callback failed\n/,
  );
  ends(
    'a model loops for ever, and the program does not catch the error',
    ['stall, uncaught'],
    'failure',
    /No rank has answered for 1.5 s, the `stallTimeout` of this pool: rank [12] \(.*\) has worked for [12] s on item 0 of task `loop`/,
  );
  ends('a slow map does not stall', ['slow, without a stall'], 0, /found \[300/);
  ends(
    'a pool is closed while a model loops',
    ['close while busy'],
    'failure',
    /Rank 0 of 3 \(on .*\) ended while rank [12] .* `loop`.*, so the whole job is aborted\n/,
  );
  ends(
    'a map is aborted while its model loops',
    ['abort while busy'],
    'failure',
    /Rank 0 of 3 \(on .*\) ended while rank [12] .* `loop`.*, so the whole job is aborted\n/,
  );

  test.serial(`${launcher.name}: a model loops for ever, and the program continues`, async (t) => {
    const outcome = await runProgram(launcher, 3, ['scenarios', 'stall']);
    const { error } = outcome.found as { error: { code: string; worker: number; message: string } };
    t.is(error.code, 'POOL_BROKEN');
    t.true([1, 2].includes(error.worker));
    assertEnd(t, outcome, 'failure', /Rank 0 of 3 .* ended while rank [12] /);
  });

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    test.serial(`${launcher.name}: ${signal} to mpirun lets the program save its state`, async (t) => {
      const file = join(folder, `${launcher.flavor}-${signal}.json`);
      const job = startProgram(launcher, 3, ['scenarios', 'signal', file]);
      await job.printed('ready');
      job.signal(signal);
      const outcome = outcomeOf(await job.ended);
      const saved = JSON.parse(readFileSync(file, 'utf8')) as {
        signal: string;
        error: { code: string };
        filler: string;
      };
      t.is(saved.error.code, 'ABORTED');
      t.is(saved.filler.length, 5e6);
      // Open MPI has a separate exit code for a job that received a signal.
      assertEnd(t, outcome, launcher.flavor === 'mpich' ? 85 : 'failure', /ready/);
    });
  }

  test.serial(`${launcher.name}: an exit code after a signal, with the pool closed`, async (t) => {
    const file = join(folder, `${launcher.flavor}-closed`);
    const job = startProgram(launcher, 3, ['scenarios', 'signal, then close', file]);
    await job.printed('ready');
    job.signal('SIGTERM');
    assertEnd(t, outcomeOf(await job.ended), launcher.flavor === 'mpich' ? 85 : 'failure', /ready/);
    t.is(readFileSync(file, 'utf8'), 'closed');
  });

  const other = launcher.flavor === 'mpich' ? 'open-mpi' : 'mpich';
  test.serial(`${launcher.name}: the library of ${other} does not belong to the launcher`, async (t) => {
    const outcome = await runProgram(launcher, 3, ['scenarios', 'squares'], { env: { NODE_MPI_FLAVOR: other } });
    assertEnd(t, outcome, 'failure', /The MPI library does not belong to this launcher: 3 processes were started/);
    t.notRegex(outcome.stdout, /started|found/);
  });

  test.serial(`${launcher.name}: the library is missing`, async (t) => {
    const env = { NODE_MPI_LIB: join(folder, 'libmissing.so') };
    const outcome = await runProgram(launcher, 3, ['scenarios', 'squares'], { env });
    assertEnd(t, outcome, 'failure', /The MPI library that NODE_MPI_LIB names could not be loaded: .*libmissing\.so/);
  });
}

test('srun without a PMI is refused', (t) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, programPath('scenarios'), 'squares'], {
    encoding: 'utf8',
    env: { ...process.env, SLURM_STEP_NUM_TASKS: '4', SLURM_PROCID: '1' },
    timeout: 20_000,
  });
  const outcome = outcomeOf({ code: status ?? undefined, stdout, stderr, seconds: 0 });
  assertEnd(t, outcome, 'failure', /srun started 4 tasks without a way to find each other: use `srun --mpi=pmix`/);
  t.is(stdout, '');
});
