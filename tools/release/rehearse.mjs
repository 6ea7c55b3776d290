// Rehearses a release: `npm run release:rehearsal`. It runs the test that CI runs with npm alone, with every package manager and runtime.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const pnpm = fileURLToPath(new URL('../pnpm.mjs', import.meta.url));

function step(cwd, args, env = {}) {
  const options = { cwd, stdio: 'inherit', env: { ...process.env, ...env } };
  const { status } = spawnSync(process.execPath, [pnpm, ...args], options);
  if (status !== 0) process.exit(status ?? 1);
}

step(root, ['nx', 'run-many', '-t', 'build', 'package-check']);
const test = ['test', 'test/release-rehearsal.test.mjs', '--verbose', ...process.argv.slice(2)];
step(fileURLToPath(new URL('../', import.meta.url)), test, { EPSIE_REHEARSAL: 'complete' });
