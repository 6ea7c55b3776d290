// Runs AVA in the package of the current folder, prints failures, and ends with 'N passed, N failed'.
// Passes its arguments to AVA: `pnpm test test/chain/advance.test.ts`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

// FORCE_COLOR, which nx sets for its output, would also colour that of the programs that tests start.
const { FORCE_COLOR: _colour, ...env } = process.env;
const ava = spawn('ava', ['--tap', ...process.argv.slice(2)], {
  env,
  stdio: ['ignore', 'pipe', 'inherit'],
  shell: process.platform === 'win32',
});
const exit = once(ava, 'close');

let passed = 0;
let failed = 0;
for await (const line of createInterface({ input: ava.stdout })) {
  // A skipped or planned test has neither passed nor failed.
  const ran = !/ # (SKIP|TODO)\b/.test(line);
  if (line.startsWith('ok ')) passed += ran ? 1 : 0;
  else if (line.startsWith('not ok ')) failed += ran ? 1 : 0;
  if (!/^(ok |TAP version|\d+\.\.\d+$|# (tests|pass|fail|skip) |$)/.test(line)) console.log(line);
}

// AVA can fail without a failed test: it crashed, was killed, or found no tests.
const [code] = await exit;
if ((code !== 0 || passed === 0) && failed === 0) failed = 1;
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
