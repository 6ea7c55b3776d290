import type { Steps } from '../sources/settle.ts';
import type { TemperedReading } from '../sources/tempered-source.ts';

/** Travels of the states of one chain through its ladder. */
export type Travels = {
  /** Arrivals at the coldest level of a state that was there before, and at the hottest one in between. */
  readonly roundTrips: number;
  /** Arrivals at the coldest level of a state that was at the hottest one since it was last there, or ever. */
  readonly restarts: number;
};

/** Returns whether sweeps are missing between the recorded ones, so that no state can be followed. */
export function isThinned({ draws, tempering }: TemperedReading): boolean {
  const interval = draws.sweeps < 2 ? 0 : draws.iterationOfSweep(1) - draws.iterationOfSweep(0);
  return tempering !== undefined && interval > tempering.swapInterval;
}

/** Reads by temperature the level that the state of each sweep came from. */
export function* readSwapIndex(
  { draws }: TemperedReading,
  chain: number,
  from: number,
  to: number,
): Steps<Float64Array[]> {
  const index: Float64Array[] = [];
  for (let temperature = 0; temperature < draws.temperatures; temperature++)
    index.push(yield draws.swaps('index', { chain, temperature, from, to }));
  return index;
}

/** Calls a function after each sweep with the state at every temperature, named by its temperature before the first sweep. */
export function followStates(index: readonly Float64Array[], visit: (states: Int32Array, sweep: number) => void): void {
  let states = Int32Array.from(index.keys());
  let before = states.slice();
  const sweeps = index[0]?.length ?? 0;
  for (let sweep = 0; sweep < sweeps; sweep++) {
    [before, states] = [states, before];
    for (let t = 0; t < states.length; t++) states[t] = before[index[t]?.[sweep] as number] as number;
    visit(states, sweep);
  }
}

/** Counts round trips and restarts. */
export function travelsOf(index: readonly Float64Array[]): Travels {
  const hottest = index.length - 1;
  const wasCold = new Uint8Array(index.length);
  const cameFromHot = new Uint8Array(index.length);
  wasCold[0] = 1;
  cameFromHot[hottest] = 1;
  let [roundTrips, restarts] = [0, 0];
  followStates(index, (states) => {
    const [cold, hot] = [states[0] as number, states[hottest] as number];
    if (cameFromHot[cold]) {
      restarts++;
      if (wasCold[cold]) roundTrips++;
    }
    wasCold[cold] = 1;
    cameFromHot[cold] = 0;
    cameFromHot[hot] = 1;
  });
  return { roundTrips, restarts };
}
