// The demo with its likelihood in Python prints the tables of the one in TypeScript.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';

const folder = mkdtempSync(join(tmpdir(), 'epsie-galaxies-python-'));
test.after.always(() => rmSync(folder, { recursive: true }));

// The first `python3` of the path may lack numpy where that of the system has it.
const environments = [process.env, { ...process.env, PATH: `/usr/bin:${process.env.PATH}` }];
const env = environments.find((each) => spawnSync('python3', ['-c', 'import numpy'], { env: each }).status === 0);

async function tables(name) {
  const program = fileURLToPath(new URL(`../dist/${name}/main.js`, import.meta.url));
  const args = ['--iterations', '300', '--chains', '3', '--threads', '2', '--run', `${name}.run`];
  const child = spawn(process.execPath, [program, ...args], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'])
    child[stream].setEncoding('utf8').on('data', (text) => {
      output[stream] += text;
    });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(output.stderr);
  return output.stdout.slice(output.stdout.indexOf('\n\n'));
}

const here = env !== undefined || process.env.EPSIE_REQUIRE_PYTHON !== undefined ? test : test.skip;

here('prints the same tables with the likelihood in Python', async (t) => {
  const inTypeScript = await tables('galaxies');
  t.regex(inTypeScript, /Posterior/);
  t.is(await tables('galaxies-python'), inTypeScript);
});
