// Runs that do not fit into memory: the commands that look at a run need no more memory for a large one than for a small one.
// EPSIE_LARGE_RUN sets the bytes of the large one; in CI they are 150 MB, by hand it was tested with 10 GB.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createBitGenerator, MetropolisHastingsSampler, Random } from '@epsie/core';
import { Run } from '@epsie/io';
import test from 'ava';

const { resolve } = createRequire(import.meta.url);
const folderOf = (name) => dirname(resolve(`${name}/package.json`));
const internal = (path) => import(pathToFileURL(join(folderOf('@epsie/io'), 'dist', path)).href);
const { CheckpointStore } = await internal('run/checkpoints/checkpoint-store.js');
const { readManifest } = await internal('run/manifest.js');
const { committedTables } = await internal('checking/committed-tables.js');
const { nodeFileSystem } = await internal('files/node-file-system.js');
const { TableWriter } = await internal('samples/table-writer.js');

const LARGE = Number(process.env.EPSIE_LARGE_RUN ?? 1.5e8);
const SMALL = 3e7;
const [CHAINS, PARAMETERS] = [64, 15];

const folder = mkdtempSync(join(tmpdir(), 'epsie-large-'));
test.after.always(() => rmSync(folder, { recursive: true }));

const random = new Random(createBitGenerator(1));
const normals = Float64Array.from({ length: 2 ** 16 }, () => random.standardNormal());

/** Creates a run, samples a little, and appends draws of the standard normal distribution up to a length in bytes. */
async function createRun(directory, bytes) {
  const parameters = Array.from({ length: PARAMETERS }, (_, i) => `p${i}`);
  const model = (position) => ({
    logPrior: 0,
    logLikelihood: -0.5 * Object.values(position).reduce((s, x) => s + x * x, 0),
  });
  const sampler = new MetropolisHastingsSampler({ parameters, model, chains: CHAINS, seed: 1 });
  const run = await Run.create(directory, sampler);
  await sampler.start(Object.fromEntries(parameters.map((name) => [name, Array(CHAINS).fill(0)])));
  await run.sample(sampler, { iterations: 10 });
  const manifest = await readManifest(nodeFileSystem, directory);
  const store = new CheckpointStore(nodeFileSystem, directory, manifest.id);
  const { state, commit } = (await store.newest()).checkpoint;
  const [draws] = committedTables(directory, manifest, commit);
  const position = await append(draws, bytes);
  await store.write(state, { ...commit, iterations: position.rows, tables: { draws: position } });
}

async function append({ path, format, series, position }, bytes) {
  const writer = new TableWriter(path, await nodeFileSystem.open(path, 'write'), format, position);
  const perRow =
    series * format.columns.reduce((sum, { type }) => sum + { float64: 8, int64: 8, int32: 4, uint8: 1 }[type], 0);
  const rows = Math.floor(3e7 / perRow);
  let at = 0;
  const fill = (column, _series, target) => {
    if (format.columns[column].type !== 'float64') return target.fill(target instanceof BigInt64Array ? 1n : 1);
    at = (at + 7919) % (normals.length - rows);
    return target.set(normals.subarray(at, at + rows));
  };
  while (writer.position.bytes < bytes) await writer.append({ rows, series, fill });
  await writer.sync();
  await writer.close();
  return writer.position;
}

const REPORT = join(folder, 'report.mjs');
writeFileSync(
  REPORT,
  `import { writeSync } from 'node:fs';
process.on('exit', () => writeSync(2, \`maxRSS \${process.resourceUsage().maxRSS}\\n\`));\n`,
);
const EPSIE = join(folderOf('@epsie/cli'), 'bin/epsie.js');

/** Runs a command; returns its output and the most memory that it had, in MB. */
function measured(t, ...args) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', pathToFileURL(REPORT).href, EPSIE, ...args],
    {
      cwd: folder,
      encoding: 'utf8',
      timeout: 1_200_000,
    },
  );
  t.true([0, 2].includes(status), stdout + stderr);
  return { stdout, memory: Number(/maxRSS (\d+)/.exec(stderr)?.[1]) / 1000 };
}

test.before('the runs are created', async (t) => {
  t.timeout(1_200_000);
  await createRun(join(folder, 'small.run'), SMALL);
  await createRun(join(folder, 'large.run'), LARGE);
});

const COMMANDS = {
  info: [],
  check: [],
  watch: ['--times', '1', '--parameters', 'p0,p14'],
  export: ['draws.csv', '--thin', '1000'],
  summary: ['--thin', '100', '--parameters', 'p0'],
  plot: ['trace', '--parameters', 'p0,p1'],
  report: [],
};

for (const [command, args] of Object.entries(COMMANDS))
  test.serial(`${command} takes no memory in proportion to the run`, (t) => {
    t.timeout(1_200_000);
    const small = measured(t, command, 'small.run', ...args);
    const large = measured(t, command, 'large.run', ...args);
    t.log(`${command}: ${small.memory.toFixed(0)} MB, ${large.memory.toFixed(0)} MB`);
    // Thinned draws are picked from columns of one chain, some of which V8 has not collected yet.
    const column = (LARGE / (CHAINS * 161)) * 8e-6;
    t.true(large.memory < small.memory + 100 + 20 * column, `${small.memory} MB, ${large.memory} MB`);
  });

test.serial('the large run is intact and of its size', (t) => {
  const { stdout } = measured(t, 'info', 'large.run', '--json');
  t.true(JSON.parse(stdout).bytes.draws >= LARGE);
  t.true(JSON.parse(measured(t, 'check', 'large.run', '--json').stdout).ok);
});
