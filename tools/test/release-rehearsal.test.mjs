// What a user gets: the public packages are packed, installed with npm in an empty folder, type-checked and run there.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { environment, launchersToTest } from '@epsie/mpirun';
import test from 'ava';

const workspace = fileURLToPath(new URL('../../', import.meta.url));
const mpis = launchersToTest(test);
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');

function run(t, cwd, command, ...args) {
  return runIn(t, { cwd }, command, ...args);
}

function runIn(t, options, command, ...args) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    ...options,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  t.is(status, 0, `${command} ${args.join(' ')}\n${stdout}${stderr}`);
  return stdout;
}

test('a program installs the packed packages, type-checks and runs', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'epsie-release-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const pack = ['-r', '--filter', './packages/*', 'pack', '--pack-destination', folder];
  run(t, workspace, 'node', 'tools/pnpm.mjs', ...pack);
  const tarballs = readdirSync(folder).map((file) => `./${file}`);
  t.is(tarballs.length, 5);

  cpSync(new URL('fixtures/consumer', import.meta.url), folder, { recursive: true });
  // koffi and h5wasm, which are not ours, come from the registry where npm has not kept it.
  run(t, folder, 'npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', ...tarballs);
  run(t, folder, 'node', tsc);
  t.is(run(t, folder, 'node', 'main.js'), 'ok\n');
  t.is(run(t, folder, 'node', 'storage.js'), 'ok\n');

  const [, numbers] = run(t, folder, 'node', 'mpi.js').split(' ');
  for (const launcher of mpis) {
    const options = { cwd: folder, env: environment(launcher) };
    const output = runIn(t, options, launcher.command, '-n', '2', 'npx', 'epsie-mpi', 'mpi.js');
    t.is(output.replaceAll('\r', ''), `MpiPool ${numbers}`, launcher.name);
  }
});
