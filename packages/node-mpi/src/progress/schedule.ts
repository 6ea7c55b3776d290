/** What to do between two looks at what is pending. */
export type Pause = 'spin' | 'nap' | { readonly timer: number };

/** What the pause depends on; times in milliseconds. */
export type Situation = {
  /** Since something was finished or begun. */
  readonly idle: number;
  /** Since the library was last seen to move bytes. */
  readonly still: number;
  /** How long to look without a pause, from {@link nextSpin}. */
  readonly spin: number;
  /** How many bytes were to be sent or received at once, at most. */
  readonly bytes: number;
  /** Whether more ranks than processors share this machine: whoever spins then keeps others from working. */
  readonly crowded: boolean;
};

/** How long to look without a pause at first: longer than a short message is on its way. */
export const SHORTEST_SPIN = 0.1;
// Two ranks that answer each other at once would not find back from naps by themselves, each being late for the other.
const WORTH_A_SPIN = 1;
/** How much longer to look for each byte, as if a gigabyte took a second, and at most. */
const SPIN_PER_BYTE = 1e-6;
const LONGEST_SPIN = 100;
/** How long to go on without a pause after bytes were seen to move. */
const SPIN_AFTER_MOVE = 2;
/** How long to take short naps: about the time between two tasks. */
const NAPS = 20;
/** Timers grow with the time that nothing happened: by their share of it a message is late. */
const TIMER_SHARE = 1 / 200;
const SHORTEST_TIMER = 1;
const LONGEST_TIMER = 25;

/**
 * The next pause: the longer nothing happened, the longer. Blocking calls of MPI would burn a core and hold up signals and
 * timers; this costs less than 1 % of a core where nothing happens for long.
 */
export function nextPause({ idle, still, spin, bytes, crowded }: Situation): Pause {
  // Whoever has just moved a piece gets the next one at once, or after the other side has had the processor.
  if (still === 0) return 'spin';
  if (still < SPIN_AFTER_MOVE) return crowded ? 'nap' : 'spin';
  if (!crowded && idle < spin + Math.min(bytes * SPIN_PER_BYTE, LONGEST_SPIN)) return 'spin';
  if (!crowded && idle < NAPS) return 'nap';
  return { timer: Math.min(Math.max(SHORTEST_TIMER, idle * TIMER_SHARE), LONGEST_TIMER) };
}

/**
 * How long to look without a pause from now on: what came a little too late will be waited for.
 *
 * @param idle after how many milliseconds something came, in a pause
 */
export const nextSpin = (idle: number): number =>
  idle < WORTH_A_SPIN ? Math.max(2 * idle, SHORTEST_SPIN) : SHORTEST_SPIN;
