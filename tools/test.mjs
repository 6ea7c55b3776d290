// Runs the tests of every package, repeats the reports of the failed ones (the output of packages is mixed and long), and ends with
// the total over all of them: 'N passed, N failed'.
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
const failures = [];
// Of a package, what is indented behind 'not ok' belongs to the failure.
const open = new Set();
for await (const line of createInterface({ input: nx.stdout })) {
  console.log(line);
  const [, project = '', text] = /^(?:(\S+): )?(.*)$/.exec(stripVTControlCharacters(line).trimEnd());
  const totals = /^(\d+) passed, (\d+) failed$/.exec(text);
  passed += Number(totals?.[1] ?? 0);
  failed += Number(totals?.[2] ?? 0);

  if (text.startsWith('not ok ')) open.add(project);
  else if (!text.startsWith(' ')) open.delete(project);
  if (open.has(project)) failures.push(`${project}: ${text}`);
}

// Failures before the tests (install, build) count too, and so does finding no tests.
const [code] = await exit;
if ((code !== 0 || passed === 0) && failed === 0) failed = 1;
if (failures.length > 0) console.log(`\n${failures.join('\n')}\n`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
