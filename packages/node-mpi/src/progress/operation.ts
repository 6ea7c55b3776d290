import type { Pending, Progress } from './progress.ts';

/** Something under way, as MPI's requests are. It goes on by itself, whether anybody waits or not. */
export interface Request<T> {
  /** Looks whether it is complete, without waiting. */
  test(): boolean;
  /** Resolves with the result. May be called again. */
  wait(): Promise<T>;
}

/** What a look gives: still nothing, or the result. */
export type Look<T> = { readonly value: T } | undefined;

type Waiter<T> = { resolve(value: T): void; reject(error: unknown): void };

/** A {@link Request} that a {@link Progress} looks after until it is complete. */
export class Operation<T> implements Request<T>, Pending {
  readonly #progress: Progress;
  readonly #look: () => Look<T>;
  #waiters: Waiter<T>[] | undefined;
  #result: Look<T>;
  #error: { readonly reason: unknown } | undefined;

  /**
   * Looks at once, and only if that is not enough later.
   *
   * @param look gives the result when it is there; what it throws is the result too
   */
  constructor(progress: Progress, look: () => Look<T>) {
    this.#progress = progress;
    this.#look = look;
    if (!this.poll()) progress.add(this);
  }

  poll(): boolean {
    if (this.#done) return true;
    try {
      this.#result = this.#look();
    } catch (reason) {
      this.#error = { reason };
    }
    if (!this.#done) return false;
    this.#tell();
    return true;
  }

  test(): boolean {
    return this.poll();
  }

  wait(): Promise<T> {
    if (this.#result !== undefined) return Promise.resolve(this.#result.value);
    if (this.#error !== undefined) return Promise.reject(this.#error.reason);
    return new Promise((resolve, reject) => {
      this.#waiters ??= [];
      this.#waiters.push({ resolve, reject });
    });
  }

  /** Looks, and gives the result if it is there. Throws the error, if there is one. */
  peek(): Look<T> {
    this.poll();
    if (this.#error !== undefined) throw this.#error.reason;
    return this.#result;
  }

  /** Ends it early, with an error. */
  cancel(reason: unknown): void {
    if (this.#done) return;
    this.#error = { reason };
    this.#progress.remove(this);
    this.#tell();
  }

  get #done(): boolean {
    return this.#result !== undefined || this.#error !== undefined;
  }

  #tell(): void {
    for (const { resolve, reject } of this.#waiters ?? []) {
      if (this.#result !== undefined) resolve(this.#result.value);
      else reject(this.#error?.reason);
    }
    this.#waiters = undefined;
  }
}
