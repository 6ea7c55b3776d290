import { hostname } from 'node:os';
import { launchersToTest, mpirun } from '@epsie/mpirun';
import test, { type ExecutionContext } from 'ava';
import { outcomeOf, programPath, runProgram } from '../helpers/jobs.js';

type Found = { readonly [name: string]: unknown };

const messageOf = (error: unknown): string => (error as Error).message;

const TASKS = new URL('../tasks.js', import.meta.url).href;

for (const launcher of launchersToTest(test)) {
  const works = (title: string, scenario: string, check: (t: ExecutionContext, found: never) => void, ranks = 3) =>
    test.serial(`${launcher.name}: ${title}`, async (t) => {
      const { code, found, stderr } = await runProgram(launcher, ranks, ['scenarios', scenario]);
      t.not(found, undefined, stderr);
      check(t, found as never);
      t.is(code, 0, stderr);
    });

  works('returns results in the order of the items', 'squares', (t, found) => {
    t.deepEqual(found, { size: 2, squares: [1, 4, 9, 16, 25] });
  });

  works('imports a module once per worker rank, and not on rank 0', 'every rank', (t, found: readonly Found[]) => {
    t.deepEqual(new Set(found.map(({ rank }) => rank)), new Set([1, 2]));
    t.true(found.every(({ imported }) => imported === 1));
  });

  works('hides the launcher from child processes of ranks', 'environment', (t, found) => {
    t.deepEqual(found, [[]]);
  });

  works('sends arrays of any size', 'arrays', (t, { ends, sums }: Found) => {
    const lengths = [3, 0, 8191, 8192, 8193, 1_000_000];
    t.deepEqual(
      ends,
      lengths.map((length) => [length, length || undefined, 'Float64Array'].map((value) => value ?? null)),
    );
    t.deepEqual(sums, [50_003]);
  });

  works('rejects with the error of a task, with rank, host and stack', 'errors', (t, { errors, after }: Found) => {
    const [range, withFunction, nothing, code] = errors as [Found, Found, Found, Found];
    const { message, name, cause, at, host, rank, end } = range;
    t.deepEqual(
      { message, name, cause, at, host },
      {
        message: 'out of it',
        name: 'RangeError',
        cause: 'Error: the reason',
        at: 3,
        host: hostname(),
      },
    );
    t.is(end, `in task \`fail\` of ${TASKS}, on rank ${rank} (${hostname()})`);
    t.like(withFunction, { message: 'with a function' });
    t.regex(messageOf(nothing), /undefined/);
    t.like(code, { name: 'EpsieError', code: 'START_REJECTED', chain: 2, parameter: 'x' });
    t.deepEqual(after, [4, 9]);
  });

  works('reports a result that cannot be cloned', 'uncloneable', (t, { error, after }: Found) => {
    t.regex(
      messageOf(error),
      /^Expected task `uncloneable` of file:.*tasks\.js to return plain data .* cannot be sent: .*could not be cloned\.$/,
    );
    t.deepEqual(after, [4, 9]);
  });

  works('reports an item that cannot be cloned', 'uncloneable item', (t, { error, after }: Found) => {
    t.regex(
      messageOf(error),
      /^Expected item 0 of task `square` of file:.* to be plain data, but it cannot be sent: .*could not be cloned\.$/,
    );
    t.deepEqual(after, [4, 9]);
  });

  works('reports a WebAssembly trap as an error of its task', 'traps', (t, { errors, after }: Found) => {
    const [trap, outside] = errors as [Found, Found];
    t.like(trap, { name: 'RuntimeError', message: 'unreachable' });
    t.like(outside, { name: 'RuntimeError', message: 'memory access out of bounds' });
    t.deepEqual(after, [4, 9]);
  });

  works('rejects with the error of a module that ranks cannot import', 'import', (t, { error, after }: Found) => {
    t.like(error, { name: 'Error', message: 'this module has a fault' });
    t.deepEqual(after, [4, 9]);
  });

  works(
    'cancels running tasks',
    'abort a polite task',
    (t, { error, after, seconds }: Found) => {
      t.like(error, { code: 'ABORTED' });
      t.deepEqual(after, [4, 9, 16, 25]);
      t.true(Number(seconds) < 2);
    },
    2,
  );

  works('keeps concurrent maps apart', 'two maps', (t, found) => {
    t.deepEqual(found, [
      [30, 20, 10],
      [1, 4, 9],
    ]);
  });

  works('returns the same pool for every call of create()', 'the same pool', (t, found) => {
    t.true(found);
  });

  works('reports that it was closed', 'closed', (t, { error, again }: Found) => {
    const message =
      'This MpiPool was closed, and with it MPI: a job has one pool, so close it at the end of the program';
    t.like(error, { code: 'POOL_BROKEN', message });
    t.is(again, message);
  });

  works('refuses a task of the main script', 'a task in the main script', (t, { message }: Found) => {
    t.regex(String(message), /^Expected task `mine` of file:.*scenarios\.js to be in a separate module/);
  });

  test.serial(`${launcher.name}: runs in a program that every rank runs`, async (t) => {
    const { code, found, stderr } = outcomeOf(await mpirun(launcher, 3, programPath('on-all-ranks')));
    t.deepEqual(found, { size: 2, squares: [1, 4, 9] }, stderr);
    t.is(code, 0, stderr);
  });

  test.serial(`${launcher.name}: reports that there is one rank only`, async (t) => {
    const { code, found, stderr } = await runProgram(launcher, 1, ['scenarios', 'squares']);
    t.deepEqual(found, { size: 1, squares: [1, 4, 9, 16, 25] });
    t.regex(stderr, /epsie: The MPI launcher started one process only: the tasks run in this process/);
    t.is(code, 0);
  });

  test.serial(`${launcher.name}: passes the arguments to the program`, async (t) => {
    const { found } = await runProgram(launcher, 2, ['scenarios', 'arguments', '--chains', '3']);
    t.deepEqual(found, ['--chains', '3']);
  });

  test.serial(`${launcher.name}: ends with a program that creates no pool`, async (t) => {
    const { code, found, stderr } = await runProgram(launcher, 2, ['without-pool']);
    t.is(found, 'nothing to do', stderr);
    t.is(code, 0, stderr);
  });

  test.serial(`${launcher.name}: reports that the program is missing`, async (t) => {
    const { code, stderr } = await runProgram(launcher, 2, ['no-such-program']);
    t.regex(stderr, /epsie-mpi: Expected a program to run, but no such file: .*no-such-program\.js/);
    t.is(code, 2);
  });
}
