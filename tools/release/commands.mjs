// Commands as users type them.
import { spawnSync } from 'node:child_process';

// What npm and pnpm set for the tests, a user would not have: registry, store, user agent.
const INHERITED = /^(npm|pnpm)_|^(CI|FORCE_COLOR)$/i;

const environmentOfUser = (env) =>
  Object.fromEntries(Object.entries({ ...process.env, ...env }).filter(([name]) => !INHERITED.test(name)));

/** Longest time that a command may take, in milliseconds. */
const LIMIT = 240_000;

/** Runs a command, and returns its exit code and its output. */
export function run(cwd, command, args, env = {}) {
  const { status, signal, error, stdout, stderr } = spawnSync(command, args, {
    cwd,
    env: environmentOfUser(env),
    encoding: 'utf8',
    shell: process.platform === 'win32',
    timeout: LIMIT,
    killSignal: 'SIGKILL',
  });
  const failure = error?.message ?? (signal === null ? '' : `ended by ${signal}`);
  return { status, stdout, report: `${[command, ...args].join(' ')}\n${stdout}${stderr}${failure}` };
}

/** Runs a command that must succeed, and returns what it printed. */
export function runOrThrow(cwd, command, ...args) {
  const { status, stdout, report } = run(cwd, command, args);
  if (status !== 0) throw new Error(`Expected exit code 0, got ${status} of ${report}`);
  return stdout;
}
