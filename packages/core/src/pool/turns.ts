import { now } from '../platform/host.ts';

/** Milliseconds for which work may keep the event loop from its other business: timers, signals, messages. */
const INTERVAL = 50;

// Of the whole process, as the event loop is: short tasks one after the other block it like a long one.
let last = now();

/**
 * Gives the event loop a turn where the last one was a while ago. Otherwise returns nothing, so that callers need not wait
 * for a promise each time they ask.
 *
 * @param pause resolves after one turn of the event loop
 */
export function giveTurn(pause: () => Promise<void>): Promise<void> | undefined {
  return now() - last < INTERVAL ? undefined : takeTurn(pause);
}

async function takeTurn(pause: () => Promise<void>): Promise<void> {
  await pause();
  last = now();
}
