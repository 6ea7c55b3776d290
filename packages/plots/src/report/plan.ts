import { expectSource, type Reading, type Recorded, type Source } from '@epsie/analysis/sources';
import { expectOptions } from '@epsie/core/checks';
import { expectLook, type FigureOptions, type Look } from '../figure/options.ts';
import type { FigureKindName } from '../kinds/kinds.ts';
import { type DrawOptions, expectBurnIn } from '../options/draws.ts';
import { namesOf } from '../options/names.ts';
import { expectTruths, type Truths } from '../options/truths.ts';
import { firstDraw } from '../reading/chains.ts';
import { expectFigures, figuresOf } from './choice.ts';
import { nameOf } from './facts.ts';
import { sharedSource } from './shared-source.ts';

/** Options of {@link report}. */
export type ReportOptions = DrawOptions &
  Pick<FigureOptions, 'labels'> & {
    /** Title of the report. Default: that of its run or sampler. */
    readonly title?: string;
    /** True values by parameter, marked in the figures. */
    readonly truths?: Truths;
    /** Names of the figures. Default: those that the run has data for, of {@link figureKinds}. */
    readonly figures?: readonly FigureKindName[];
  };

/** Checked options of a report, with its draws. */
export type Plan = {
  readonly source: Source;
  readonly reading: Reading;
  /** Every `thin`-th draw, each of which is read once. */
  readonly shared: Recorded;
  readonly thin: number;
  readonly names: readonly string[];
  readonly burnIn: number;
  readonly look: Look;
  readonly labels: Readonly<Record<string, string>>;
  readonly truths: Truths;
  readonly title: string;
  readonly kinds: readonly FigureKindName[];
  /** Whether the figures were asked for by name: one that cannot be drawn is an error then. */
  readonly areChosen: boolean;
};

/** Width in pixels that figures are drawn for. */
export const WIDTH = 680;

/**
 * Checks source and options of a report.
 *
 * @throws TypeError or RangeError for wrong ones, and for a source without draws after burn-in
 */
export function planOf(source: Source, options: ReportOptions): Plan {
  expectOptions('report', options, ['title', 'parameters', 'burnIn', 'labels', 'truths', 'figures']);
  const reading = expectSource(source);
  const { title, labels = {} } = options;
  const look = expectLook({ width: WIDTH, labels, ...(title === undefined ? {} : { title }) });
  const burnIn = expectBurnIn(options.burnIn);
  const run = { name: '', reading };
  const figures = expectFigures(options.figures);
  const { source: shared, thin } = sharedSource(reading, firstDraw(run, burnIn));
  const name = nameOf(source);
  return {
    source,
    reading,
    shared,
    thin,
    names: namesOf([run], options.parameters),
    burnIn,
    look,
    labels,
    truths: expectTruths(options.truths),
    title: title ?? (name === undefined ? 'Report of a sampler' : `Report of ${name}`),
    kinds: figures ?? figuresOf(reading),
    areChosen: figures !== undefined,
  };
}
