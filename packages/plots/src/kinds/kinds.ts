import type { Source } from '@epsie/analysis/sources';
import type { Figure } from '../figure/figure.ts';
import { FIGURE_OPTIONS, LEVEL_OPTIONS } from '../figure/options.ts';
import { acceptance } from '../figures/acceptance.ts';
import { autocorrelation } from '../figures/autocorrelation.ts';
import { corner } from '../figures/corner.ts';
import { density } from '../figures/density.ts';
import { dimension } from '../figures/dimension.ts';
import { essGrowth } from '../figures/ess-growth.ts';
import { indexProcess } from '../figures/index-process.ts';
import { intervals } from '../figures/intervals.ts';
import { ladder } from '../figures/ladder.ts';
import { logLikelihoodByBeta } from '../figures/log-likelihood-by-beta.ts';
import { rank } from '../figures/rank.ts';
import { swaps } from '../figures/swaps.ts';
import { trace } from '../figures/trace.ts';
import { DRAW_OPTIONS } from '../options/draws.ts';
import type { Sources } from '../options/sources.ts';

/** A kind of figure. */
export type FigureKind = {
  /** Draws the figure. Its options are those of the function of the same name. */
  readonly draw: (source: Source, options?: object) => Figure | Promise<Figure>;
  /** The same function where it can also draw several runs over each other. */
  readonly overlay?: (sources: Sources, options?: object) => Figure | Promise<Figure>;
  /** One line about it. */
  readonly description: string;
  /** Names of its options. */
  readonly options: readonly string[];
};

/** Name of a kind of figure. */
export type FigureKindName =
  | 'trace'
  | 'density'
  | 'intervals'
  | 'corner'
  | 'rank'
  | 'autocorrelation'
  | 'essGrowth'
  | 'acceptance'
  | 'dimension'
  | 'ladder'
  | 'swaps'
  | 'indexProcess'
  | 'logLikelihoodByBeta';

const ALL = [...FIGURE_OPTIONS, ...DRAW_OPTIONS];

/** The kinds of figures by name, in the order in which to look at them. */
export const figureKinds: { readonly [K in FigureKindName]: FigureKind } = {
  trace: {
    draw: trace,
    description: 'values of parameters over the iterations, chain by chain',
    options: [...ALL, 'truths'],
  },
  rank: {
    draw: rank,
    description: 'whether chains agree: ranks of their draws, with the band of equal chains',
    options: [...ALL, 'thin'],
  },
  autocorrelation: {
    draw: autocorrelation,
    description: 'autocorrelations over the lags, with the autocorrelation time',
    options: [...ALL, 'lags'],
  },
  essGrowth: { draw: essGrowth, description: 'effective sample sizes over the number of draws', options: ALL },
  acceptance: {
    draw: acceptance,
    description: 'acceptance ratios over the iterations, by chain and by temperature',
    options: LEVEL_OPTIONS,
  },
  density: {
    draw: density,
    overlay: density,
    description: 'density of each parameter, with median and shortest interval',
    options: [...ALL, 'truths', 'prior', 'chains', 'probability'],
  },
  intervals: {
    draw: intervals,
    overlay: intervals,
    description: 'medians and intervals of many parameters, one below the other',
    options: [...ALL, 'truths', 'axis'],
  },
  corner: {
    draw: corner,
    overlay: corner,
    description: 'densities, and contours of each pair that hold 50 and 90 % of the draws',
    options: [...ALL, 'truths', 'prior'],
  },
  dimension: {
    draw: dimension,
    description: 'number of active components: trace and probabilities',
    options: [...FIGURE_OPTIONS, 'burnIn', 'truths', 'index'],
  },
  ladder: {
    draw: ladder,
    description: 'temperatures of all levels over the iterations',
    options: LEVEL_OPTIONS,
  },
  swaps: {
    draw: swaps,
    description: 'rejection of swaps of each pair of levels, and the local barrier',
    options: LEVEL_OPTIONS,
  },
  indexProcess: {
    draw: indexProcess,
    description: 'paths of replicas through the ladder',
    options: [...LEVEL_OPTIONS, 'chain', 'sweeps'],
  },
  logLikelihoodByBeta: {
    draw: logLikelihoodByBeta,
    description: 'mean log likelihood over β, whose area is the log evidence',
    options: LEVEL_OPTIONS,
  },
};
