import type { ExportReference } from '../data/export-reference.ts';

/** One running map: the items still to be sent and the results so far. */
export class MapJob {
  /** The task, by name. */
  readonly task: ExportReference;
  /** Resolves with the results in the order of the items. */
  readonly promise: Promise<unknown[]>;
  /** Number of items that workers have now. */
  running = 0;
  readonly #items: readonly unknown[];
  readonly #onResult: ((index: number, result: unknown) => void) | undefined;
  readonly #results: unknown[];
  readonly #lostOnce = new Set<number>();
  readonly #retries: number[] = [];
  #next = 0;
  #pending: number;
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
    this.#pending = items.length;
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  /** Whether an item waits for a worker. */
  get waiting(): boolean {
    return this.#retries.length > 0 || this.#next < this.#items.length;
  }

  /** Whether every result has arrived. */
  get complete(): boolean {
    return this.#pending === 0;
  }

  /** Returns the index of the item to send next; items of lost workers come first. */
  take(): number {
    return this.#retries.shift() ?? this.#next++;
  }

  /** Returns the item at an index. */
  item(index: number): unknown {
    return this.#items[index];
  }

  /**
   * Stores a result and passes it to the caller's `onResult`.
   *
   * @throws whatever `onResult` throws
   */
  deliver(index: number, result: unknown): void {
    this.#results[index] = result;
    this.#pending--;
    this.#onResult?.(index, result);
  }

  /** Queues the item of a lost worker again, ahead of the others; returns false if it had lost a worker before. */
  retry(index: number): boolean {
    if (this.#lostOnce.has(index)) return false;
    this.#lostOnce.add(index);
    this.#retries.push(index);
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
