import test from 'ava';
import { failureOf } from '../helpers/failure.ts';
import { pythons, until } from '../helpers/processes.ts';
import { declared, type Faulty } from '../models/faulty.ts';

// Each of them in less than a second after the fault, which a busy machine may stretch.
const NO_HANG = 20_000;

const cases: readonly (readonly [string, Faulty, RegExp])[] = [
  ['os._exit', { fault: 'os._exit' }, /^PythonError: Python ended: exit code 7\./],
  ['SIGKILL', { fault: 'kill' }, /^PythonError: Python ended: killed by SIGKILL\. Did it run out of memory\?/],
  ['SIGKILL of its supervisor', { fault: 'kill supervisor' }, /^PythonError: Python ended, and left no reason\./],
  [
    'a segmentation fault',
    { fault: 'crash' },
    /^PythonError: Python ended: killed by SIGSEGV[\s\S]*Fatal Python error: Segmentation fault[\s\S]*in crash/,
  ],
  [
    'an endless loop in C code',
    { fault: 'loop', timeLimit: 0.2 },
    /^PythonError: The evaluation took longer than the time limit of 0.2 s, and Python was ended/,
  ],
  [
    'a sleep',
    { fault: 'sleep', timeLimit: 0.2 },
    /^PythonError: The evaluation took longer than the time limit of 0.2 s/,
  ],
  ['descriptors that are closed', { fault: 'close all' }, /^PythonError: Python ended: exit code 1\./],
  [
    'os._exit while it starts',
    { fault: 'os._exit', atStart: true },
    /^PythonError: Python ended while it was starting: exit code 7\./,
  ],
  [
    'a segmentation fault while it starts',
    { fault: 'crash', atStart: true },
    /^PythonError: Python ended while it was starting: killed by SIGSEGV/,
  ],
  [
    'an endless loop while it starts',
    { fault: 'loop', atStart: true, startLimit: 3 },
    /^PythonError: Python was not ready within 3 s, and was ended/,
  ],
  [
    'a command that does not exist',
    { python: '/no/python' },
    /^Error: Python could not be started by `\/no\/python`: spawn \/no\/python ENOENT\. Install Python/,
  ],
  [
    'a command that cannot be executed',
    { python: '/etc/passwd' },
    /^Error: Python could not be started by `\/etc\/passwd`: spawn \/etc\/passwd EACCES/,
  ],
  [
    'another command',
    { python: 'true' },
    /^Error: Expected `true` to start Python 3.8 or later, but it ended before it was ready/,
  ],
  [
    'a command that hangs',
    { python: ['sh', '-c', 'sleep 100'], startLimit: 0.3 },
    /^Error: Expected `sh -c sleep 100` to start Python within 0.3 s, and it did not/,
  ],
];

for (const [title, faulty, expectation] of cases) {
  test.serial(`reports ${title}, and leaves no process`, async (t) => {
    const start = performance.now();
    t.regex(String(failureOf(faulty)), expectation);
    t.true(performance.now() - start < NO_HANG);
    await until('no Python', () => pythons().length === 0);
  });
}

test.serial('starts another Python after one has died', (t) => {
  const model = declared({ fault: 'kill', after: 1 });
  t.is(model.evaluate({ x: 1 }).logLikelihood, -0.5);
  t.throws(() => model.evaluate({ x: 1 }), { message: /killed by SIGKILL/ });
  t.is(model.evaluate({ x: 2 }).logLikelihood, -2);
});

for (const fault of ['print much', 'fork', 'fork and print', 'fork and return', 'write to low descriptors']) {
  test.serial(`is not disturbed by a likelihood that does this: ${fault}`, (t) => {
    const model = declared({ fault });
    for (let i = 0; i < 3; i++) t.is(model.evaluate({ x: 1 }).logLikelihood, 0);
  });
}
