import { createHash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { onFile } from './file-failed.ts';
import type { FileSystem } from './file-system.ts';
import { ownIdentity, startOf } from './process-identity.ts';

/** A temporary of a process that cannot be asked whether it runs is left from this age on, in milliseconds. */
const ABANDONED_AFTER = 24 * 3600 * 1000;

const NAME = /^\..+\.(\d+)\.([0-9a-f]{8})-([0-9a-f]{8})-(\d+)-(\d+)\.tmp$/;

const mark = (...parts: string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 8);

let marks: { readonly machine: string; readonly process: string } | undefined;
function ownMarks(): { readonly machine: string; readonly process: string } {
  if (marks === undefined) {
    const { host, namespace, boot, started } = ownIdentity();
    marks = { machine: mark(host, namespace), process: mark(boot, started) };
  }
  return marks;
}

let count = 0;
const inFlight = new Set<string>();

/**
 * Gives a piece of work a path beside the final one that nobody else uses: `.name.PID.N.tmp`, where N tells the machine, the process
 * and the thread, as other machines, containers and threads have processes of the same number.
 */
export async function withTemporary<T>(path: string, work: (temporary: string) => Promise<T>): Promise<T> {
  const own = ownMarks();
  count += 1;
  const name = `.${basename(path)}.${process.pid}.${own.machine}-${own.process}-${threadId}-${count}.tmp`;
  inFlight.add(name);
  try {
    return await work(join(dirname(path), name));
  } finally {
    inFlight.delete(name);
  }
}

/** Removes a file, or a directory with all that is in it; nothing there is no error. */
export async function removeAll(fs: FileSystem, path: string): Promise<void> {
  try {
    await fs.remove(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return;
    if (code !== 'EISDIR' && code !== 'EPERM') throw error;
    for (const name of await fs.list(path)) await removeAll(fs, join(path, name));
    await fs.removeDirectory(path);
  }
}

/** What becomes of a temporary: it is in use, nobody uses it, or only its age can tell. */
function judge(name: string): 'used' | 'stale' | 'unknown' {
  const [, pid, machine, owner, thread] = NAME.exec(name) as unknown as [string, string, string, string, string];
  const own = ownMarks();
  if (machine !== own.machine) return 'unknown';
  if (Number(pid) !== process.pid) return startOf(Number(pid)) === undefined ? 'stale' : 'used';
  // Of an earlier process with the number of this one.
  if (owner !== own.process) return 'stale';
  return Number(thread) !== threadId || inFlight.has(name) ? 'used' : 'stale';
}

/** The time of the file system, which may be that of another machine. */
export function timeIn(fs: FileSystem, directory: string): Promise<number> {
  return withTemporary(join(directory, 'time'), async (probe) => {
    const file = await fs.open(probe, 'create');
    try {
      await file.write(new Uint8Array(1), 0);
      await file.close();
      return await fs.modified(probe);
    } finally {
      await fs.remove(probe).catch(() => undefined);
    }
  });
}

async function isAbandoned(fs: FileSystem, directory: string, name: string): Promise<boolean> {
  const now = await timeIn(fs, directory);
  return now - (await fs.modified(join(directory, name)).catch(() => now)) > ABANDONED_AFTER;
}

/**
 * Removes the temporaries that dead processes left in a directory: those of this machine whose process is gone, and those of
 * other machines that are a day old.
 */
export async function sweepTemporaries(fs: FileSystem, directory: string): Promise<void> {
  await onFile(directory, 'tidy up', async () => {
    for (const name of await fs.list(directory)) {
      if (!NAME.test(name)) continue;
      const verdict = judge(name);
      if (verdict === 'used') continue;
      if (verdict === 'stale' || (await isAbandoned(fs, directory, name))) await removeAll(fs, join(directory, name));
    }
  });
}
