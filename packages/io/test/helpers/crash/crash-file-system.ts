import type { FileSystem, OpenFile } from '#src/files/file-system.js';
import { below, choiceOf, DirectoryNode, FileNode, type Node, type Random } from './crash-disk.js';
import { CrashMachine, failure, type Trouble } from './crash-machine.js';
import { CrashOpenFile } from './crash-open-file.js';

export { type Random, seeded } from './crash-disk.js';
export { Crash, type Trouble } from './crash-machine.js';

const partsOf = (path: string): string[] => path.split(/[\\/]/).filter((part) => part !== '' && part !== '.');

/**
 * A file system in memory that forgets in a crash what was not synchronised, as freely as POSIX lets it: every sector and every
 * length of a file, every entry of a directory on its own keeps one of the values it had since it was last synchronised.
 */
export class CrashFileSystem implements FileSystem {
  readonly #root: DirectoryNode;
  readonly #machine: CrashMachine;

  constructor(trouble: Trouble = {}, root: DirectoryNode = new DirectoryNode(), time = 1e12) {
    this.#root = root;
    this.#machine = new CrashMachine(trouble, time);
  }

  /** Its clock, which every operation advances by a millisecond. */
  get time(): number {
    return this.#machine.time;
  }

  set time(milliseconds: number) {
    this.#machine.time = milliseconds;
  }

  /** Number of operations so far that change or sync something. */
  get operations(): number {
    return this.#machine.operations;
  }

  /** Syncs so far, in the form of {@link Trouble.ignore}. */
  get syncs(): ReadonlySet<string> {
    return this.#machine.syncs;
  }

  /** Whether the crash came. */
  get crashed(): boolean {
    return this.#machine.crashed;
  }

  /** Another one with what the loss of power leaves of this one. */
  crash(random: Random, trouble: Trouble = {}): CrashFileSystem {
    this.#machine.crashed = true;
    return new CrashFileSystem(trouble, this.#root.survivor(choiceOf(random), random), this.time + 60_000);
  }

  /** Another one on the same disk, as after the death of the process alone: nothing is lost, nor durable that was not. */
  restart(trouble: Trouble = {}): CrashFileSystem {
    this.#machine.crashed = true;
    return new CrashFileSystem(trouble, this.#root, this.time + 1000);
  }

  /** Makes all durable, for the start of a trial. */
  settle(): void {
    this.#root.sync();
    for (const node of below(this.#root)) node.sync();
  }

  async open(path: string, mode: 'read' | 'write' | 'create'): Promise<OpenFile> {
    this.#machine.expectPower();
    if (mode !== 'create')
      return new CrashOpenFile(this.#machine, this.#root, this.#file(path), path, mode === 'write');
    const { parent, name } = this.#place(path);
    if (parent.entries.has(name)) throw failure('EEXIST', path);
    const file = new FileNode();
    this.#machine.operate(path, () => this.#enter(parent, name, file));
    file.modified = this.time;
    return new CrashOpenFile(this.#machine, this.#root, file, path, true);
  }

  async makeDirectory(path: string): Promise<void> {
    const { parent, name } = this.#place(path);
    if (parent.entries.has(name)) throw failure('EEXIST', path);
    this.#machine.operate(path, () => this.#enter(parent, name, new DirectoryNode()));
  }

  async list(path: string): Promise<string[]> {
    this.#machine.expectPower();
    return [...this.#directory(path).entries.keys()];
  }

  async rename(from: string, to: string): Promise<void> {
    const source = this.#place(from);
    const target = this.#place(to);
    const node = this.#node(from);
    const old = target.parent.entries.get(target.name);
    if (old === node) return;
    if (old instanceof DirectoryNode && node instanceof FileNode) throw failure('EISDIR', to);
    if (old instanceof FileNode && node instanceof DirectoryNode) throw failure('ENOTDIR', to);
    if (old instanceof DirectoryNode && old.entries.size > 0) throw failure('ENOTEMPTY', to);
    this.#machine.operate(from, () => {
      this.#enter(target.parent, target.name, node);
      this.#enter(source.parent, source.name, undefined);
    });
  }

  async link(from: string, to: string): Promise<void> {
    const { parent, name } = this.#place(to);
    const file = this.#file(from);
    if (parent.entries.has(name)) throw failure('EEXIST', to);
    this.#machine.operate(to, () => this.#enter(parent, name, file));
  }

  async remove(path: string): Promise<void> {
    const { parent, name } = this.#place(path);
    this.#file(path);
    this.#machine.operate(path, () => this.#enter(parent, name, undefined));
  }

  async removeDirectory(path: string): Promise<void> {
    const { parent, name } = this.#place(path);
    if (this.#directory(path).entries.size > 0) throw failure('ENOTEMPTY', path);
    this.#machine.operate(path, () => this.#enter(parent, name, undefined));
  }

  async touch(path: string): Promise<void> {
    const file = this.#file(path);
    this.#machine.operate(path, () => undefined);
    file.modified = this.time;
  }

  async modified(path: string): Promise<number> {
    this.#machine.expectPower();
    return this.#node(path).modified;
  }

  async syncDirectory(path: string): Promise<void> {
    this.#machine.sync('syncDirectory', path, this.#directory(path));
  }

  #enter(parent: DirectoryNode, name: string, node: Node | undefined): void {
    parent.set(name, node);
    parent.modified = this.time;
  }

  #node(path: string): Node {
    let node: Node = this.#root;
    for (const part of partsOf(path)) {
      if (node instanceof FileNode) throw failure('ENOTDIR', path);
      const next = node.entries.get(part);
      if (next === undefined) throw failure('ENOENT', path);
      node = next;
    }
    return node;
  }

  #file(path: string): FileNode {
    const node = this.#node(path);
    if (node instanceof DirectoryNode) throw failure('EISDIR', path);
    return node;
  }

  #directory(path: string): DirectoryNode {
    const node = this.#node(path);
    if (node instanceof FileNode) throw failure('ENOTDIR', path);
    return node;
  }

  #place(path: string): { readonly parent: DirectoryNode; readonly name: string } {
    this.#machine.expectPower();
    const parts = partsOf(path);
    const name = parts.pop();
    if (name === undefined) throw failure('EBUSY', path);
    return { parent: this.#directory(parts.join('/')), name };
  }
}
