import { type DiskSource, type MemorySource, type Source, type Steps, settle } from '@epsie/analysis/sources';
import { expectOptions } from '@epsie/core/checks';
import type { Figure } from '../figure/figure.ts';
import { drawGrid } from '../figure/grid.ts';
import type { LegendEntry } from '../figure/legend.ts';
import { expectLook, FIGURE_OPTIONS, type FigureOptions } from '../figure/options.ts';
import { expectBurnIn } from '../options/draws.ts';
import { namesOf } from '../options/names.ts';
import { expectRun } from '../options/sources.ts';
import { expectTruths, type Truths } from '../options/truths.ts';
import { examplesLegend, tracePanel } from '../panels/trace-panel.ts';
import { chainColors, chainLegend } from '../reading/chain-legend.ts';
import { Outliers } from '../reading/outliers.ts';
import { readTraces, type Traces } from '../reading/traces.ts';

/** Options of {@link trace}. */
export type TraceOptions = FigureOptions & {
  /** Parameters to show. Default: all. */
  readonly parameters?: string | readonly string[];
  /** Shades the draws that were recorded up to this iteration. Default 0. */
  readonly burnIn?: number;
  /** True values by parameter, marked with lines. */
  readonly truths?: Truths;
};

/**
 * Draws the values of parameters over the iterations at the coldest temperature: chain by chain, with the smallest and the largest draw of each part;
 * of more than six chains the median and the middle 90 % of all draws, the chains with the smallest, the middle and the largest median in grey,
 * which shows whether chains are in different modes, and in colours those that stand out: they never move, or their median after burn-in
 * (without one: of the second half) is outside of that band. Integers and angles are drawn as they are.
 *
 * @throws TypeError or RangeError for wrong options
 */
export function trace(source: MemorySource, options?: TraceOptions): Figure;
export function trace(source: DiskSource, options?: TraceOptions): Promise<Figure>;
export function trace(source: Source, options?: TraceOptions): Figure | Promise<Figure>;
export function trace(source: Source, options: TraceOptions = {}): Figure | Promise<Figure> {
  expectOptions('trace', options, [...FIGURE_OPTIONS, 'parameters', 'burnIn', 'truths']);
  const run = expectRun(source);
  const look = expectLook(options);
  const burnIn = expectBurnIn(options.burnIn);
  const truths = expectTruths(options.truths);
  const names = namesOf([run], options.parameters);
  return settle(draw());

  function* draw(): Steps<Figure> {
    const { chains } = run.reading.draws;
    const outliers = new Outliers();
    const traces: Traces[] = [];
    for (const name of names) traces.push(yield* readTraces(run, name, burnIn, outliers));
    const colors = chainColors(chains, outliers);
    const panels = names.map((name, i) =>
      tracePanel(look.labelOf(name), run, { traces: traces[i] as Traces, colors, burnIn, truth: truths[name] }),
    );
    const legend = [
      ...chainLegend(chains, outliers, `median and middle 90 % of ${chains} chains`),
      ...examplesLegend(chains),
      ...remarks(),
    ];
    const description = `Traces of ${names.join(', ')} in ${chains} chains`;
    return drawGrid(look, { panels, columns: names.length > 2 ? 2 : 1, height: 110, legend, description });
  }

  function remarks(): readonly LegendEntry[] {
    const entries: LegendEntry[] = [];
    if (burnIn > 0) entries.push({ label: 'burn-in', mark: 'area', color: 'shade' });
    if (names.some((name) => truths[name] !== undefined)) entries.push({ label: 'truth', mark: 'line', color: 'rule' });
    return entries;
  }
}
