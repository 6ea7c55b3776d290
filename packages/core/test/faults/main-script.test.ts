// Workers import models and kernels by module. The main script cannot be imported without running the program again.
import { execFile } from 'node:child_process';
import { mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import test from 'ava';

const run = promisify(execFile);
const programs = fileURLToPath(new URL('programs/', import.meta.url));
const modelProgram = join(programs, 'model-in-main-script.js');

/** Returns what a program prints, without the absolute path of its module. */
async function output(script: string, cwd = programs): Promise<string[]> {
  const { stdout } = await run(process.execPath, [script], { cwd });
  const folder = pathToFileURL(await realpath(programs)).href;
  return stdout.replaceAll(folder, '').trim().split('\n');
}

const refusal = (what: string, name: string, file: string) =>
  `TypeError: The ${what} \`${name}\` is in the program's main script (/${file}): another process could only import it by ` +
  `running the whole program again. Move the ${what} to a module of its own and import it from there`;

const expectation = ['10', refusal('model', 'model', 'model-in-main-script.js')];

test('a model in the main script is rejected', async (t) => {
  t.deepEqual(await output(modelProgram), expectation);
});

test('a model in a main script that was started by a relative path is rejected', async (t) => {
  t.deepEqual(await output(relative(dirname(programs), modelProgram), dirname(programs)), expectation);
});

test('a model in a main script that was started without its extension is rejected', async (t) => {
  t.deepEqual(await output(modelProgram.replace(/\.js$/, '')), expectation);
});

test('a model in a main script that was started through a link is rejected', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'epsie-'));
  t.teardown(() => rm(folder, { recursive: true }));
  const link = join(folder, 'link to the program.js');
  await symlink(modelProgram, link);
  t.deepEqual(await output(link), expectation);
});

test('a kernel in the main script is rejected', async (t) => {
  const program = 'proposal-in-main-script.js';
  t.deepEqual(await output(join(programs, program)), [refusal('proposal', 'still', program)]);
});
