/** A source of numbers in [0, 1). */
export type Random = () => number;

/** The unit that a disk writes whole or not at all. */
export const SECTOR = 512;

/** A seeded source of numbers: mulberry32. */
export function seeded(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let x = Math.imul(state ^ (state >>> 15), 1 | state);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Which of the values that something had since it was last synchronised (the durable one first) a crash leaves. Any, independently;
 * now and then all the oldest or all the newest, which chance alone would hardly ever give.
 */
export type Choice = <T>(values: readonly T[]) => { readonly value: T; readonly index: number };

/** The choices of one crash. */
export function choiceOf(random: Random): Choice {
  const extreme = random();
  return (values) => {
    const last = values.length - 1;
    const index = extreme < 0.1 ? 0 : extreme < 0.2 ? last : Math.floor(random() * values.length);
    return { value: values[index] as (typeof values)[number], index };
  };
}

/** A file: what it holds, and what it held since it was last synchronised. */
export class FileNode {
  #data = new Uint8Array(SECTOR);
  readonly #versions = new Map<number, Uint8Array[]>();
  #lengths: number[] = [0];
  /** Time of the last change. */
  modified = 0;

  get size(): number {
    return this.#lengths.at(-1) as number;
  }

  read(target: Uint8Array, position: number): number {
    const bytes = this.#data.subarray(position, Math.max(position, Math.min(this.size, position + target.length)));
    target.set(bytes);
    return bytes.length;
  }

  write(bytes: Uint8Array, position: number): void {
    if (bytes.length === 0) return;
    this.#change(position, position + bytes.length, () => this.#data.set(bytes, position));
    if (position + bytes.length > this.size) this.#lengths.push(position + bytes.length);
  }

  truncate(size: number): void {
    if (size < this.size) this.#change(size, this.size, () => this.#data.fill(0, size, this.size));
    else this.#reserve(size);
    if (size !== this.size) this.#lengths.push(size);
  }

  sync(): void {
    this.#versions.clear();
    this.#lengths = [this.size];
  }

  /** Returns a possible remainder after a crash. */
  survivor(choose: Choice, random: Random): FileNode {
    const next = new FileNode();
    const durable = this.#lengths[0] as number;
    const size = choose(this.#lengths).value;
    next.#data = new Uint8Array(Math.ceil(Math.max(size, 1) / SECTOR) * SECTOR);
    next.#data.set(this.#data.subarray(0, next.#data.length));
    for (const [sector, versions] of this.#versions) {
      const start = sector * SECTOR;
      if (start >= next.#data.length) continue;
      const { value, index } = choose(versions);
      next.#data.set(value, start);
      // What was never written may be anything that was on the disk before.
      if (index === 0 && random() < 0.5)
        fillWith(random, next.#data.subarray(Math.max(start, durable), start + SECTOR));
    }
    next.#data.fill(0, size);
    next.#lengths = [size];
    next.modified = this.modified;
    return next;
  }

  #reserve(size: number): void {
    if (size <= this.#data.length) return;
    const larger = new Uint8Array(Math.ceil(Math.max(size, 2 * this.#data.length) / SECTOR) * SECTOR);
    larger.set(this.#data);
    this.#data = larger;
  }

  /** Makes a change to a range of bytes, and remembers its sectors as they were before and are after. */
  #change(from: number, to: number, change: () => void): void {
    if (to <= from) return;
    this.#reserve(to);
    const first = Math.floor(from / SECTOR);
    const last = Math.ceil(to / SECTOR);
    const copy = (sector: number): Uint8Array => this.#data.slice(sector * SECTOR, (sector + 1) * SECTOR);
    for (let i = first; i < last; i++) if (!this.#versions.has(i)) this.#versions.set(i, [copy(i)]);
    change();
    for (let i = first; i < last; i++) this.#versions.get(i)?.push(copy(i));
  }
}

function fillWith(random: Random, bytes: Uint8Array): void {
  for (let i = 0; i < bytes.length; i++) bytes[i] = 256 * random();
}

/** A directory: its entries, and what they were since it was last synchronised. */
export class DirectoryNode {
  readonly entries = new Map<string, Node>();
  readonly #pending = new Map<string, (Node | undefined)[]>();
  modified = 0;

  set(name: string, node: Node | undefined): void {
    const values = this.#pending.get(name) ?? [this.entries.get(name)];
    this.#pending.set(name, [...values, node]);
    if (node === undefined) this.entries.delete(name);
    else this.entries.set(name, node);
  }

  sync(): void {
    this.#pending.clear();
  }

  /** Returns a possible remainder after a crash. A file of several names stays one file; a directory that got two becomes two. */
  survivor(choose: Choice, random: Random, files = new Map<FileNode, FileNode>()): DirectoryNode {
    const next = new DirectoryNode();
    next.modified = this.modified;
    for (const name of new Set([...this.entries.keys(), ...this.#pending.keys()])) {
      const node = choose(this.#pending.get(name) ?? [this.entries.get(name)]).value;
      if (node === undefined) continue;
      if (node instanceof FileNode && !files.has(node)) files.set(node, node.survivor(choose, random));
      const left = node instanceof FileNode ? files.get(node) : node.survivor(choose, random, files);
      next.entries.set(name, left as Node);
    }
    return next;
  }
}

/** Target of a name. */
export type Node = FileNode | DirectoryNode;

/** All files and directories below one, each file once. */
export function* below(directory: DirectoryNode, seen: Set<Node> = new Set()): Generator<Node> {
  for (const node of directory.entries.values()) {
    if (seen.has(node)) continue;
    seen.add(node);
    yield node;
    if (node instanceof DirectoryNode) yield* below(node, seen);
  }
}
