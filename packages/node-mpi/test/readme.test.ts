import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { mpirun, testUnderEach } from './helpers/mpirun.ts';

type Block = { readonly language: string; readonly file?: string };
type Program = { readonly path: string };
type DocBlocks = {
  readBlocks(name: string, text: string): readonly Block[];
  writePrograms(folder: string, document: string, blocks: readonly Block[]): readonly Program[];
  compile(programs: readonly Program[]): readonly string[];
};

const tools = new URL('../../../tools/doc-blocks/', import.meta.url);
const load = async (file: string): Promise<DocBlocks> => (await import(new URL(file, tools).href)) as DocBlocks;
const folder = fileURLToPath(new URL('readme', import.meta.url));

test.before('the programs of the README compile', async (t) => {
  const { readBlocks } = await load('read-blocks.mjs');
  const { writePrograms, compile } = await load('programs.mjs');
  const text = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const named = readBlocks('README.md', text).filter(({ file }) => file !== undefined);
  rmSync(folder, { recursive: true, force: true });
  const programs = writePrograms(folder, 'README.md', named);
  t.is(programs.length, 2);
  t.deepEqual(compile(programs), []);
});

testUnderEach('the ping-pong of the README prints what it states', async (t, launcher) => {
  const { stdout, stderr, code } = await mpirun(launcher, 2, join(folder, 'ping-pong.js'));
  t.is(code, 0, stderr);
  t.regex(stdout, /^rank 1 \w+ pong\n$/);
  const alone = await mpirun(launcher, 1, join(folder, 'ping-pong.js'));
  t.is(alone.stdout, 'Start me with mpirun -n 2\n');
});

testUnderEach('the reduction of the README prints what it states', async (t, launcher) => {
  const { stdout, stderr, code } = await mpirun(launcher, 4, join(folder, 'reduce.js'));
  t.is(code, 0, stderr);
  t.is(stdout, '10 Float64Array(2) [ 3, 10 ] 1\n');
});
