import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { UsageError } from '../contract/command.ts';

/** Signals that are passed on. Ctrl-C reaches the launcher from the terminal. */
const PASSED_ON = ['SIGTERM', 'SIGUSR1', 'SIGUSR2', 'SIGHUP'] as const;

/**
 * Starts a launcher of MPI, such as `mpirun --oversubscribe`, and waits for its end.
 *
 * @returns its exit code; 128 plus the number of the signal that ended it
 * @throws UsageError if it cannot be started
 */
export async function startRanks(launcher: string, ranks: number, command: readonly string[]): Promise<number> {
  const [name = '', ...options] = launcher.trim().split(/\s+/);
  const child = spawn(name, [...options, '-n', String(ranks), process.execPath, ...command], { stdio: 'inherit' });
  const listeners = PASSED_ON.map((signal) => [signal, () => child.kill(signal)] as const);
  const ignore = (): void => {};
  for (const [signal, listener] of listeners) process.on(signal, listener);
  process.on('SIGINT', ignore);
  return new Promise((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'ENOENT' ? missing(name) : error));
    child.once('close', (code, signal) => {
      for (const [name, listener] of listeners) process.off(name, listener);
      process.off('SIGINT', ignore);
      resolve(signal === null ? (code ?? 1) : 128 + constants.signals[signal]);
    });
  });
}

const missing = (name: string): UsageError =>
  new UsageError(
    `There is no command ${name}, which starts ranks: install MPI (on Debian: openmpi-bin or mpich), or name another one with --launcher.`,
  );
