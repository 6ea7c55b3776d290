/** The pause between two rounds of polls. */
export type Pause = 'spin' | 'nap' | { readonly timer: number };

/** The situation that a pause depends on; times in milliseconds. */
export type Situation = {
  /** Time since a request was completed or added. */
  readonly sinceChange: number;
  /** Time since the library was last seen to copy bytes. */
  readonly sinceTransfer: number;
  /** Time to poll without a pause, from {@link nextSpin}. */
  readonly spinTime: number;
  /** Length of the largest pending message in bytes. */
  readonly bytes: number;
  /** Whether more ranks than processors share this machine, so that spinning keeps other ranks from working. */
  readonly isCrowded: boolean;
};

/** Initial spin time: longer than a short message takes. */
export const SHORTEST_SPIN = 0.1;
// Two ranks that answer each other at once would not recover from naps by themselves, each being late for the other.
const WORTH_A_SPIN = 1;
/** Additional time to spin for each byte, as if a gigabyte took a second, and its maximum. */
const SPIN_PER_BYTE = 1e-6;
const LONGEST_SPIN = 100;
/** Spin time after a transfer. */
const SPIN_AFTER_TRANSFER = 2;
/** Time since the last change up to which naps are taken: about the time between two tasks. */
const NAP_PHASE = 20;
/** Timers grow with the time since the last change; a message is late by at most this share of it. */
const TIMER_SHARE = 1 / 200;
const SHORTEST_TIMER = 1;
const LONGEST_TIMER = 25;

/**
 * Returns the next pause, which grows with the time since the last change:
 *
 * | since the last change                  | pause        | on a crowded machine |
 * |----------------------------------------|--------------|----------------------|
 * | < spin time, longer for large messages | spin         | timer                |
 * | < 20 ms                                | nap, 0.1 ms  | timer                |
 * | later                                  | timer, 1/200 of the time, 1 to 25 ms | timer |
 *
 * While the library copies a message it spins. Blocking calls of MPI would burn a core and hold up signals and timers; this takes
 * less than 1 % of a core after a few seconds.
 */
export function nextPause({ sinceChange, sinceTransfer, spinTime, bytes, isCrowded }: Situation): Pause {
  // After one piece the next one follows at once, or as soon as the other side had the processor.
  if (sinceTransfer === 0) return 'spin';
  if (sinceTransfer < SPIN_AFTER_TRANSFER) return isCrowded ? 'nap' : 'spin';
  if (!isCrowded && sinceChange < spinTime + Math.min(bytes * SPIN_PER_BYTE, LONGEST_SPIN)) return 'spin';
  if (!isCrowded && sinceChange < NAP_PHASE) return 'nap';
  return { timer: Math.min(Math.max(SHORTEST_TIMER, sinceChange * TIMER_SHARE), LONGEST_TIMER) };
}

/**
 * Returns how long to spin from now on, so that a message that came a little too late is caught next time.
 *
 * @param sinceChange after how many milliseconds it came, in a pause
 */
export const nextSpin = (sinceChange: number): number =>
  sinceChange < WORTH_A_SPIN ? Math.max(2 * sinceChange, SHORTEST_SPIN) : SHORTEST_SPIN;
