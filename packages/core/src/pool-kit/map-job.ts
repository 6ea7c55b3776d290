import type { ExportReference } from '../data/export-reference.ts';

/** One map under way: which items are still to be sent, and what came back. */
export class MapJob {
  /** The task, by name. */
  readonly task: ExportReference;
  /** Resolves with the results in the order of the items. */
  readonly promise: Promise<unknown[]>;
  /** How many of its items are with workers now. */
  running = 0;
  readonly #items: readonly unknown[];
  readonly #onResult: ((index: number, result: unknown) => void) | undefined;
  readonly #results: unknown[];
  readonly #lost = new Set<number>();
  readonly #again: number[] = [];
  #sent = 0;
  #missing: number;
  #resolve!: (results: unknown[]) => void;
  #reject!: (error: unknown) => void;

  constructor(
    task: ExportReference,
    items: readonly unknown[],
    onResult: ((index: number, result: unknown) => void) | undefined,
  ) {
    this.task = task;
    this.#items = items;
    this.#onResult = onResult;
    this.#results = new Array(items.length);
    this.#missing = items.length;
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  /** Whether an item waits for a worker. */
  get waiting(): boolean {
    return this.#again.length > 0 || this.#sent < this.#items.length;
  }

  /** Whether every result is there. */
  get complete(): boolean {
    return this.#missing === 0;
  }

  /** The index of the item to send next; the ones that a lost worker had come first. */
  take(): number {
    return this.#again.shift() ?? this.#sent++;
  }

  /** The item of an index. */
  item(index: number): unknown {
    return this.#items[index];
  }

  /**
   * Takes a result.
   *
   * @throws whatever the caller's `onResult` throws
   */
  deliver(index: number, result: unknown): void {
    this.#results[index] = result;
    this.#missing--;
    this.#onResult?.(index, result);
  }

  /** Puts the item of a lost worker back in front; says no if that happened to it before. */
  retry(index: number): boolean {
    if (this.#lost.has(index)) return false;
    this.#lost.add(index);
    this.#again.push(index);
    return true;
  }

  /** Fulfils the promise. */
  resolve(): void {
    this.#resolve(this.#results);
  }

  /** Rejects the promise. */
  reject(error: unknown): void {
    this.#reject(error);
  }
}
