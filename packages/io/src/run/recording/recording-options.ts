import { expected, expectInteger } from '@epsie/core/checks';

/** One of {@link RecordingOptions.stats}. */
export type Stat = 'logLikelihood' | 'logPrior' | 'acceptanceRatio' | 'accepted' | 'blobs' | 'swaps';

/** What can be recorded beside the parameters. */
export const STATS: readonly Stat[] = ['logLikelihood', 'logPrior', 'acceptanceRatio', 'accepted', 'blobs', 'swaps'];

/** What of a run is kept. */
export type RecordingOptions = {
  /** Temperatures: all of them, or only the coldest, which samples the posterior. */
  readonly levels: 'all' | 'coldest';
  /** Every how manieth iteration. */
  readonly thin: number;
  /** What beside the parameters. */
  readonly stats: readonly Stat[];
};

/** Checks and completes options. */
export function resolveRecording(options: { readonly [K in keyof RecordingOptions]?: unknown }): RecordingOptions {
  const { levels = 'all', thin = 1, stats = STATS } = options;
  if (levels !== 'all' && levels !== 'coldest') throw new TypeError(expected('levels', "'all' or 'coldest'", levels));
  const names = STATS.map((name) => `'${name}'`).join(', ');
  if (!Array.isArray(stats) || stats.some((stat) => !STATS.includes(stat as Stat)))
    throw new TypeError(expected('stats', `an array of some of ${names}`, stats));
  return { levels, thin: expectInteger('thin', thin, 1), stats: STATS.filter((stat) => stats.includes(stat)) };
}
