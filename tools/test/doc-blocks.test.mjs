// Every code block of the documentation type-checks and runs unchanged.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launchers } from '@epsie/mpirun';
import test from 'ava';
import { canRun } from '../doc-blocks/commands.mjs';
import { compile, createRunner, writePrograms } from '../doc-blocks/programs.mjs';
import { readBlocks } from '../doc-blocks/read-blocks.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
// Inside this package, so that programs find the packages of the workspace.
const work = fileURLToPath(new URL('../dist/doc-blocks/', import.meta.url));

const packages = readdirSync(join(root, 'packages'));
const documents = [
  'README.md',
  'docs/index.md',
  ...readdirSync(join(root, 'docs/guides')).map((file) => `docs/guides/${file}`),
  ...packages.map((name) => `packages/${name}/README.md`),
  ...packages.flatMap((name) =>
    readdirSync(join(root, 'packages', name, 'src'), { recursive: true }).map((file) => `packages/${name}/src/${file}`),
  ),
].filter((name) => /\.(md|ts)$/.test(name) && existsSync(join(root, name)));

rmSync(work, { recursive: true, force: true });
const programs = documents.flatMap((document) => {
  const blocks = readBlocks(document, readFileSync(join(root, document), 'utf8'));
  return blocks.length === 0 ? [] : writePrograms(join(work, document.replaceAll(/[/.]/g, '-')), document, blocks);
});

test.serial('the code blocks type-check', (t) => {
  const errors = compile(programs);
  t.is(errors.length, 0, `\n${errors.join('\n')}`);
});

// Without MPI the other blocks can still run; `.ci/run`, which installs MPI, requires it.
const hasMpi = launchers.some(({ installed }) => installed) || process.env.EPSIE_REQUIRE_MPI !== undefined;
const needsMpi = ({ text }) => text.includes("from '@mpi-bindings/node-mpi'");
const run = createRunner(programs);

for (const program of programs.filter(({ module }) => !module)) {
  const testHere = (hasMpi || !needsMpi(program)) && canRun(program) ? test : test.skip;
  testHere(`${program.document}:${program.line} runs`, async (t) => {
    const failure = await run(program);
    if (failure === undefined) t.pass();
    else t.fail(failure);
  });
}
