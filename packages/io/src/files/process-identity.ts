import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Which process something belongs to, so that another process can tell whether it still runs. */
export type ProcessIdentity = {
  /** Its number. */
  readonly pid: number;
  /** When it started, in ticks since the machine did (Linux); tells it from a later process with the same number. Empty if unknown. */
  readonly started: string;
  /** Name of the machine. */
  readonly host: string;
  /** Which start of the machine (Linux). Empty if unknown. */
  readonly boot: string;
  /** In which space of process numbers (Linux): containers on one machine count apart. Empty if unknown. */
  readonly namespace: string;
};

function readOr<T>(fallback: T, read: () => T): T {
  try {
    return read();
  } catch {
    return fallback;
  }
}

/** When a process of this machine started: `undefined` if none of that number runs, empty where it is not known. */
export function startOf(pid: number): string | undefined {
  const stat = readOr('', () => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  // No /proc here, or it hides the processes of others.
  if (stat === '') return isRunning(pid) ? '' : undefined;
  // The name of the program, field 2, is in parentheses and may hold any character.
  const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // A process that ended, but that its parent did not wait for yet, writes no more.
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

/** This process. */
export function ownIdentity(): ProcessIdentity {
  return {
    pid: process.pid,
    started: startOf(process.pid) ?? '',
    host: hostname(),
    boot: readOr('', () => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    namespace: readOr('', () => readlinkSync('/proc/self/ns/pid')),
  };
}
