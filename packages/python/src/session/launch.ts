import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { usageError } from '@epsie/core/checks';
import { PROTOCOL } from '../protocol/frames.ts';
import type { Channel } from './channel.ts';
import { workerName } from './worker-name.ts';

/** Settings of the Python process itself. */
export type Launch = {
  /** The command that starts Python, with arguments of its own. */
  readonly command: readonly [string, ...string[]];
  /** Threads of linear algebra in the process. */
  readonly threads: number;
  /** Environment variables to add. */
  readonly env: { readonly [name: string]: string };
  /** Limit of one evaluation in seconds. */
  readonly timeLimit: number | undefined;
  /** Limit of the start in seconds. */
  readonly startLimit: number;
};

const PROGRAM = fileURLToPath(new URL('../../python/epsie_worker.py', import.meta.url));

/** Variables by which libraries of linear algebra learn their number of threads. */
const THREADS = [
  'OMP_NUM_THREADS',
  'OPENBLAS_NUM_THREADS',
  'MKL_NUM_THREADS',
  'NUMEXPR_NUM_THREADS',
  'VECLIB_MAXIMUM_THREADS',
];

/**
 * Starts Python at the other side of a channel. It has a session of its own, so that Ctrl-C in the terminal does not reach it, and it
 * does not keep this process alive.
 *
 * @returns a function that ends a Python, or another command, that has not reported yet
 * @throws Error if the command cannot be started
 */
export function launch(channel: Channel, { command, threads, env, timeLimit, startLimit }: Launch): () => void {
  const [file, ...args] = command;
  const { requests, answers, inherited } = channel;
  const settings = { protocol: PROTOCOL, requests, answers, name: workerName(), timeLimit, startLimit };
  const variables = Object.fromEntries(THREADS.map((name) => [name, String(threads)]));
  const child = spawn(file, [...args, '-u', PROGRAM, JSON.stringify(settings)], {
    env: { ...process.env, ...variables, ...env },
    // Straight to the standard error of this process: a blocked thread forwards nothing.
    stdio: ['ignore', 2, 2, inherited],
    detached: true,
  });
  child.on('error', () => {});
  child.unref();
  channel.release();
  const { pid } = child;
  if (pid === undefined) throw notStarted(command);
  return () => kill(pid);
}

function kill(group: number): void {
  try {
    process.kill(-group, 'SIGKILL');
  } catch {
    // It has ended.
  }
}

function notStarted([file]: readonly [string, ...string[]]): Error {
  const cause = spawnSync(file, ['--version']).error;
  const reason = cause === undefined ? 'unknown reason' : cause.message.replace(/^spawnSync/, 'spawn');
  return usageError(
    `Python could not be started by \`${file}\`: ${reason}. Install Python 3.8 or later, or set \`python\` to its path`,
    { cause },
  );
}

/** Returns what the command prints when asked for its version, to explain why Python did not arrive. */
export function askVersion([file, ...args]: readonly [string, ...string[]]): string {
  const { stdout, stderr, status, signal, error } = spawnSync(file, [...args, '--version'], {
    encoding: 'utf8',
    timeout: 2000,
  });
  if (error !== undefined) return error.message;
  const text = `${stdout}${stderr}`.trim().slice(-1000);
  return `\`${[file, ...args, '--version'].join(' ')}\` ended with ${signal ?? `exit code ${status}`} and printed: ${text}`;
}
