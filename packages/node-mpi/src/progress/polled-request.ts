import type { Pending, Progress } from './progress-engine.ts';

/** Something under way, as MPI's requests are. It goes on by itself, whether anybody waits or not. */
export interface Request<T> {
  /** Looks whether it is complete, without waiting. A program that only tests must let the event loop turn now and then. */
  test(): boolean;
  /** Resolves with the result. May be called again. */
  wait(): Promise<T>;
}

/** What a look gives: still nothing, or the result. */
export type Look<T> = { readonly value: T } | undefined;

type Waiter<T> = { resolve(value: T): void; reject(error: unknown): void };

/** A {@link Request} that a {@link Progress} looks after until it is complete. */
export class Operation<T> implements Request<T>, Pending {
  readonly bytes: number;
  readonly #progress: Progress;
  // Holds on to the memory that MPI reads or writes, and lets go of it in the end.
  #look: (() => Look<T>) | undefined;
  #promise: Promise<T> | undefined;
  #waiter: Waiter<T> | undefined;
  #result: Look<T>;
  #error: { readonly reason: unknown } | undefined;

  /**
   * Looks at once, and only if that is not enough later.
   *
   * @param look gives the result when it is there; what it throws is the result too
   * @param bytes how many it moves: for large messages it is worth looking more often
   */
  constructor(progress: Progress, look: () => Look<T>, bytes = 0) {
    this.bytes = bytes;
    this.#progress = progress;
    this.#look = look;
    if (!this.poll()) progress.add(this);
  }

  poll(): boolean {
    if (this.#look === undefined) return true;
    try {
      this.#result = this.#look();
    } catch (reason) {
      this.#error = { reason };
    }
    if (this.#result === undefined && this.#error === undefined) return false;
    this.#end();
    return true;
  }

  test(): boolean {
    return this.poll();
  }

  wait(): Promise<T> {
    for (let i = this.#progress.firstLooks; i > 0 && !this.poll(); i--);
    if (this.#error !== undefined) return Promise.reject(this.#error.reason);
    if (this.#result !== undefined) return this.#progress.fairly(this.#result.value);
    this.#promise ??= new Promise((resolve, reject) => {
      this.#waiter = { resolve, reject };
    });
    return this.#promise;
  }

  /** Looks, and gives the result if it is there. Throws the error, if there is one. */
  peek(): Look<T> {
    this.poll();
    if (this.#error !== undefined) throw this.#error.reason;
    return this.#result;
  }

  cancel(reason: unknown): void {
    if (this.#look === undefined) return;
    this.#error = { reason };
    this.#end();
  }

  #end(): void {
    this.#look = undefined;
    this.#progress.remove(this);
    if (this.#result !== undefined) this.#waiter?.resolve(this.#result.value);
    else this.#waiter?.reject(this.#error?.reason);
  }
}
