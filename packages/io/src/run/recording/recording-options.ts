import { drawStatistics, type StatisticName } from '@epsie/core';
import { expected, expectInteger, typeError } from '@epsie/core/checks';

/** One of {@link RecordingOptions.stats}. */
export type Stat = StatisticName | 'blobs' | 'swaps';

/** Everything that can be recorded beside the parameters, in the order of the columns. */
const RECORDABLE: readonly Stat[] = [...drawStatistics.map(({ name }) => name), 'blobs', 'swaps'];

/** Options of a run: what it records. */
export type RecordingOptions = {
  /** Temperatures to record: all, or only the coldest, which samples the posterior. Default `'all'`. */
  readonly levels: 'all' | 'coldest';
  /** Records every n-th iteration. Default 1. With `maxDraws`, the interval with which the run begins. */
  readonly thin: number;
  /** Quantities to record beside the parameters. Default: all. */
  readonly stats: readonly Stat[];
  /**
   * Largest number of draws per chain and temperature: 2 or more. Before a draw would exceed it, the thinning interval doubles, and the draws
   * that the run has are thinned alike, so that the run keeps between half of `maxDraws` and `maxDraws` draws, however long it is. The draws
   * are those that an unbounded run has at these iterations. Default: no limit.
   */
  readonly maxDraws?: number;
};

/** Checks and completes options. */
export function resolveRecording(options: { readonly [K in keyof RecordingOptions]?: unknown }): RecordingOptions {
  const { levels = 'all', thin = 1, stats = RECORDABLE, maxDraws } = options;
  if (levels !== 'all' && levels !== 'coldest') throw typeError(expected('levels', "'all' or 'coldest'", levels));
  const names = RECORDABLE.map((name) => `'${name}'`).join(', ');
  if (!Array.isArray(stats) || stats.some((stat) => !RECORDABLE.includes(stat as Stat)))
    throw typeError(expected('stats', `an array of some of ${names}`, stats));
  return {
    levels,
    thin: expectInteger('thin', thin, 1),
    stats: RECORDABLE.filter((stat) => stats.includes(stat)),
    ...(maxDraws === undefined ? {} : { maxDraws: expectInteger('maxDraws', maxDraws, 2) }),
  };
}
