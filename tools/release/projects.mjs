// Projects of users: which packages they install, and a program that prints `ok` or, under MPI, its numbers.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { environment } from '@epsie/mpirun';
import { run } from './commands.mjs';
import { npmrc } from './registry.mjs';

const fixtures = fileURLToPath(new URL('../test/fixtures/consumer/', import.meta.url));

const runMain = (name) => (folder, start) => run(folder, ...start([`${name}.js`]));

/** Without a launcher, a program on one rank does the same. */
function runRanks(folder, _start, launchers) {
  const bin = join('node_modules', '.bin', 'epsie-mpi');
  const results = launchers.map((launcher) =>
    run(folder, launcher.command, ['-n', '2', bin, 'ranks.js'], environment(launcher)),
  );
  return (
    results.find(({ stdout }) => stdout.trim() !== 'ok') ?? results[0] ?? run(folder, process.execPath, ['ranks.js'])
  );
}

/** `plugAndPlay` is false for programs that need a folder `node_modules`. */
export const PROJECTS = [
  {
    name: 'threads',
    packages: ['@epsie/core', '@epsie/pool-threads'],
    files: ['gaussian.ts', 'threads.ts'],
    start: runMain('threads'),
  },
  {
    name: 'ranks',
    packages: ['@epsie/core', '@epsie/pool-mpi'],
    files: ['gaussian.ts', 'ranks.ts'],
    needsNodeModules: true,
    start: runRanks,
  },
  {
    name: 'storage',
    packages: ['@epsie/core', '@epsie/io'],
    files: ['gaussian.ts', 'storage.ts'],
    start: runMain('storage'),
  },
  {
    name: 'command',
    packages: ['@epsie/cli'],
    files: ['command.ts'],
    start: runMain('command'),
  },
];

/** Creates the folder of a project whose packages come from a registry. */
export function createProject(folder, files, url) {
  mkdirSync(folder, { recursive: true });
  for (const file of ['package.json', 'tsconfig.json', 'globals.d.ts', ...files])
    cpSync(join(fixtures, file), join(folder, file));
  writeFileSync(join(folder, '.npmrc'), npmrc(url));
}
