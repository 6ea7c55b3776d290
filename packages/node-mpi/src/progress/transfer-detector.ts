// A round of polls that takes longer than this, in milliseconds, plus the time for each poll, does not only check: it copies bytes.
const SLOW_ROUND = 0.01;
const SLOW_POLL = 0.002;
/** Shorter messages are not copied in pieces: a slow round was a cold one, after a long pause. */
const LARGE = 65_536;

/** Detects from slow polls that the library is copying a large message, piece by piece. */
export class TransferDetector {
  #largest = 0;
  #wasSlow = false;
  #last = -Infinity;

  /** Length in bytes of the largest message that was pending since the last {@link TransferDetector.reset}. */
  get largest(): number {
    return this.#largest;
  }

  /** Records the length of a message that has become pending. */
  expect(bytes: number): void {
    if (bytes > this.#largest) this.#largest = bytes;
  }

  /** Forgets the lengths, since nothing is pending. */
  reset(): void {
    this.#largest = 0;
  }

  /**
   * Records how long some rounds took, each of one poll for every pending request. Two slow results in a row count as a transfer: a single
   * one may have been interrupted.
   *
   * @param start undefined if unknown
   */
  observe(start: number | undefined, end: number, rounds: number, pending: number): void {
    const limit = rounds * (SLOW_ROUND + SLOW_POLL * pending);
    const isSlow = this.#largest >= LARGE && start !== undefined && end - start > limit;
    if (isSlow && this.#wasSlow) this.#last = end;
    this.#wasSlow = isSlow;
  }

  /** Returns the milliseconds since the last transfer. */
  timeSince(now: number): number {
    return now - this.#last;
  }
}
