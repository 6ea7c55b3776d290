import type { Client } from '../protocol/client.ts';
import { backoff } from './backoff.ts';

/** Milliseconds after which a server that was given up is tried once more. */
const REVIVAL = 30_000;

/** A server and its state: requests on their way, failures one after another, and until when it rests. */
export class Server {
  readonly client: Client;
  /** Number of requests without an answer yet. */
  inFlight = 0;
  /** Reason of the last failure. */
  lastFailure = '';
  readonly #retries: number;
  #failures = 0;
  #restsUntil = 0;

  /** @param retries failures one after another that are followed by another try */
  constructor(client: Client, retries: number) {
    this.client = client;
    this.#retries = retries;
  }

  /** Number of failures since the last answer. A request that was sent before the last one does not count again. */
  get failures(): number {
    return this.#failures;
  }

  /** Whether it failed so often that it gets no more points. */
  get isDead(): boolean {
    return this.#failures > this.#retries;
  }

  /** Returns the milliseconds until it may get a point again. */
  rest(): number {
    return Math.max(0, this.#restsUntil - performance.now());
  }

  /** Counts an answer. */
  succeeded(): void {
    this.#failures = 0;
    this.#restsUntil = 0;
  }

  /**
   * Counts a failure.
   *
   * @param before number of failures when the request was sent
   */
  failed(reason: string, before: number): void {
    this.lastFailure = reason;
    if (before !== this.#failures) return;
    this.#failures++;
    this.#restsUntil = performance.now() + (this.isDead ? REVIVAL : backoff(this.#failures));
  }

  /** Allows one more try if it was given up long ago, or in any case. */
  revive(anyway: boolean): void {
    if (!this.isDead || (!anyway && this.rest() > 0)) return;
    this.#failures = anyway ? 0 : this.#retries;
    this.#restsUntil = 0;
  }
}
