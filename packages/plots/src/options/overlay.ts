import { expectOptions } from '@epsie/core/checks';
import type { LegendEntry } from '../figure/legend.ts';
import { FIGURE_OPTIONS, type FigureOptions } from '../figure/options.ts';
import { DRAW_OPTIONS, type DrawOptions, expectBurnIn } from './draws.ts';
import { namesOf } from './names.ts';
import { expectPrior, type PriorOf, type ShownPrior } from './prior.ts';
import { expectSources, type Run } from './sources.ts';
import { expectTruths, type Truths } from './truths.ts';

/** Options of figures of posteriors. */
export type PosteriorOptions = FigureOptions &
  DrawOptions & {
    /** Prior by parameter, as a model declares it (`model.prior`), or as draws. Drawn dashed. */
    readonly prior?: ShownPrior;
    /** True values by parameter, marked with lines. */
    readonly truths?: Truths;
  };

/** Checked {@link PosteriorOptions}. */
export type Overlay = {
  readonly runs: readonly Run[];
  readonly names: readonly string[];
  readonly burnIn: number;
  readonly priorOf: (name: string) => PriorOf | undefined;
  readonly truths: Truths;
};

/**
 * Checks the runs and the options of a figure of posteriors.
 *
 * @param others names of its other options
 * @throws TypeError or RangeError for a wrong one
 */
export function expectOverlay(
  figure: string,
  sources: unknown,
  options: PosteriorOptions,
  others: readonly string[] = [],
): Overlay {
  expectOptions(figure, options, [...FIGURE_OPTIONS, ...DRAW_OPTIONS, 'truths', ...others]);
  const runs = expectSources(sources);
  return {
    runs,
    names: namesOf(runs, options.parameters),
    burnIn: expectBurnIn(options.burnIn),
    priorOf: expectPrior(options.prior),
    truths: expectTruths(options.truths),
  };
}

/** Returns the legend of several runs; empty for one. */
export const runLegend = (names: readonly string[]): readonly LegendEntry[] =>
  names.length < 2 ? [] : names.map((label, i) => ({ label, mark: 'line', color: `s${i}` }));

/** Returns the legend of prior and truths, where any parameter has them. */
export function overlayLegend({ names, priorOf, truths }: Overlay): readonly LegendEntry[] {
  const entries: LegendEntry[] = [];
  if (names.some((name) => priorOf(name) !== undefined))
    entries.push({ label: 'prior', mark: 'dashed', color: 'axis' });
  if (names.some((name) => truths[name] !== undefined)) entries.push({ label: 'truth', mark: 'line', color: 'rule' });
  return entries;
}
