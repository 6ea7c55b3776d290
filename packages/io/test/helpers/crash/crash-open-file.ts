import type { OpenFile } from '#src/files/file-system.js';
import { below, type DirectoryNode, FileNode, SECTOR } from './crash-disk.js';
import { type CrashMachine, failure } from './crash-machine.js';

/** Largest length of a file. */
function roomFor(file: FileNode, root: DirectoryNode, capacity: number | undefined): number {
  if (capacity === undefined) return Number.POSITIVE_INFINITY;
  let free = Math.floor(capacity / SECTOR);
  for (const node of below(root)) {
    if (node instanceof FileNode && node !== file) free -= Math.ceil(node.size / SECTOR);
  }
  return Math.max(0, free) * SECTOR;
}

/** A file of a `CrashFileSystem` that is open. */
export class CrashOpenFile implements OpenFile {
  readonly #machine: CrashMachine;
  readonly #root: DirectoryNode;
  readonly #file: FileNode;
  readonly #path: string;
  readonly #writable: boolean;
  #open = true;

  constructor(machine: CrashMachine, root: DirectoryNode, file: FileNode, path: string, writable: boolean) {
    this.#machine = machine;
    this.#root = root;
    this.#file = file;
    this.#path = path;
    this.#writable = writable;
  }

  async read(target: Uint8Array, position: number): Promise<number> {
    this.#expectOpen();
    return this.#file.read(target, position);
  }

  async size(): Promise<number> {
    this.#expectOpen();
    return this.#file.size;
  }

  async write(bytes: Uint8Array, position: number): Promise<void> {
    this.#expectOpen(true);
    const file = this.#file;
    const upTo = (end: number): void => file.write(bytes.subarray(0, Math.max(0, end - position)), position);
    const amidst = (): void => {
      const sectors = Math.floor((this.#machine.random() * (bytes.length + SECTOR)) / SECTOR);
      if (sectors > 0) upTo((Math.floor(position / SECTOR) + sectors) * SECTOR);
    };
    this.#machine.operate(this.#path, () => this.#changed(), amidst);
    const end = position + bytes.length;
    const possible = Math.max(file.size, roomFor(file, this.#root, this.#machine.trouble.capacity));
    // As on a disk, what there is room for is written.
    upTo(Math.min(end, possible));
    if (end > possible) throw failure('ENOSPC', this.#path);
  }

  async truncate(size: number): Promise<void> {
    this.#expectOpen(true);
    this.#machine.operate(this.#path, () => this.#changed());
    const possible = Math.max(this.#file.size, roomFor(this.#file, this.#root, this.#machine.trouble.capacity));
    if (size > possible) throw failure('ENOSPC', this.#path);
    this.#file.truncate(size);
  }

  async sync(): Promise<void> {
    this.#expectOpen();
    this.#machine.sync('sync', this.#path, this.#file);
  }

  async syncData(): Promise<void> {
    this.#expectOpen();
    this.#machine.sync('syncData', this.#path, this.#file);
  }

  async close(): Promise<void> {
    this.#expectOpen();
    this.#open = false;
  }

  #changed(): void {
    this.#file.modified = this.#machine.time;
  }

  #expectOpen(toWrite = false): void {
    this.#machine.expectPower();
    if (!this.#open || (toWrite && !this.#writable)) throw failure('EBADF', this.#path);
  }
}
