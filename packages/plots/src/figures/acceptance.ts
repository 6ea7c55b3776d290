import { type DiskSource, type MemorySource, type Source, type Steps, settle } from '@epsie/analysis/sources';
import { expectOptions } from '@epsie/core/checks';
import type { Figure } from '../figure/figure.ts';
import { drawGrid } from '../figure/grid.ts';
import type { LegendEntry } from '../figure/legend.ts';
import { expectLook, FIGURE_OPTIONS, type FigureOptions } from '../figure/options.ts';
import type { Panel } from '../figure/panel.ts';
import { band, line } from '../marks/line.ts';
import { DASHED, horizontalRule, shade } from '../marks/rule.ts';
import { expectBurnIn } from '../options/draws.ts';
import { expectRun } from '../options/sources.ts';
import {
  type Acceptances,
  type RateSpread,
  type Rates,
  rateSpread,
  ratesOutside,
  readAcceptances,
} from '../reading/acceptance.ts';
import { areMany } from '../reading/traces.ts';

/** Options of {@link acceptance}. */
export type AcceptanceOptions = Omit<FigureOptions, 'labels'> & {
  /** Shades what was recorded up to this iteration. Default 0. */
  readonly burnIn?: number;
};

/** A mean acceptance ratio is warned of below the first and above the second, by `diagnose`. */
const USUAL = [0.05, 0.9] as const;

/**
 * Draws the mean acceptance ratio over the iterations: of each chain at the coldest temperature (of more than six chains the median, the
 * middle 90 %, and up to three that are furthest outside of it on average), and of up to six temperatures, averaged over at most 20 chains.
 *
 * @throws TypeError or RangeError for wrong options, and where acceptance ratios were not recorded
 */
export function acceptance(source: MemorySource, options?: AcceptanceOptions): Figure;
export function acceptance(source: DiskSource, options?: AcceptanceOptions): Promise<Figure>;
export function acceptance(source: Source, options?: AcceptanceOptions): Figure | Promise<Figure>;
export function acceptance(source: Source, options: AcceptanceOptions = {}): Figure | Promise<Figure> {
  expectOptions('acceptance', options, [...FIGURE_OPTIONS.filter((name) => name !== 'labels'), 'burnIn']);
  const run = expectRun(source);
  const look = expectLook(options);
  const burnIn = expectBurnIn(options.burnIn);
  return settle(draw());

  function* draw(): Steps<Figure> {
    const rates = yield* readAcceptances(run);
    const { chains, iterations } = run.reading.draws;
    const panels = [
      panelOf('acceptance ratio at the coldest temperature', rates, rates.byChain, { burnIn, iterations }),
    ];
    if (rates.byTemperature.length > 0)
      panels.push(panelOf('mean acceptance ratio by level', rates, rates.byTemperature, { burnIn, iterations }));
    const legend: LegendEntry[] = [LIMITS];
    if (burnIn > 0) legend.push({ label: 'burn-in', mark: 'area', color: 'shade' });
    const description = `Acceptance ratios over the iterations in ${chains} chains`;
    return drawGrid(look, { panels, columns: 2, height: 180, legend, description });
  }
}

type Frame = { readonly burnIn: number; readonly iterations: number };
type Line = { readonly rates: Rates; readonly color: number };

function panelOf(title: string, { at }: Acceptances, all: readonly Rates[], { burnIn, iterations }: Frame): Panel {
  const spread = areMany(all.length) ? rateSpread(all) : undefined;
  const lines: readonly Line[] =
    spread === undefined
      ? all.map((rates, color) => ({ rates, color }))
      : ratesOutside(all, spread).map((rates, i) => ({ rates, color: i + 1 }));
  return {
    title,
    x: { domain: [0, Math.max(iterations, 1)], label: 'iteration', integer: true },
    y: { domain: [0, 1] },
    legend: legendOf(all.length, lines, spread),
    marks: (x, y) => {
      const across = Array.from(at, (iteration) => x(iteration));
      const up = (rates: Float64Array): number[] => Array.from(rates, (rate) => y(rate));
      const middle =
        spread === undefined
          ? ''
          : band(across, up(spread.low), up(spread.high), 'f0', 0.3) +
            line(across, up(spread.middle), 's0', { width: 1.4 });
      const single = lines.map(({ rates, color }) => line(across, up(rates.rates), `s${color}`, { width: 1.2 }));
      const usual = USUAL.map((rate) => horizontalRule(x, y, rate, DASHED));
      return [shade(x, y, burnIn), ...usual, middle, ...single].join('');
    },
  };
}

const LIMITS: LegendEntry = { label: 'limits for a warning', mark: 'dashed', color: 'axis' };

function legendOf(count: number, lines: readonly Line[], spread: RateSpread | undefined): readonly LegendEntry[] {
  const single = lines.map(
    ({ rates, color }): LegendEntry => ({ label: rates.label, mark: 'line', color: `s${color}` }),
  );
  const middle: LegendEntry = {
    label: `median and middle 90 % of ${count} chains`,
    mark: 'area',
    color: 'f0',
    opacity: 0.3,
  };
  return spread === undefined ? single : [middle, ...single];
}
