// The packages as users get them: versioned, published to a registry on this machine, installed from it in empty folders, type-checked
// and run there. CI installs with npm; `npm run release:rehearsal` with every package manager, and runs the programs on every runtime.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openEmptyPage } from '@epsie/browser';
import { environment, launchersToTest } from '@epsie/mpirun';
import test from 'ava';
import { bundle, firstLineOf } from '../release/bundle.mjs';
import { run } from '../release/commands.mjs';
import { followGuide } from '../release/guide-project.mjs';
import { installedTree, packagesIn } from '../release/installed.mjs';
import { MANAGERS } from '../release/managers.mjs';
import { createProject, PROJECTS } from '../release/projects.mjs';
import { npmrc, startRegistry } from '../release/registry.mjs';
import { copyWithVersions } from '../release/workspace-copy.mjs';
import { nodeBinary, OLDEST_AND_NEWEST, VERSIONS } from '../runtimes/node.mjs';

const workspace = fileURLToPath(new URL('../../', import.meta.url));
const isComplete = process.env.EPSIE_REHEARSAL === 'complete';
const mpis = launchersToTest(test);
const { resolve } = createRequire(import.meta.url);
const deno = join(dirname(resolve('deno/package.json')), 'bin.cjs');
const tsc = (name) => join(dirname(resolve(`${name}/package.json`)), 'bin/tsc');

/** The compilers that users may have. */
const COMPILERS = ['typescript-5.9', 'typescript', 'typescript-7'];
/** Settings of a program for Node, and of one for bundlers. */
const MODULES = [[], ['--module', 'esnext', '--moduleResolution', 'bundler', '--noEmit']];

const folder = mkdtempSync(join(tmpdir(), 'epsie-release-'));
/** A project with all packages. */
const all = join(folder, 'all');
const names = readdirSync(join(workspace, 'packages'));
const read = (name, file) => readFileSync(join(workspace, 'packages', name, file), 'utf8');

let versions;
let registry;

function succeeds(t, { status, stdout, report }) {
  t.is(status, 0, report);
  return stdout;
}

const node = (t, cwd, ...args) => succeeds(t, run(cwd, process.execPath, args));
const npx = (t, cwd, ...args) => succeeds(t, run(cwd, 'npx', args));

test.before('the packages are published, and installed together', async (t) => {
  t.timeout(240_000);
  const copy = join(folder, 'workspace');
  versions = copyWithVersions(copy);
  registry = await startRegistry(join(folder, 'registry'));
  writeFileSync(join(copy, '.npmrc'), npmrc(registry.url));
  const publish = ['-r', '--filter', './packages/*', 'publish', '--no-git-checks', '--no-provenance'];
  succeeds(t, run(copy, process.execPath, [join(workspace, 'tools/pnpm.mjs'), ...publish]));
  const files = readdirSync(new URL('fixtures/consumer', import.meta.url));
  createProject(all, files, registry.url);
  succeeds(t, run(all, ...MANAGERS[0].install([...versions.keys()])));
});

test.after.always(async () => {
  await registry?.close();
  rmSync(folder, { recursive: true });
});

test('packages of the scope @epsie have one version, and each has a changelog for it', (t) => {
  t.is(versions.size, names.length);
  const scoped = [...versions].filter(([name]) => name.startsWith('@epsie/'));
  t.is(new Set(scoped.map(([, version]) => version)).size, 1, String([...versions]));
  for (const name of names) {
    const changelog = readFileSync(join(folder, 'workspace/packages', name, 'CHANGELOG.md'), 'utf8');
    const manifest = JSON.parse(read(name, 'package.json'));
    t.regex(changelog, new RegExp(`^## ${versions.get(manifest.name).replaceAll('.', '\\.')}$`, 'm'));
    // The first release is 0.1.0 for a new package too: its changeset raises 0.0.0.
    if (!changelog.includes('\n## 0.0.'))
      t.true(manifest.version === '0.0.0' || changelog.split('\n## ').length > 2, name);
  }
});

test('packages accept compatible versions of each other, so that a project has one core', (t) => {
  for (const [name, version] of versions) {
    const { dependencies = {} } = JSON.parse(readFileSync(join(all, 'node_modules', name, 'package.json'), 'utf8'));
    for (const [other, range] of Object.entries(dependencies))
      if (versions.has(other)) t.is(range, `^${versions.get(other)}`, `${name} ${version}: write workspace:^`);
  }
});

for (const name of names) {
  test(`the README of ${name} states the size of what is installed`, (t) => {
    const installed = installedTree(all, JSON.parse(read(name, 'package.json')).name);
    const [, megabytes, packages] = /^Installed with all that it needs, it has ([\d.]+) MB in (\d+) packages?/m.exec(
      read(name, 'README.md'),
    );
    const bytes = [...installed.values()].reduce((sum, size) => sum + size, 0);
    // Native packages of other platforms have other sizes.
    const tolerance = process.platform === 'linux' ? 0.1 : 0.5;
    t.true(Math.abs(bytes / 1e6 / Number(megabytes) - 1) < tolerance, `${(bytes / 1e6).toFixed(1)} MB`);
    t.is(installed.size, Number(packages), [...installed.keys()].join());
  });
}

for (const manager of isComplete ? MANAGERS : MANAGERS.slice(0, 1))
  for (const { name, packages, files, needsNodeModules, start } of PROJECTS) {
    if (manager.isPlugAndPlay && needsNodeModules) continue;
    test.serial(
      `${packages.join(' and ')}: ${manager.name} installs, both resolutions compile, the program runs`,
      (t) => {
        t.timeout(240_000);
        const project = join(folder, manager.name.replaceAll(' ', '-'), name);
        createProject(project, files, registry.url);
        manager.prepare(project, registry.url);
        succeeds(t, run(project, ...manager.install(packages, project)));
        if (!manager.isPlugAndPlay) for (const modules of MODULES) node(t, project, tsc('typescript'), ...modules);
        else node(t, all, tsc('typescript'), '--outDir', project);
        const lines = succeeds(t, start(project, manager.start ?? ((args) => [process.execPath, args]), mpis))
          .trim()
          .split('\n');
        t.is(lines.at(-1).trim(), 'ok');
        if (name === 'threads' && manager.name === 'npm')
          t.deepEqual(packagesIn(project), ['@epsie/core', '@epsie/pool-threads']);
      },
    );
  }

for (const compiler of COMPILERS)
  test.serial(`a program without the types of any platform compiles: ${compiler}`, (t) => {
    node(t, all, tsc(compiler));
  });

/** Commands that run the programs. */
const RUNTIMES = [
  ...(isComplete ? Object.keys(VERSIONS) : OLDEST_AND_NEWEST).map((line) => [`Node ${line}`, () => [nodeBinary(line)]]),
  ...(isComplete ? [['Deno', () => [process.execPath, deno, 'run', '-A', '--node-modules-dir=manual']]] : []),
  ...(isComplete ? [['Bun', () => ['npx', '--yes', '--prefer-offline', 'bun@1.4.5']]] : []),
];

for (const [name, command] of RUNTIMES)
  test.serial(`the programs run on ${name}`, (t) => {
    t.timeout(240_000);
    const [executable, ...args] = command();
    for (const program of ['main.js', 'threads.js', 'storage.js', 'command.js']) {
      rmSync(join(all, 'gaussian.run'), { recursive: true, force: true });
      t.is(
        succeeds(t, run(all, executable, [...args, program]))
          .trim()
          .split('\n')
          .at(-1),
        'ok',
        program,
      );
    }
  });

test.serial('the command summarizes a run, and writes a project that runs', (t) => {
  t.regex(npx(t, all, 'epsie', 'init', 'project'), /^Wrote package\.json/);
  const project = join(all, 'project');
  const table = node(t, project, 'main.js');
  t.is(npx(t, all, '@epsie/cli', 'summary', 'project/line.run', '--burn-in', '2000'), table);
  t.is(JSON.parse(npx(t, all, 'epsie', 'info', 'project/line.run', '--json')).iterations, 20_000);
  t.is(npx(t, all, 'epsie', '--version').trim(), versions.get('@epsie/cli'));
});

test.serial('a program that chooses its pool runs under MPI', (t) => {
  const [, numbers] = node(t, all, 'mpi.js').split(' ');
  for (const launcher of mpis) {
    const output = run(all, launcher.command, ['-n', '2', 'npx', 'epsie-mpi', 'mpi.js'], environment(launcher));
    t.is(succeeds(t, output).replaceAll('\r', ''), `MpiPool ${numbers}`, launcher.name);
  }
});

test.serial('core in a bundle of Vite has the same numbers in a browser as in Node', async (t) => {
  const page = await openEmptyPage(t);
  if (page === undefined) return;
  succeeds(t, bundle(all));
  t.is(await firstLineOf(page, join(all, 'bundle')), node(t, all, 'browser.js').trim());
});

for (const compiler of COMPILERS)
  test.serial(`the programs of the guide compile with its tsconfig.json, and for bundlers: ${compiler}`, (t) => {
    t.timeout(240_000);
    const project = followGuide(all, 'getting-started');
    for (const modules of MODULES)
      for (const skip of ['true', 'false'])
        node(t, project, tsc(compiler), '--noEmit', '--skipLibCheck', skip, ...modules);
    // The shortest tsconfig.json; with the fastest compiler only.
    writeFileSync(join(project, 'tsconfig.json'), '{ "compilerOptions": { "module": "nodenext" } }');
    if (compiler === 'typescript-7') node(t, project, tsc(compiler), '--noEmit');
  });

test.serial('the programs of the guide run on a Node that strips types', (t) => {
  const project = followGuide(all, 'runtimes', (code) => code.replaceAll(/'\.\/(\w+)\.js'/g, "'./$1.ts'"));
  node(t, project, tsc('typescript-7'));
  t.regex(succeeds(t, run(project, nodeBinary('26'), ['main.ts'])), /^amplitude: 2\.32e-21 ± /);
});
