// Runs in a folder where no other package is installed; the tests of `packages/pool-*` cover the choice where they are.
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { choosePool, SerialPool } from '@epsie/core';
import test from 'ava';

const folder = mkdtempSync(join(tmpdir(), 'epsie-choose-pool-'));
test.after.always(() => rmSync(folder, { recursive: true }));
const core = fileURLToPath(new URL('../../', import.meta.url));
for (const part of ['package.json', 'dist']) {
  cpSync(join(core, part), join(folder, 'node_modules/@epsie/core', part), { recursive: true });
}
const program = join(folder, 'choose.mjs');
cpSync(new URL('programs/choose.js', import.meta.url), program);

async function chosen(options: object, variables: NodeJS.ProcessEnv = {}): Promise<string> {
  // NODE_PATH may lead to the packages of the workspace.
  const env = { ...process.env, NODE_PATH: '', ...variables };
  const { stdout } = await promisify(execFile)(process.execPath, [program, JSON.stringify(options)], { env });
  return stdout.trim();
}

const missing = (name: string, why: string, advice = '') =>
  `Error: choosePool needs the package ${name} here, since ${why}: run \`npm install ${name}\`${advice}`;
const threadsMissing = (why: string) => missing('@epsie/pool-threads', why, ', or ask for `threads: 1`');

test('returns a SerialPool for one thread', async (t) => {
  await using pool = await choosePool({ threads: 1 });
  t.true(pool instanceof SerialPool);
});

test('names the missing package of threads', async (t) => {
  t.is(await chosen({ threads: 3 }), threadsMissing('`threads` is 3'));
  t.is(await chosen({}), threadsMissing('it runs on all processors'));
});

test('names the missing package of MPI', async (t) => {
  t.is(await chosen({ mpi: true }), missing('@epsie/pool-mpi', '`mpi` is true'));
});

const launchers: readonly (readonly [NodeJS.ProcessEnv, string])[] = [
  [{ OMPI_COMM_WORLD_SIZE: '4', PMIX_RANK: '1' }, 'OMPI_COMM_WORLD_SIZE is 4'],
  [{ PMI_RANK: '0', PMI_SIZE: '2' }, 'PMI_SIZE is 2'],
  [{ PMIX_RANK: '0' }, 'PMIX_RANK is set'],
  [{ SLURM_STEP_NUM_TASKS: '3' }, 'SLURM_STEP_NUM_TASKS is 3'],
];
for (const [env, evidence] of launchers) {
  test(`chooses MPI if ${evidence}`, async (t) => {
    const why = `an MPI launcher started this program (${evidence})`;
    t.is(await chosen({ threads: 1 }, env), missing('@epsie/pool-mpi', why));
    t.is(await chosen({ mpi: false, threads: 1 }, env), 'SerialPool 1');
  });
}

test('chooses no MPI if the launcher started one process', async (t) => {
  t.is(await chosen({ threads: 1 }, { OMPI_COMM_WORLD_SIZE: '1', PMIX_RANK: '0' }), 'SerialPool 1');
  t.is(await chosen({ threads: 1 }, { SLURM_STEP_NUM_TASKS: '1', PMIX_RANK: '0' }), 'SerialPool 1');
});

test('refuses invalid options', async (t) => {
  const wrong = async (options: unknown, message: string | RegExp) => {
    await t.throwsAsync(choosePool(options as never), { message });
  };
  await wrong({ threads: 0 }, 'Expected `threads` to be an integer from 1 up, got 0');
  await wrong({ threads: '2' }, 'Expected `threads` to be an integer from 1 up, got "2" (string)');
  await wrong({ mpi: 1 }, 'Expected `mpi` to be true or false, got 1');
  await wrong({ mpi: true, threads: 2 }, /^Expected `mpi: true` or `threads`, got both/);
  await wrong({ thread: 2 }, /thread/);
  await wrong(3, /Expected the options of `choosePool` to be an object, got 3\. Write `\{ mpi: 3 \}`/);
});
