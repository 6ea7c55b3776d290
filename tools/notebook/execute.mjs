// Executes a notebook with Deno's kernel, by Python's jupyter_client. `npm:` imports are resolved from the `node_modules` of the folder.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pythonFor } from '../doc-blocks/commands.mjs';

const deno = join(dirname(createRequire(import.meta.url).resolve('deno/package.json')), 'bin.cjs');
const script = fileURLToPath(new URL('execute.py', import.meta.url));

/** Returns whether this machine has what executes notebooks: jupyter_client, nbformat, and a Deno for its platform. */
export function canExecute() {
  const hasDeno = spawnSync(process.execPath, [deno, '--version'], { stdio: 'ignore' }).status === 0;
  return hasDeno && pythonFor('import jupyter_client, nbformat') !== undefined;
}

/** Returns a notebook with its outputs. Throws if a cell does. */
export function execute(path) {
  const home = mkdtempSync(join(tmpdir(), 'epsie-notebook-'));
  try {
    const env = { ...process.env, HOME: home, DENO_DIR: join(home, 'deno'), DENO_NO_UPDATE_CHECK: '1', NO_COLOR: '1' };
    run(process.execPath, [deno, 'jupyter', '--install'], env);
    return JSON.parse(
      run(pythonFor('import jupyter_client, nbformat') ?? 'python3', [script, path, dirname(path)], env),
    );
  } finally {
    rmSync(home, { recursive: true, maxRetries: 3 });
  }
}

function run(command, args, env) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    env,
    encoding: 'utf8',
    timeout: 150_000,
    maxBuffer: 2 ** 26,
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with code ${status}:\n${stderr}`);
  return stdout;
}
