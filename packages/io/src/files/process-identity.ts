import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Identity of a process, by which another process can determine whether it still runs. */
export type ProcessIdentity = {
  /** Process id. */
  readonly pid: number;
  /** Start time, in ticks since the boot (Linux); distinguishes it from a later process with the same id. Empty if unknown. */
  readonly started: string;
  /** Name of the host. */
  readonly host: string;
  /** Id of the boot (Linux). Empty if unknown. */
  readonly boot: string;
  /** Pid namespace (Linux), in which containers on one host differ. Empty if unknown. */
  readonly namespace: string;
};

function readOr<T>(fallback: T, read: () => T): T {
  try {
    return read();
  } catch {
    return fallback;
  }
}

/** Returns the start time of a process on this host: `undefined` if it does not run, empty if unknown. */
export function startOf(pid: number): string | undefined {
  const stat = readOr('', () => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  // There is no /proc, or it hides processes of other users.
  if (stat === '') return isRunning(pid) ? '' : undefined;
  // The name of the program, field 2, is in parentheses and may contain any character.
  const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // A zombie has ended, although its parent has not waited for it yet.
  return state === 'Z' || state === 'X' ? undefined : rest[18];
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Returns the identity of this process. */
export function ownIdentity(): ProcessIdentity {
  return {
    pid: process.pid,
    started: startOf(process.pid) ?? '',
    host: hostname(),
    boot: readOr('', () => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    namespace: readOr('', () => readlinkSync('/proc/self/ns/pid')),
  };
}
