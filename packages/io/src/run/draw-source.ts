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

/** Which numbers of a recorded quantity, whatever the chain. */
export type Range = {
  /** Index of the temperature, 0 (the coldest) unless given. */
  readonly temperature?: number;
  /** Iterations up to this one, counted from 1, are left out, as in exports. Default 0. Instead of `from`. */
  readonly burnIn?: number;
  /** Index of the first recorded number, as in `Array.prototype.slice`: from the end where negative. Default 0. */
  readonly from?: number;
  /** Index behind the last, from the end where negative. Default all. */
  readonly to?: number;
  /** Takes the first of them and then every `thin`-th. Default 1. */
  readonly thin?: number;
};

/** Which numbers of a recorded quantity of one chain. */
export type Selection = Range & {
  /** Index of the chain. */
  readonly chain: number;
};

/** Which numbers of a recorded quantity of every chain. */
export type AllChains = Range & { readonly chain?: undefined };

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
