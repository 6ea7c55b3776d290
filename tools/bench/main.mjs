// `npm run bench`, or `node tools/bench/main.mjs [--check] [NAME…]` after a build. With --check a missed target sets the exit
// code. The other options are those of efficiency.mjs.
import { fork } from 'node:child_process';
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { EFFICIENCY_OPTIONS } from './efficiency/options.mjs';
import { passes } from './harness.mjs';
import { formatTable } from './table.mjs';

const BENCHMARKS = [
  'gaussian',
  'random',
  'batch',
  'tempering',
  'proposals',
  'threads',
  'python',
  'history',
  'memory',
  'tasks',
  'pool-mpi',
  'galaxies',
  'mpi',
  'io',
  'large-states',
  'analysis',
  'command',
  'umbridge',
  'efficiency',
];

const options = { check: { type: /** @type {const} */ ('boolean') }, ...EFFICIENCY_OPTIONS };
const { values, positionals } = parseArgs({ allowPositionals: true, options });
const { check, ...settings } = values;
const unknown = positionals.filter((name) => !BENCHMARKS.includes(name));
if (unknown.length > 0) {
  console.error(`Expected benchmarks of ${BENCHMARKS.join(', ')}, got ${unknown.join(', ')}`);
  process.exit(1);
}

const [load] = loadavg();
const processors = availableParallelism();
const rows = [];
for (const name of positionals.length > 0 ? positionals : BENCHMARKS) {
  console.error(`${name}…`);
  rows.push(...(await rowsOf(name)));
}
console.log(formatTable(rows));
console.log(`\nBefore it began, ${load.toFixed(1)} programs were busy on ${processors} processors.`);
if (load > 0.8 * processors) console.log('That is too many: measure again when the machine is quiet.');
if (check && !rows.every(passes)) process.exitCode = 1;

/**
 * @param {string} name
 * @returns {Promise<import('./harness.mjs').Row[]>}
 */
function rowsOf(name) {
  return new Promise((resolve) => {
    const args = name === 'efficiency' ? Object.entries(settings).map(([option, value]) => `--${option}=${value}`) : [];
    const child = fork(new URL('child.mjs', import.meta.url), [name, ...args], { execArgv: ['--expose-gc'] });
    const row = { name, measured: '', failed: true };
    child.once('message', (result) => resolve(/** @type {import('./harness.mjs').Row[]} */ (result)));
    child.once('exit', () => resolve([row]));
  });
}
