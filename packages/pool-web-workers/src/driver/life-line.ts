/**
 * Returns the name of a lock for a worker that is about to start, or undefined where the platform has no locks. A worker that is gone
 * causes no event, but the platform releases its locks.
 */
export function lockName(): string | undefined {
  const { locks } = globalThis.navigator as { locks?: unknown };
  return locks === undefined ? undefined : `epsie worker ${crypto.randomUUID()}`;
}

/** Calls a function when the worker that holds a lock has ended. */
export async function onceReleased(lock: string, ended: () => void): Promise<void> {
  try {
    await navigator.locks.request(lock, ended);
  } catch {
    // A page that is being closed may no longer ask for locks.
  }
}
