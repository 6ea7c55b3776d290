import type { Travels } from './index-process.ts';

/** A reason to change the ladder. */
export type TemperingWarning = {
  /** Topic of the warning. */
  readonly code: 'rarelySwaps' | 'noRoundTrip' | 'ladderMoved' | 'ownLadders' | 'thinnedSweeps';
  /** A sentence with the numbers, and a way out. */
  readonly message: string;
};

/** A level of the ladder, with the pair that it forms with the next hotter one. */
export type TemperingRow = {
  /** Index of the temperature: 0 is the coldest. */
  readonly level: number;
  /** Inverse temperature: the mean over chains, where each has its own ladder. */
  readonly beta: number;
  /** Mean of 1 − acceptance ratio with the next hotter level; undefined for the hottest. NaN if the pair was never tried. */
  readonly rejection: number | undefined;
  /** Attempts to swap with the next hotter level, in all chains. */
  readonly attempts: number | undefined;
  /** Local barrier λ(β), the density of rejections. Levels belong where it is high. */
  readonly localBarrier: number;
};

/** The numbers of a report on tempering. */
export type TemperingNumbers = {
  /** One row per level, coldest first. */
  readonly rows: readonly TemperingRow[];
  /** Communication barrier Λ, the sum of the rejections. */
  readonly barrier: number;
  /** About 2Λ + 1 levels make the most round trips for their cost (Syed et al. 2022, JRSSB 84, 321). */
  readonly suggestedLevels: number;
  /** Number of sweeps that were analysed. */
  readonly sweeps: number;
  /** Round trips and restarts of each chain. Empty if the recorded sweeps are thinned, since no state can be followed then. */
  readonly chains: readonly Travels[];
  /** Round trips of all chains; NaN if the recorded sweeps are thinned. */
  readonly roundTrips: number;
  /** Restarts of all chains; NaN if the recorded sweeps are thinned. */
  readonly restarts: number;
  /** Round trips of all states of a chain together per sweep, averaged over chains. */
  readonly roundTripRate: number;
  /**
   * The same if swaps were independent: 1 / (2 + 2 Σ r / (1 − r)) where even and odd pairs alternate, twice as many where every sweep tries
   * all pairs. A much smaller observed rate means that levels explore slowly between sweeps.
   */
  readonly roundTripLaw: number;
  /** Reasons to change the ladder; empty if there are no such reasons. */
  readonly warnings: readonly TemperingWarning[];
};
