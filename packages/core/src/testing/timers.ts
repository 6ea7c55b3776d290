type Timers = {
  setTimeout(callback: () => void, milliseconds: number): unknown;
  clearTimeout(timer: unknown): void;
};

// Tests may read the clock, which the rest of this package must not.
const host = globalThis as unknown as Timers;

/** Resolves after some time. */
export function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    host.setTimeout(resolve, milliseconds);
  });
}

/**
 * Waits for some work, but no longer than a limit.
 *
 * @param what the work, for the message
 * @throws Error if the limit came first
 */
export async function within<T>(milliseconds: number, what: string, work: T | Promise<T>): Promise<T> {
  let timer: unknown;
  const limit = new Promise<never>((_resolve, reject) => {
    const late = () => reject(new Error(`Expected ${what} to end within ${milliseconds} ms, and it did not`));
    timer = host.setTimeout(late, milliseconds);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    host.clearTimeout(timer);
  }
}
