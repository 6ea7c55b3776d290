import type { Configuration } from '@epsie/core';

/** A quantity that was recorded for every draw. */
export type Variable = {
  /** By which {@link DrawSource.draws} knows it. */
  readonly name: string;
  /** What it is. */
  readonly kind: 'parameter' | 'stat' | 'blob';
  /** What it is called by itself: the name, but where a parameter has that name and it got a `_` at its end. */
  readonly origin: string;
};

/** Which numbers of a recorded quantity, at one temperature. */
export type SeriesSelection = {
  /** Index of the temperature, 0 (the coldest) unless given. */
  readonly temperature?: number;
  /** Leaves out what was recorded up to this iteration, counted from 1, as the exports do. Not with `from`. */
  readonly burnIn?: number;
  /**
   * The first place, counted among the recorded ones, from the end where negative (`-100`: the last hundred, or all if there are fewer).
   * Default 0.
   */
  readonly from?: number;
  /** The place behind the last, counted from the end where negative. Default all. */
  readonly to?: number;
  /** Takes the first and then every `thin`-th. Default 1. */
  readonly thin?: number;
};

/** A {@link SeriesSelection} of one chain. */
export type Selection = SeriesSelection & {
  /** Index of the chain. */
  readonly chain: number;
};

/** A {@link SeriesSelection} of all chains. */
export type AllChains = SeriesSelection & {
  /** Not given. */
  readonly chain?: undefined;
};

/** What a run has recorded, readable in parts. */
export interface DrawSource {
  /** What the sampler was set to. */
  readonly configuration: Configuration;
  /** The seed of the sampler. */
  readonly seed: bigint;
  /** Number of chains. */
  readonly chains: number;
  /** Number of temperatures that were recorded: all of them, or the coldest alone. */
  readonly temperatures: number;
  /** Iterations that are recorded durably. */
  readonly iterations: number;
  /** Number of draws per chain and temperature. */
  readonly length: number;
  /** Number of sweeps of swaps that were recorded; 0 without tempering. */
  readonly sweeps: number;
  /** Quantities that were recorded for every draw, parameters first. */
  readonly variables: readonly Variable[];
  /** When the run was made, in ISO 8601. */
  readonly created: string;
  /** Seconds that sampling took so far. */
  readonly samplingTime: number;
  /** Iteration of a draw, counted from 1. */
  iterationOfDraw(draw: number): number;
  /** Iteration of a sweep. */
  iterationOfSweep(sweep: number): number;
  /**
   * Draws of a variable: a parameter, `logLikelihood`, `logPrior`, `acceptanceRatio`, `accepted` (0 or 1) or a blob.
   */
  draws(name: string, selection: Selection): Promise<Float64Array>;
  /** Inverse temperature of every draw: constant but for an adaptive ladder. */
  betas(selection: Selection): Promise<Float64Array>;
  /** Swaps per sweep: `index` (the level whose state ended at this temperature) or `ratio` (between it and the next hotter one). */
  swaps(name: 'index' | 'ratio', selection: Selection): Promise<Float64Array>;
}
