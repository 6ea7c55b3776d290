import { createHash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { onFile } from './file-failed.ts';
import type { FileSystem } from './file-system.ts';
import { ownIdentity, startOf } from './process-identity.ts';

/** Age in milliseconds from which a temporary of another host counts as abandoned. */
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
 * Runs work with a unique path beside the final one: `.name.PID.N.tmp`, where N identifies host, process and thread, since process ids repeat on
 * other hosts and in other containers.
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

/** Removes a file, or a directory with its contents; a missing path is not an error. */
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

/** Judges a temporary: in use, stale, or unknown, so that only its age decides. */
function judge(name: string): 'used' | 'stale' | 'unknown' {
  const [, pid, machine, owner, thread] = NAME.exec(name) as unknown as [string, string, string, string, string];
  const own = ownMarks();
  if (machine !== own.machine) return 'unknown';
  if (Number(pid) !== process.pid) return startOf(Number(pid)) === undefined ? 'stale' : 'used';
  // Of an earlier process with the id of this one.
  if (owner !== own.process) return 'stale';
  return Number(thread) !== threadId || inFlight.has(name) ? 'used' : 'stale';
}

/** Returns the present time by the clock of the file system, which may be that of a server. */
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
 * Removes the temporaries that dead processes left in a directory: those of this host whose process has ended, and those of other hosts that
 * are a day old.
 */
export async function sweepTemporaries(fs: FileSystem, directory: string): Promise<void> {
  await onFile(directory, 'remove temporaries in', async () => {
    for (const name of await fs.list(directory)) {
      if (!NAME.test(name)) continue;
      const verdict = judge(name);
      if (verdict === 'used') continue;
      if (verdict === 'stale' || (await isAbandoned(fs, directory, name))) await removeAll(fs, join(directory, name));
    }
  });
}
