import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import test from 'ava';

const script = fileURLToPath(new URL('../test-package.mjs', import.meta.url));
const cwd = fileURLToPath(new URL('fixtures/package', import.meta.url));

function run(file) {
  const { status, stdout } = spawnSync(process.execPath, [script, file], { cwd, encoding: 'utf8' });
  return { status, last: stdout.trimEnd().split('\n').at(-1) };
}

test('counts what ran and succeeded', (t) => {
  t.deepEqual(run('passing.js'), { status: 0, last: '1 passed, 0 failed' });
});

test('fails with a failing test', (t) => {
  t.deepEqual(run('failing.js'), { status: 1, last: '1 passed, 1 failed' });
});

test('fails when a test file ends the process', (t) => {
  t.is(run('exiting.js').status, 1);
});

test('fails when there are no tests', (t) => {
  t.deepEqual(run('missing.js'), { status: 1, last: '0 passed, 1 failed' });
});
