// Runs the tests of every package and ends with the total over all of them: 'N passed, N failed'.
// Passes its arguments to nx: `npm test -- -p @epsie/core`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

const pnpm = fileURLToPath(new URL('pnpm.mjs', import.meta.url));
const nx = spawn(
  process.execPath,
  [pnpm, 'nx', 'run-many', '-t', 'test', '--output-style=stream', ...process.argv.slice(2)],
  { stdio: ['ignore', 'pipe', 'inherit'] },
);
const exit = once(nx, 'close');

let passed = 0;
let failed = 0;
for await (const line of createInterface({ input: nx.stdout })) {
  console.log(line);
  const totals = /^(?:\S+: )?(\d+) passed, (\d+) failed$/.exec(stripVTControlCharacters(line).trimEnd());
  passed += Number(totals?.[1] ?? 0);
  failed += Number(totals?.[2] ?? 0);
}

// Failures before the tests (install, build) count too, and so does finding no tests.
const [code] = await exit;
if ((code !== 0 || passed === 0) && failed === 0) failed = 1;
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
