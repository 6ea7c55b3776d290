/** What to do between two looks at what is pending. */
export type Pause = 'spin' | 'nap' | { readonly timer: number };

/** How long to look without a pause, in milliseconds: longer than a message on its way. */
const SPIN = 0.1;
/** How long to go on without a pause after bytes were seen to move. */
const SPIN_AFTER_MOVE = 2;
/** How long to take short naps, in milliseconds: about the time between two tasks. */
const NAPS = 20;
/** When to slow down to long timers, in milliseconds. */
const SECOND = 1000;
const SHORT_TIMER = 1;
const LONG_TIMER = 5;

/**
 * The next pause: the longer nothing happened, the longer. Blocking calls of MPI would burn a core and hold up signals and
 * timers; this costs about 1 % of a core where nothing happens.
 *
 * @param idle milliseconds since something was finished or begun
 * @param still milliseconds since the library was last seen to move bytes
 * @param crowded whether more ranks than processors share this machine: whoever spins then keeps others from working
 */
export function nextPause(idle: number, still: number, crowded: boolean): Pause {
  // Whoever has just moved a piece gets the next one at once, or after the other side has had the processor.
  if (still === 0) return 'spin';
  if (still < SPIN_AFTER_MOVE) return crowded ? 'nap' : 'spin';
  if (!crowded && idle < SPIN) return 'spin';
  if (!crowded && idle < NAPS) return 'nap';
  return { timer: idle < SECOND ? SHORT_TIMER : LONG_TIMER };
}
