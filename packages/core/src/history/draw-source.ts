/** A quantity that is recorded for every draw. */
export type Variable = {
  /** Name by which {@link DrawSource.draws} reads it. */
  readonly name: string;
  /** Kind of quantity. */
  readonly kind: 'parameter' | 'stat' | 'blob';
  /** Original name: `name`, unless a parameter has that name too and `name` got a `_` at its end. */
  readonly origin: string;
  /** Type of its numbers; `uint8` is 0 or 1. */
  readonly type: 'float64' | 'uint8';
};

/** A selection of the numbers of a recorded quantity, at one temperature. */
export type SeriesSelection = {
  /** Index of the temperature; default 0, the coldest. */
  readonly temperature?: number;
  /** Leaves out what was recorded up to this iteration, counted from 1, as the exports do. Not with `from`. */
  readonly burnIn?: number;
  /**
   * First recorded draw, counted from 0, or from the end where negative (`-100`: the last hundred, or all if there are fewer). Default 0.
   */
  readonly from?: number;
  /** Recorded draw behind the last one, counted from the end where negative. Default: all. */
  readonly to?: number;
  /** Takes the first draw and then every n-th. Default 1. */
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

/**
 * Recorded draws, readable column by column: the samples in the memory of a sampler (`sampler.history`) or a run on disk (`Run` of
 * @epsie/io). Code that awaits what it reads works with both; memory answers at once, which its `Series` type states.
 *
 * @typeParam Series an array, or the promise of one
 *
 * @example
 * ```ts
 * import { type DrawSource, MetropolisHastingsSampler } from '@epsie/core';
 *
 * async function mean(source: DrawSource, name: string): Promise<number> {
 *   let sum = 0;
 *   for (let chain = 0; chain < source.chains; chain++)
 *     for (const value of await source.draws(name, { chain })) sum += value;
 *   return sum / (source.chains * source.length);
 * }
 *
 * const model = ({ x }: { x: number }) => ({ logPrior: 0, logLikelihood: -0.5 * x * x });
 * const sampler = new MetropolisHastingsSampler({ parameters: ['x'], model, chains: 2, seed: 1 });
 * await sampler.start({ x: [0, 1] });
 * await sampler.run(1000);
 * console.log(await mean(sampler.history, 'x'));
 * ```
 */
export interface DrawSource<
  Series extends Float64Array | Promise<Float64Array> = Float64Array | Promise<Float64Array>,
> {
  /** Number of chains. */
  readonly chains: number;
  /** Number of temperatures that are recorded: all of them, or the coldest alone. */
  readonly temperatures: number;
  /** Iterations up to the last recorded one, counted from the start of the sampler. */
  readonly iterations: number;
  /** Number of draws per chain and temperature. */
  readonly length: number;
  /** Number of recorded sweeps of swaps; 0 without tempering. */
  readonly sweeps: number;
  /** Quantities that are recorded for every draw, parameters first. */
  readonly variables: readonly Variable[];
  /** Returns the iteration of a draw, counted from 1. */
  iterationOfDraw(draw: number): number;
  /** Returns the iteration of a sweep. */
  iterationOfSweep(sweep: number): number;
  /** Returns draws of a variable: a parameter, a statistic such as `logLikelihood` or `accepted` (0 or 1), or a blob. */
  draws(name: string, selection: Selection): Series;
  /** Returns the inverse temperature of every draw: constant unless the ladder adapts. */
  betas(selection: Selection): Series;
  /** Returns swaps, sweep by sweep: `index` (the level whose state ended at this temperature) or `ratio` (between it and the next hotter one). */
  swaps(name: 'index' | 'ratio', selection: Selection): Series;
}
