// Installs and builds the workspace without a word, then runs a program of it in this terminal:
// `node tools/run-built.mjs examples/dist/galaxies/main.js …`. Not through nx, which would take the terminal away from it.
import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = new URL('../', import.meta.url);
const [program, ...args] = process.argv.slice(2);

console.error('Building (the first time takes a while)…');
const build = spawnSync(process.execPath, ['tools/pnpm.mjs', 'nx', 'run-many', '-t', 'build'], {
  cwd: root,
  encoding: 'utf8',
});
if (build.status !== 0) {
  console.error(build.stdout + build.stderr);
  process.exit(1);
}

// The program decides how to stop, this one waits for it. Ctrl-C reaches every process of the terminal, and so the program
// twice; a signal to this process alone reaches it once.
const child = spawn(process.execPath, [fileURLToPath(new URL(program, root)), ...args], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
