import test from 'ava';
import { failureOf } from '../helpers/failure.ts';
import type { Faulty } from '../models/faulty.ts';

const raised = (text: string): RegExp =>
  new RegExp(`^PythonError: ${text} \\(faults.py, line \\d+, in \\w+|<lambda>\\)$`);

const cases: readonly (readonly [string, Faulty, RegExp])[] = [
  ['an exception', { fault: 'exception' }, raised('ValueError: the data are wrong')],
  [
    'an exception that cannot be printed',
    { fault: 'unprintable' },
    raised('Unprintable: .its message cannot be printed.'),
  ],
  ['a BaseException', { fault: 'base exception' }, raised('BaseException: odd')],
  ['a KeyboardInterrupt', { fault: 'interrupt' }, raised('KeyboardInterrupt: ')],
  ['endless recursion', { fault: 'deep recursion' }, raised('RecursionError: maximum recursion depth exceeded')],
  ['sys.exit', { fault: 'sys.exit' }, raised('SystemExit: 3')],
  ['an exception of the start', { fault: 'exception', atStart: true }, raised('ValueError: the data are wrong')],
  [
    'a module that is missing',
    { module: '../../test/python/broken_import.py' },
    /^PythonError: ModuleNotFoundError: No module named 'a_module_that_does_not_exist' \(broken_import.py, line 1/,
  ],
  [
    'a syntax error',
    { module: '../../test/python/broken_syntax.py' },
    /^PythonError: SyntaxError: .*\(broken_syntax.py, line 1\)/,
  ],
  [
    'a function called with the wrong argument',
    { function: 'takes_options_as_point' },
    /^PythonError: TypeError: unsupported operand .* in takes_options_as_point\)$/,
  ],
];

for (const [title, faulty, expectation] of cases) {
  test.serial(`reports ${title} with its place and traceback`, (t) => {
    const error = failureOf(faulty);
    t.regex(String(error), expectation);
    const { traceback, stack } = error as Error & { traceback: string };
    t.regex(traceback, /File ".*", line \d+|RecursionError/);
    t.true(stack?.includes(traceback), 'Node prints the traceback with the error');
    t.notRegex(traceback, /epsie_worker/);
  });
}
