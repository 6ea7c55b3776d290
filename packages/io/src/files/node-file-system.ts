import { fdatasync, fsync } from 'node:fs';
import { type FileHandle, link, mkdir, open, readdir, rename, rmdir, stat, unlink } from 'node:fs/promises';
import { promisify } from 'node:util';
import { systemError } from '../errors/system-error.ts';
import type { FileSystem, OpenFile } from './file-system.ts';

const FLAGS = { read: 'r', write: 'r+', create: 'wx+' } as const;

/** Bytes per system call, which moves less than 2 GiB. */
const LONGEST = 2 ** 30;

// By descriptor: the file handles of Yarn without node_modules have no `sync`.
const sync = promisify(fsync);
const syncData = promisify(fdatasync);

/** Moves an array in pieces, since a system call may move less than asked; returns the number of bytes that were moved. */
async function moveAll(length: number, move: (offset: number, length: number) => Promise<number>): Promise<number> {
  let done = 0;
  while (done < length) {
    const moved = await move(done, Math.min(length - done, LONGEST));
    if (moved === 0) break;
    done += moved;
  }
  return done;
}

async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  const done = await moveAll(bytes.length, async (offset, length) => {
    return (await file.write(bytes, offset, length, position + offset)).bytesWritten;
  });
  if (done < bytes.length) throw systemError(`Only ${done} of ${bytes.length} bytes could be written`);
}

const openFile = (file: FileHandle): OpenFile => ({
  read: (target, position) =>
    moveAll(target.length, async (offset, length) => {
      return (await file.read(target, offset, length, position + offset)).bytesRead;
    }),
  write: (bytes, position) => writeAll(file, bytes, position),
  size: async () => (await file.stat()).size,
  truncate: (size) => file.truncate(size),
  sync: () => sync(file.fd),
  syncData: () => syncData(file.fd),
  close: () => file.close(),
});

async function withFile<T>(path: string, flags: string, work: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path, flags);
  try {
    return await work(file);
  } finally {
    await file.close();
  }
}

/**
 * Makes the names in a directory durable. Windows cannot open directories, and keeps names in its journal. Some network file systems refuse
 * to sync a directory (EINVAL).
 */
async function syncDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  await withFile(path, 'r', async (directory) => {
    await sync(directory.fd).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EINVAL') throw error;
    });
  });
}

/**
 * Updates the modification time by writing the first byte again. Setting the time would use the clock of this host, which may differ from
 * that of a file server.
 */
async function touch(path: string): Promise<void> {
  await withFile(path, 'r+', async (file) => {
    const first = new Uint8Array(1);
    const { bytesRead } = await file.read(first, 0, 1, 0);
    if (bytesRead === 0) await file.truncate(0);
    else await writeAll(file, first, 0);
  });
}

/** The file system of this host. */
export const nodeFileSystem: FileSystem = {
  open: async (path, mode) => openFile(await open(path, FLAGS[mode])),
  makeDirectory: (path) => mkdir(path),
  list: (path) => readdir(path),
  rename: (from, to) => rename(from, to),
  link: (from, to) => link(from, to),
  remove: (path) => unlink(path),
  removeDirectory: (path) => rmdir(path),
  touch,
  modified: async (path) => (await stat(path)).mtimeMs,
  syncDirectory,
};
