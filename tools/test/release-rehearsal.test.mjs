// The packages as a user gets them: packed, installed with npm in an empty folder, type-checked and run there.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
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

test.before('the packed packages can be installed', (t) => {
  const pack = ['-r', '--filter', './packages/*', 'pack', '--pack-destination', folder];
  run(t, workspace, 'node', 'tools/pnpm.mjs', ...pack);
  const tarballs = readdirSync(folder).map((file) => `./${file}`);
  t.is(tarballs.length, 9);
  cpSync(new URL('fixtures/consumer', import.meta.url), folder, { recursive: true });
  // koffi and h5wasm come from the cache of npm or from the registry.
  run(t, folder, 'npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', ...tarballs);
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
