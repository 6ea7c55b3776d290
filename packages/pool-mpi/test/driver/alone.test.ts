// Without a launcher, the tasks run in this process.

import { spawnSync } from 'node:child_process';
import { inspect } from 'node:util';
import { MpiPool } from '@epsie/pool-mpi';
import test from 'ava';
import { COMMAND, outcomeOf, programPath } from '../helpers/jobs.js';
import { square } from '../tasks.js';

function run(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    timeout: 20_000,
  });
  return outcomeOf({ code: status ?? undefined, stdout, stderr, seconds: 0 });
}

test('runs the tasks in this process, and reports that', (t) => {
  for (const args of [[programPath('on-all-ranks')], [COMMAND, programPath('on-all-ranks')]]) {
    const { code, found, stderr } = run(args);
    t.deepEqual(found, { size: 1, squares: [1, 4, 9] }, stderr);
    t.is(
      stderr,
      'epsie: No MPI launcher (mpirun, srun) started this program: the tasks run in this process. ' +
        'Try: mpirun -n 4 npx epsie-mpi main.js\n',
    );
    t.is(code, 0);
  }
});

test('can be created again after it was closed', async (t) => {
  const first = await MpiPool.create();
  await first.close();
  await t.throwsAsync(first.map(square, [1]), { message: /closed/ });
  const second = await MpiPool.create();
  t.deepEqual(await second.map(square, [2]), [4]);
  t.is(inspect(second), 'MpiPool { size: 1, local: true }');
  await second.close();
  t.is(inspect(second), 'MpiPool { size: 1, closed: true }');
});

test('checks its options', async (t) => {
  const wrong = async (options: unknown, message: string) => {
    const error = await t.throwsAsync(MpiPool.create(options as never));
    t.is(error.message, message);
  };
  await wrong(
    { stallTimeout: 0 },
    'Expected `stallTimeout` to be a number of milliseconds above 0, up to 2147483647, got 0',
  );
  await wrong(
    { stallTimeout: '5' },
    'Expected `stallTimeout` to be a number of milliseconds above 0, up to 2147483647, got "5" (string)',
  );
  await wrong(
    { stallTimeout: Number.NaN },
    'Expected `stallTimeout` to be a number of milliseconds above 0, up to 2147483647, got NaN',
  );
  await wrong(
    { timeout: 5 },
    'Unknown option `timeout` of `MpiPool.create`: expected `stallTimeout`. Did you mean `stallTimeout`?',
  );
  for (const [options, got] of [
    [null, 'null'],
    [[5], '[5]'],
    [5, '5'],
  ])
    await wrong(
      options,
      `Expected the options of \`MpiPool.create\` to be an object, got ${got as string}. Write \`{ stallTimeout: 60_000 }\``,
    );
});

test('the command explains itself', (t) => {
  const help = run([COMMAND, '--help']);
  t.regex(help.stdout, /mpirun -n <ranks> npx epsie-mpi <program\.js>/);
  t.is(help.code, 0);
  const nothing = run([COMMAND]);
  t.regex(nothing.stderr, /^epsie-mpi: Expected a program to run, got nothing/);
  t.is(nothing.code, 2);
});
