import { type Node, type Random, seeded } from './crash-disk.js';

/** Thrown by every operation from the one on that the crash came at. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

/** Faults of a {@link CrashFileSystem}. */
export type Trouble = {
  /** Crashes at the n-th operation that changes or syncs something, counted from 1: before it, or in the middle of a write. */
  readonly stopAt?: number;
  /** The n-th operation fails with EIO, later ones succeed. */
  readonly failAt?: number;
  /**
   * Synchronisations that do nothing: their kind (`sync`, `syncData`, `syncDirectory`) and the end of the path they are of, `*` for anything
   * within a name, like `sync *.tmp` or `syncDirectory checkpoints`. Those of {@link CrashFileSystem.syncs} can be given.
   */
  readonly ignore?: Iterable<string>;
  /** Bytes that all files can have together, in sectors; more is ENOSPC. */
  readonly capacity?: number;
  /** Decides how far a write comes that a crash interrupts. */
  readonly random?: Random;
};

/** Creates an error like those of the system. */
export const failure = (code: string, path: string): Error =>
  Object.assign(new Error(`${code}: ${path}`), { code, path });

/** Describes a sync, equally in every trial: temporary names and numbers are `*`. */
const labelOf = (kind: string, path: string): string =>
  `${kind} ${path.replace(/\.\d+\.[\da-f-]+\.tmp/g, '.*.tmp').replace(/\d+/g, '*')}`;

function matcher(pattern: string): (kind: string, path: string) => boolean {
  const [kind, ...words] = pattern.split(' ');
  const source = words
    .join(' ')
    .split('*')
    .map((text) => text.replace(/[$()+.?[\\\]^{|}]/g, '\\$&'))
    .join('[^/]*');
  const end = new RegExp(`(^|/)${source.replace(/^\//, '')}$`);
  return (ofKind, path) => ofKind === kind && end.test(path.replace(/\/+$/, ''));
}

/** Machine under a file system: counts its operations, and injects the faults. */
export class CrashMachine {
  readonly trouble: Trouble;
  readonly random: Random;
  readonly syncs: Set<string> = new Set();
  readonly #ignored: ReturnType<typeof matcher>[];
  operations = 0;
  time: number;
  crashed = false;

  constructor(trouble: Trouble, time: number) {
    this.trouble = trouble;
    this.random = trouble.random ?? seeded(trouble.stopAt ?? 0);
    this.#ignored = [...(trouble.ignore ?? [])].map(matcher);
    this.time = time;
  }

  /** Does an operation, or what becomes of it. */
  operate(path: string, work: () => void, interrupted: () => void = () => undefined): void {
    this.expectPower();
    this.operations += 1;
    this.time += 1;
    if (this.operations === this.trouble.failAt) throw failure('EIO', path);
    if (this.operations === this.trouble.stopAt) {
      interrupted();
      this.crashed = true;
    }
    this.expectPower();
    work();
  }

  sync(kind: 'sync' | 'syncData' | 'syncDirectory', path: string, node: Node): void {
    this.syncs.add(labelOf(kind, path));
    this.operate(path, () => {
      if (!this.#ignored.some((isIgnored) => isIgnored(kind, path))) node.sync();
    });
  }

  expectPower(): void {
    if (this.crashed) throw new Crash('The machine has crashed');
  }
}
