// Installs and builds the workspace silently, then runs one of its programs in this terminal:
// `node tools/run-built.mjs examples/dist/galaxies/main.js …`. Not through nx, which would detach it from the terminal.
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

// The program decides how to stop; this process waits for it. Ctrl-C reaches every process of the terminal, so the program gets it
// twice; a signal to this process reaches the program once.
const child = spawn(process.execPath, [fileURLToPath(new URL(program, root)), ...args], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
