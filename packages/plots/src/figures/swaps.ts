import { barrierCurve, type TemperingReport, tempering } from '@epsie/analysis';
import type { DiskSource, MemorySource, Source, TemperedMemory } from '@epsie/analysis/sources';
import { expectOptions } from '@epsie/core/checks';
import type { Figure } from '../figure/figure.ts';
import { drawGrid } from '../figure/grid.ts';
import { expectLook, LEVEL_OPTIONS, type LevelFigureOptions, type Look } from '../figure/options.ts';
import type { Panel } from '../figure/panel.ts';
import { bars } from '../marks/bars.ts';
import { dots } from '../marks/dots.ts';
import { line } from '../marks/line.ts';
import { DASHED, horizontalRule } from '../marks/rule.ts';
import { betaAxis } from '../scales/beta-axis.ts';
import { domainOf } from '../scales/domain.ts';
import { rounded } from '../scales/rounded.ts';

/** Options of {@link swaps}. */
export type SwapsOptions = LevelFigureOptions;

/**
 * Draws how often neighbouring levels refuse to swap, as bars, with the mean, which all pairs have on the best ladder; and the local barrier λ(β), whose
 * area over β is the sum of the bars: levels belong where it is high (Syed et al. 2022, JRSSB 84, 321). Sweeps that were made while the ladder
 * moved are left out, unless it still moves.
 *
 * @throws TypeError or RangeError for wrong options, for draws at one temperature alone, and without sweeps
 */
export function swaps(source: MemorySource, options?: SwapsOptions): Figure;
export function swaps(source: DiskSource, options?: SwapsOptions): Promise<Figure>;
export function swaps(source: Source, options?: SwapsOptions): Figure | Promise<Figure>;
export function swaps(source: Source, options: SwapsOptions = {}): Figure | Promise<Figure> {
  expectOptions('swaps', options, LEVEL_OPTIONS);
  const look = expectLook(options);
  const report = tempering(source as TemperedMemory, { burnIn: options.burnIn ?? 0 }) as
    | TemperingReport
    | Promise<TemperingReport>;
  return report instanceof Promise ? report.then((found) => swapsOf(found, look)) : swapsOf(report, look);
}

/** Draws the swaps of a report. */
export function swapsOf(report: TemperingReport, look: Look): Figure {
  const { rows, barrier, sweeps } = report;
  const description = `Rejection of swaps of ${rows.length - 1} pairs of levels in ${sweeps} sweeps, and the local barrier over β; barrier Λ = ${rounded(barrier)}`;
  const legend = [{ label: 'mean rejection', mark: 'dashed', color: 'axis' }] as const;
  return drawGrid(look, {
    panels: [rejections(report), localBarrier(report)],
    columns: 2,
    height: 180,
    legend,
    description,
  });
}

function rejections({ rows, barrier }: TemperingReport): Panel {
  const values = rows.slice(0, -1).map(({ rejection }) => rejection as number);
  const untried = values.filter(Number.isNaN).length;
  return {
    title: 'rejection of swaps',
    note: untried === 0 ? `Λ = ${rounded(barrier)}` : `${untried} pairs never tried`,
    x: { domain: [-0.6, values.length - 0.4], label: 'pair, by its colder level', integer: true },
    y: { domain: [0, 1] },
    marks: (x, y) => {
      const known = values.map((value) => (Number.isNaN(value) ? 0 : value));
      const mean = Number.isNaN(barrier) ? undefined : barrier / values.length;
      return bars({ lowest: 0, values: known, errors: [] }, x, y) + horizontalRule(x, y, mean, DASHED);
    },
  };
}

function localBarrier(report: TemperingReport): Panel {
  const { rows } = report;
  const { betas, local } = barrierCurve(report, { points: Math.max(4, Math.ceil(200 / rows.length)) });
  const { positionOf, ...axis } = betaAxis(rows.map(({ beta }) => beta));
  return {
    title: 'local barrier λ(β)',
    x: { ...axis, label: 'inverse temperature β' },
    y: { domain: domainOf([0, ...local], 0.05) },
    marks: (x, y) => {
      const across = (all: Iterable<number>): number[] => Array.from(all, (beta) => x(positionOf(beta)));
      const up = (all: Iterable<number>): number[] => Array.from(all, (value) => y(value));
      const levels = dots(across(rows.map(({ beta }) => beta)), up(rows.map((row) => row.localBarrier)), 0, 2.5);
      return line(across(betas), up(local), 's0', { width: 1.4 }) + levels;
    },
  };
}
