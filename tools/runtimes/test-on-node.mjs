// Runs the quick part of the tests on other versions of Node: `node tools/runtimes/test-on-node.mjs 20 22.20.0`. Without versions, on all.
// The packages must be built. The release rehearsal runs the packed programs on the same versions.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { nodeBinary, OLDEST_AND_NEWEST, VERSIONS } from './node.mjs';
import { QUICK_TESTS } from './quick-tests.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const testPackage = join(root, 'tools/test-package.mjs');

/** Runs tests of a package, and returns how many passed and failed. */
async function test(binary, name, files) {
  const cwd = join(root, 'packages', name);
  const path = [dirname(binary), join(cwd, 'node_modules/.bin'), process.env.PATH].join(delimiter);
  const child = spawn(binary, [testPackage, ...files], {
    cwd,
    env: { ...process.env, PATH: path },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'close');
  let totals = [0, 0];
  for await (const line of createInterface({ input: child.stdout })) {
    const found = /^(\d+) passed, (\d+) failed$/.exec(line);
    if (found === null) console.log(line);
    else totals = found.slice(1).map(Number);
  }
  const [code] = await exit;
  return code !== 0 && totals[1] === 0 ? [totals[0], 1] : totals;
}

const wrong = process.argv.slice(2).find((line) => line !== 'ends' && !/^\d+(\.\d+\.\d+)?$/.test(line));
if (wrong !== undefined) {
  console.error(`Expected versions of Node such as \`22\` or \`22.20.0\`, or \`ends\`, got \`${wrong}\``);
  process.exit(1);
}
const asked = process.argv.slice(2).flatMap((line) => (line === 'ends' ? OLDEST_AND_NEWEST : [line]));
let [passed, failed] = [0, 0];
for (const line of asked.length > 0 ? asked : Object.keys(VERSIONS)) {
  const binary = nodeBinary(line);
  for (const [name, files] of Object.entries(QUICK_TESTS)) {
    const start = performance.now();
    const totals = await test(binary, name, files);
    console.log(
      `Node ${VERSIONS[line] ?? line}, ${name}: ${totals[0]} passed, ${totals[1]} failed in ${Math.round((performance.now() - start) / 1000)} s`,
    );
    passed += totals[0];
    failed += totals[1];
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
