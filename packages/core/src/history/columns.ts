// The columns of a draw: the parameters, the statistics listed here, the blobs. Recorder, views, runs on disk and exports know the
// statistics from this list alone. To add one, add its name and entry, write its number in `writeStatistics`, and document it in `Stats` or
// `Acceptance`.

import type { DrawView } from './draw-view.ts';

/** Name of one of the {@link drawStatistics}. */
export type StatisticName = 'logLikelihood' | 'logPrior' | 'acceptanceRatio' | 'accepted';

/** A statistic that is recorded with every draw. */
export type Statistic = {
  /** Name by which its draws are read, as in `run.draws('acceptanceRatio')`. */
  readonly name: StatisticName;
  /** Property of a sampler under which it is shown; a statistic in `stats` is part of a chain's state too. */
  readonly group: 'stats' | 'acceptance';
  /** Its key there, as in `sampler.acceptance.ratio`. */
  readonly key: string;
  /** Type of its numbers; `uint8` is a flag, of which there is one. */
  readonly type: 'float64' | 'uint8';
};

/** The statistics that are recorded with every draw, in the order of their columns. */
export const drawStatistics: readonly Statistic[] = [
  { name: 'logLikelihood', group: 'stats', key: 'logLikelihood', type: 'float64' },
  { name: 'logPrior', group: 'stats', key: 'logPrior', type: 'float64' },
  { name: 'acceptanceRatio', group: 'acceptance', key: 'ratio', type: 'float64' },
  { name: 'accepted', group: 'acceptance', key: 'accepted', type: 'uint8' },
];

/** Log densities of each sample; indexed like the positions. */
export type Stats<Column> = {
  /** Natural logarithm of the likelihood. */
  readonly logLikelihood: Column;
  /** Natural logarithm of the prior density. */
  readonly logPrior: Column;
};

/** Outcome of each step; indexed like the positions. */
export type Acceptance<Column, Flags> = {
  /** Acceptance ratio, in [0, 1]. */
  readonly ratio: Column;
  /** 1 where the step was accepted, else 0. */
  readonly accepted: Flags;
};

const NUMBERS = drawStatistics.filter(({ type }) => type === 'float64');

/** Statistics that are shown under a property of a sampler. */
export const statisticsIn = (group: Statistic['group']): readonly Statistic[] =>
  drawStatistics.filter((statistic) => statistic.group === group);

/** Number of columns of numbers per level: parameters, statistics, blobs, in this order. */
export const numberColumns = (parameters: number, blobs: number): number => parameters + NUMBERS.length + blobs;

/** Column of a statistic among those of numbers; `undefined` for a flag, which is in none. */
export function columnOfStatistic(name: string, parameters: number): number | undefined {
  const index = NUMBERS.findIndex((statistic) => statistic.name === name);
  return index === -1 ? undefined : parameters + index;
}

/** Column of a blob among those of numbers. */
export const columnOfBlob = (index: number, parameters: number): number => numberColumns(parameters, 0) + index;

/**
 * Writes the statistics that are numbers, in the order of the list, and returns the place behind them.
 *
 * Written out on purpose: a function per statistic would be a call that cannot be inlined, and allocate each number that it returns.
 */
export function writeStatistics(draw: DrawView, data: Float64Array, at: number, stride: number): number {
  data[at] = draw.logLikelihood;
  data[at + stride] = draw.logPrior;
  data[at + 2 * stride] = draw.ratio;
  return at + 3 * stride;
}
