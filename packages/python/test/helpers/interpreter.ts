import { execFileSync } from 'node:child_process';

// The command `python3` may be a script that takes a while. Programs that a test starts inherit the answer.
process.env['EPSIE_TEST_PYTHON'] ??= execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], {
  encoding: 'utf8',
}).trim();

/** Path of the interpreter behind the command `python3`. */
export const interpreter: string = process.env['EPSIE_TEST_PYTHON'];
