import type { Pollable, ProgressEngine } from './progress-engine.ts';
import type { Request } from './request.ts';

/** The result of a poll: undefined while the request is pending. */
export type Completion<T> = { readonly value: T } | undefined;

type Waiter<T> = { resolve(value: T): void; reject(error: unknown): void };

/** A {@link Request} that a {@link ProgressEngine} polls until it is complete. */
export class PolledRequest<T> implements Request<T>, Pollable {
  readonly bytes: number;
  readonly #engine: ProgressEngine;
  // References the memory that MPI reads or writes; released at the end.
  #check: (() => Completion<T>) | undefined;
  #promise: Promise<T> | undefined;
  #waiter: Waiter<T> | undefined;
  #result: Completion<T>;
  #error: { readonly reason: unknown } | undefined;

  /**
   * Polls once, and hands the request to the engine if it is still pending.
   *
   * @param check returns the result once it is available; an error that it throws is the result too
   * @param bytes length of the message: large ones are worth polling more often
   */
  constructor(engine: ProgressEngine, check: () => Completion<T>, bytes = 0) {
    this.bytes = bytes;
    this.#engine = engine;
    this.#check = check;
    if (!this.poll()) engine.add(this);
  }

  poll(): boolean {
    if (this.#check === undefined) return true;
    try {
      this.#result = this.#check();
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
    for (let i = this.#engine.initialPolls; i > 0 && !this.poll(); i--);
    if (this.#error !== undefined) return Promise.reject(this.#error.reason);
    if (this.#result !== undefined) return this.#engine.turns.resolve(this.#result.value);
    this.#promise ??= new Promise((resolve, reject) => {
      this.#waiter = { resolve, reject };
    });
    return this.#promise;
  }

  /**
   * Polls, and returns the result if the request is complete.
   *
   * @throws the error of the request, if it failed
   */
  peek(): Completion<T> {
    this.poll();
    if (this.#error !== undefined) throw this.#error.reason;
    return this.#result;
  }

  cancel(reason: unknown): void {
    if (this.#check === undefined) return;
    this.#error = { reason };
    this.#end();
  }

  #end(): void {
    this.#check = undefined;
    this.#engine.remove(this);
    if (this.#result !== undefined) this.#waiter?.resolve(this.#result.value);
    else this.#waiter?.reject(this.#error?.reason);
  }
}
