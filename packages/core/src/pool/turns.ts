import { now } from '../platform/host.ts';

/** Milliseconds for which work may block the event loop: timers, signals, messages. */
const INTERVAL = 50;

// Shared by the whole process, like the event loop: a sequence of short tasks blocks it as a long one does.
let last = now();

/**
 * Yields to the event loop if it has been blocked for a while. Otherwise returns undefined, so that callers need not await a
 * promise each time.
 *
 * @param pause resolves after one turn of the event loop
 */
export function yieldIfDue(pause: () => Promise<void>): Promise<void> | undefined {
  return now() - last < INTERVAL ? undefined : yieldNow(pause);
}

async function yieldNow(pause: () => Promise<void>): Promise<void> {
  await pause();
  last = now();
}
