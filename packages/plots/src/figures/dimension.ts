import { type DiskSource, type MemorySource, type Source, type Steps, settle } from '@epsie/analysis/sources';
import { expectOptions } from '@epsie/core/checks';
import type { Figure } from '../figure/figure.ts';
import { drawGrid } from '../figure/grid.ts';
import type { LegendEntry } from '../figure/legend.ts';
import { expectLook, FIGURE_OPTIONS, type FigureOptions } from '../figure/options.ts';
import type { Panel } from '../figure/panel.ts';
import { bars } from '../marks/bars.ts';
import { verticalRule } from '../marks/rule.ts';
import { expectBurnIn } from '../options/draws.ts';
import { expectIndex } from '../options/index-parameter.ts';
import { expectRun } from '../options/sources.ts';
import { expectTruths, type Truths } from '../options/truths.ts';
import { examplesLegend, tracePanel } from '../panels/trace-panel.ts';
import { chainColors, chainLegend } from '../reading/chain-legend.ts';
import { Outliers } from '../reading/outliers.ts';
import { type Probabilities, readProbabilities } from '../reading/probabilities.ts';
import { readTraces } from '../reading/traces.ts';
import { domainOf } from '../scales/domain.ts';
import { integerTicks } from '../scales/integer-ticks.ts';

/** Options of {@link dimension}. */
export type DimensionOptions = FigureOptions & {
  /** Parameter that counts the active components. Default: the index of the transdimensional proposal. */
  readonly index?: string;
  /** Shades what was recorded up to this iteration in the trace, and leaves it out of the probabilities. Default 0. */
  readonly burnIn?: number;
  /** True numbers by parameter: `{ k: 3 }`. */
  readonly truths?: Truths;
};

/**
 * Draws the number of active components of a transdimensional run at the coldest temperature: its trace, and the probability of each number
 * with the standard error that the disagreement of the chains amounts to (standard deviation between chains over the root of their number).
 *
 * @throws TypeError if no proposal is transdimensional and no `index` is given
 */
export function dimension(source: MemorySource, options?: DimensionOptions): Figure;
export function dimension(source: DiskSource, options?: DimensionOptions): Promise<Figure>;
export function dimension(source: Source, options?: DimensionOptions): Figure | Promise<Figure>;
export function dimension(source: Source, options: DimensionOptions = {}): Figure | Promise<Figure> {
  expectOptions('dimension', options, [...FIGURE_OPTIONS, 'index', 'burnIn', 'truths']);
  const run = expectRun(source);
  const look = expectLook(options);
  const burnIn = expectBurnIn(options.burnIn);
  const index = expectIndex(run, options.index);
  const truth = expectTruths(options.truths)[index];
  return settle(draw());

  function* draw(): Steps<Figure> {
    const { chains } = run.reading.draws;
    const outliers = new Outliers();
    const traces = yield* readTraces(run, index, burnIn, outliers);
    const probabilities = yield* readProbabilities(run, index, burnIn);
    const label = look.labelOf(index);
    const panel = tracePanel(label, run, { traces, colors: chainColors(chains, outliers), burnIn });
    const y = { ...panel.y, ticks: integerTicks(panel.y.domain, 7) };
    const panels = [{ ...panel, y }, probabilityPanel(label, probabilities, truth)];
    const legend: LegendEntry[] = [
      ...chainLegend(chains, outliers, `median and middle 90 % of ${chains} chains`),
      ...examplesLegend(chains),
    ];
    if (burnIn > 0) legend.push({ label: 'burn-in', mark: 'area', color: 'shade' });
    if (truth !== undefined) legend.push({ label: 'truth', mark: 'line', color: 'rule' });
    const description = `Number of active components, ${index}: traces of ${chains} chains and probabilities`;
    return drawGrid(look, { panels, columns: 2, height: 160, legend, description });
  }
}

function probabilityPanel(label: string, { lowest, values, errors }: Probabilities, truth: number | undefined): Panel {
  const highest = lowest + values.length - 1;
  const ends = [lowest - 0.6, highest + 0.6];
  const domain = domainOf(truth === undefined ? ends : [...ends, truth], 0);
  const top = Math.max(...values.map((value, i) => value + (errors[i] || 0)), 0.01);
  return {
    title: `p(${label})`,
    x: { domain, label, ticks: integerTicks(domain, 12) },
    y: { domain: [0, 1.05 * top] },
    marks: (x, y) => bars({ lowest, values, errors }, x, y) + verticalRule(x, y, truth),
  };
}
