// The packages as a user gets them: packed, installed with npm in an empty folder, type-checked and run there.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { environment, launchersToTest } from '@epsie/mpirun';
import test from 'ava';
import { readBlocks } from '../doc-blocks/read-blocks.mjs';

const workspace = fileURLToPath(new URL('../../', import.meta.url));
const readGuide = (name) => readFileSync(join(workspace, `docs/guides/${name}.md`), 'utf8');
const mpis = launchersToTest(test);
const { resolve } = createRequire(import.meta.url);

/** The compilers that users may have. */
const COMPILERS = ['typescript-5.9', 'typescript', 'typescript-7'];
const tsc = (name) => join(dirname(resolve(`${name}/package.json`)), 'bin/tsc');

const folder = mkdtempSync(join(tmpdir(), 'epsie-release-'));
test.after.always(() => rmSync(folder, { recursive: true }));

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

let tarballs;

test.before('the packed packages can be installed', (t) => {
  const pack = ['-r', '--filter', './packages/*', 'pack', '--pack-destination', folder];
  run(t, workspace, 'node', 'tools/pnpm.mjs', ...pack);
  tarballs = readdirSync(folder).map((file) => `./${file}`);
  t.is(tarballs.length, 10);
  cpSync(new URL('fixtures/consumer', import.meta.url), folder, { recursive: true });
  // koffi and h5wasm come from the cache of npm or from the registry.
  run(t, folder, 'npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', ...tarballs);
});

for (const name of readdirSync(join(workspace, 'packages'))) {
  test.serial(`the README of ${name} states the size of what is installed`, (t) => {
    const read = (file) => readFileSync(join(workspace, 'packages', name, file), 'utf8');
    const installed = treeOf(JSON.parse(read('package.json')).name);
    const [, megabytes, packages] = /^Installed with all that it needs, it has ([\d.]+) MB in (\d+) packages?/m.exec(
      read('README.md'),
    );
    const bytes = [...installed.values()].reduce((sum, size) => sum + size, 0);
    // Native packages of other platforms have other sizes.
    const tolerance = process.platform === 'linux' ? 0.1 : 0.5;
    t.true(Math.abs(bytes / 1e6 / Number(megabytes) - 1) < tolerance, `${(bytes / 1e6).toFixed(1)} MB`);
    t.is(installed.size, Number(packages), [...installed.keys()].join());
  });
}

/** Returns the bytes of a package and of all that it needs, by name. */
function treeOf(name, found = new Map()) {
  const directory = join(folder, 'node_modules', name);
  if (found.has(name) || !existsSync(directory)) return found;
  found.set(name, bytesIn(directory));
  const { dependencies, optionalDependencies } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
  for (const other of Object.keys({ ...dependencies, ...optionalDependencies })) treeOf(other, found);
  return found;
}

const bytesIn = (directory) =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);

test.serial('core and threads are installed without figures and without HDF5', (t) => {
  const bare = join(folder, 'bare');
  mkdirSync(bare);
  writeFileSync(join(bare, 'package.json'), '{ "private": true }');
  const two = tarballs.filter((file) => /^\.\/epsie-(core|pool-threads)-/.test(file)).map((file) => `.${file}`);
  run(t, bare, 'npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', ...two);
  const scoped = readdirSync(join(bare, 'node_modules/@epsie'));
  t.deepEqual(scoped.toSorted(), ['core', 'pool-threads']);
  t.deepEqual(
    readdirSync(join(bare, 'node_modules')).filter((entry) => !entry.startsWith('.')),
    ['@epsie'],
  );
});

for (const compiler of COMPILERS) {
  test.serial(`a program without the types of any platform compiles: ${compiler}`, (t) => {
    run(t, folder, 'node', tsc(compiler));
  });
}

test.serial('the programs run', (t) => {
  t.is(run(t, folder, 'node', 'main.js'), 'ok\n');
  t.is(run(t, folder, 'node', 'storage.js'), 'ok\n');
});

test.serial('the command summarizes a run, and writes a project that runs', (t) => {
  t.regex(run(t, folder, 'npx', 'epsie', 'init', 'project'), /^Wrote package\.json/);
  const project = join(folder, 'project');
  const table = run(t, project, 'node', 'main.js');
  t.is(run(t, folder, 'npx', '@epsie/cli', 'summary', 'project/line.run', '--burn-in', '2000'), table);
  t.is(JSON.parse(run(t, folder, 'npx', 'epsie', 'info', 'project/line.run', '--json')).iterations, 20_000);
});

test.serial('a program runs under MPI', (t) => {
  const [, numbers] = run(t, folder, 'node', 'mpi.js').split(' ');
  for (const launcher of mpis) {
    const options = { cwd: folder, env: environment(launcher) };
    const output = runIn(t, options, launcher.command, '-n', '2', 'npx', 'epsie-mpi', 'mpi.js');
    t.is(output.replaceAll('\r', ''), `MpiPool ${numbers}`, launcher.name);
  }
});

/** Creates a folder with the programs of "Getting started" and the `tsconfig.json` of a guide. */
function followGuide(name, edit = (code) => code) {
  const project = join(folder, 'guide');
  const [, tsconfig] = /^```json\n(\{\n {2}"compilerOptions".*?)^```/ms.exec(readGuide(name));
  const blocks = readBlocks('getting-started.md', readGuide('getting-started'));
  rmSync(project, { recursive: true, force: true });
  mkdirSync(join(project, 'node_modules/@types'), { recursive: true });
  symlinkSync(dirname(resolve('@types/node/package.json')), join(project, 'node_modules/@types/node'), 'junction');
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(project, 'tsconfig.json'), tsconfig);
  for (const { language, file, line, code } of blocks)
    if (language === 'ts') writeFileSync(join(project, file ?? `line-${line}.ts`), `${edit(code)}\n`);
  return project;
}

const MODULES = [[], ['--module', 'esnext', '--moduleResolution', 'bundler']];

for (const compiler of COMPILERS) {
  test.serial(`the programs of the guide compile with its tsconfig.json, and for bundlers: ${compiler}`, (t) => {
    t.timeout(240_000);
    const project = followGuide('getting-started');
    for (const modules of MODULES)
      for (const skip of ['true', 'false'])
        run(t, project, 'node', tsc(compiler), '--noEmit', '--skipLibCheck', skip, ...modules);
    // The shortest tsconfig.json; with the fastest compiler only.
    writeFileSync(join(project, 'tsconfig.json'), '{ "compilerOptions": { "module": "nodenext" } }');
    if (compiler === 'typescript-7') run(t, project, 'node', tsc(compiler), '--noEmit');
  });
}

test.serial('the programs of the guide run on a Node that strips types', (t) => {
  const project = followGuide('runtimes', (code) => code.replaceAll("'./line.js'", "'./line.ts'"));
  run(t, project, 'node', tsc('typescript-7'));
  if (process.features.typescript) t.regex(run(t, project, 'node', 'main.ts'), /^slope: 0\.48\d ± /);
});
