import { type DiskSource, type MemorySource, type Source, type Steps, settle } from '@epsie/analysis/sources';
import { expectInteger, expectOptions } from '@epsie/core/checks';
import type { Figure } from '../figure/figure.ts';
import { drawGrid } from '../figure/grid.ts';
import { DASH, type LegendEntry } from '../figure/legend.ts';
import { expectLook, FIGURE_OPTIONS, type FigureOptions } from '../figure/options.ts';
import type { Panel } from '../figure/panel.ts';
import { band, line } from '../marks/line.ts';
import { DASHED, horizontalRule, verticalRule } from '../marks/rule.ts';
import { DRAW_OPTIONS, type DrawOptions, expectBurnIn } from '../options/draws.ts';
import { namesOf } from '../options/names.ts';
import { expectRun } from '../options/sources.ts';
import { type Correlations, readCorrelations } from '../reading/correlations.ts';
import { areMany } from '../reading/traces.ts';
import { domainOf } from '../scales/domain.ts';
import { rounded } from '../scales/rounded.ts';

/** Options of {@link autocorrelation}. */
export type AutocorrelationOptions = FigureOptions &
  DrawOptions & {
    /** Largest lag, in draws. Default: ten autocorrelation times of the parameter, at most half of the chain. */
    readonly lags?: number;
  };

/**
 * Draws the autocorrelations of each parameter over the lags at the coldest temperature, with the mean autocorrelation time τ of the chains,
 * in draws. Of more than six chains it is the mean and the middle 90 % of the chains, of at most 40 chains and about 100 000 draws.
 *
 * @throws TypeError or RangeError for wrong options
 */
export function autocorrelation(source: MemorySource, options?: AutocorrelationOptions): Figure;
export function autocorrelation(source: DiskSource, options?: AutocorrelationOptions): Promise<Figure>;
export function autocorrelation(source: Source, options?: AutocorrelationOptions): Figure | Promise<Figure>;
export function autocorrelation(source: Source, options: AutocorrelationOptions = {}): Figure | Promise<Figure> {
  expectOptions('autocorrelation', options, [...FIGURE_OPTIONS, ...DRAW_OPTIONS, 'lags']);
  const run = expectRun(source);
  const look = expectLook(options);
  const burnIn = expectBurnIn(options.burnIn);
  const lags = options.lags === undefined ? undefined : expectInteger('lags', options.lags, 1);
  const names = namesOf([run], options.parameters);
  return settle(draw());

  function* draw(): Steps<Figure> {
    const panels: Panel[] = [];
    let shown = 0;
    for (const name of names) {
      const correlations = yield* readCorrelations(run, name, burnIn, lags);
      shown = correlations.shown;
      panels.push(panelOf(look.labelOf(name), correlations));
    }
    const legend = legendOf(run.reading.draws.chains, shown);
    const description = `Autocorrelations of ${names.join(', ')}`;
    return drawGrid(look, { panels, columns: names.length > 4 ? 3 : 2, height: 110, legend, description });
  }
}

function legendOf(chains: number, shown: number): readonly LegendEntry[] {
  const tau: LegendEntry = { label: 'τ', mark: 'dashed', color: 'rule' };
  if (areMany(chains)) {
    const which = shown < chains ? `${shown} of ${chains} chains` : `${chains} chains`;
    return [{ label: `mean and middle 90 % of ${which}`, mark: 'area', color: 'f0', opacity: 0.3 }, tau];
  }
  const lines = Array.from(
    { length: chains },
    (_, c): LegendEntry => ({ label: `chain ${c}`, mark: 'line', color: `s${c}` }),
  );
  return [...lines, tau];
}

function panelOf(title: string, { tau, lags, chains, spread }: Correlations): Panel {
  const at = Array.from({ length: lags + 1 }, (_, lag) => lag);
  const values = spread === undefined ? chains : [spread.low, spread.high];
  return {
    title,
    note: Number.isNaN(tau) ? 'undefined' : `τ = ${rounded(tau)}`,
    x: { domain: [0, Math.max(lags, 1)], label: 'lag in draws', integer: true },
    y: { domain: domainOf([0, 1, ...values.flatMap((each) => [...each])]) },
    marks: (x, y) => {
      const across = at.map((lag) => x(lag));
      const up = (each: Float64Array): number[] => Array.from(each, (value) => y(value));
      const drawn =
        spread === undefined
          ? chains.map((each, c) => line(across, up(each), `s${c}`, { width: 1.2 }))
          : [
              band(across, up(spread.low), up(spread.high), 'f0', 0.3),
              line(across, up(spread.mean), 's0', { width: 1.4 }),
            ];
      return [
        horizontalRule(x, y, 0, DASHED),
        ...drawn,
        verticalRule(x, y, tau >= 0 && tau <= lags ? tau : undefined, { color: 'rule', dash: DASH }),
      ].join('');
    },
  };
}
