import { type Steps, settle } from '@epsie/analysis/sources';
import type { Figure } from '../figure/figure.ts';
import { DASH, type LegendEntry } from '../figure/legend.ts';
import { drawMatrix } from '../figure/matrix.ts';
import { expectLook } from '../figure/options.ts';
import type { Scale } from '../figure/panel.ts';
import { contourMark } from '../marks/contour.ts';
import { densityMark } from '../marks/density.ts';
import { pointMark } from '../marks/point.ts';
import { priorCurve, priorMark } from '../marks/prior.ts';
import { horizontalRule, verticalRule } from '../marks/rule.ts';
import { surfaceOf } from '../numbers/surface.ts';
import { expectCornerSize, usualWidth } from '../options/corner-size.ts';
import { expectOverlay, type Overlay, overlayLegend, type PosteriorOptions, runLegend } from '../options/overlay.ts';
import type { DiskSources, MemorySources, Sources } from '../options/sources.ts';
import { type Column, columnOf, priorMarginal } from '../reading/columns.ts';
import { kindOf, readMarginals } from '../reading/marginals.ts';

/** Options of {@link corner}. */
export type CornerOptions = PosteriorOptions;

/** Shares of the draws that the contours hold, the widest first. */
const MASSES = [0.9, 0.5];
const OPACITIES = [0.22, 0.35];

/**
 * Draws the densities of up to 20 parameters at the coldest temperature, and of each pair the contours that hold 50 and 90 % of the draws:
 * not those of 1 and 2 standard deviations, which hold 39 and 86 %. Contours and curves are smoothed alike. The levels are those that have
 * these shares of the draws above them, whatever the smoothing. Large runs are thinned to 200 000 draws; the furthest 0.1 % of the draws are
 * left out where they would stretch an axis.
 *
 * @param source a run, an array of runs, or runs by the name for the legend: `{ prior: first, data: second }`
 * @throws TypeError or RangeError for wrong options, and for more than 20 parameters
 */
export function corner(source: MemorySources, options?: CornerOptions): Figure;
export function corner(source: DiskSources, options?: CornerOptions): Promise<Figure>;
export function corner(source: Sources, options?: CornerOptions): Figure | Promise<Figure>;
export function corner(source: Sources, options: CornerOptions = {}): Figure | Promise<Figure> {
  const overlay = expectOverlay('corner', source, options, ['prior']);
  const { names, runs, burnIn, truths } = overlay;
  const { cells, widths } = expectCornerSize(names, options.width);
  const asked = expectLook(options, usualWidth(names.length));
  const look = { ...asked, ...widths(asked.width) };
  return settle(draw());

  function* draw(): Steps<Figure> {
    const columns: Column[] = [];
    for (const name of names) {
      const kind = kindOf(runs, name);
      const marginals = yield* readMarginals(runs, name, burnIn, 2);
      columns.push(
        columnOf({ marginals, prior: priorMarginal(overlay.priorOf(name), kind), truth: truths[name], cells }),
      );
    }
    return drawMatrix(look, {
      labels: names.map(look.labelOf),
      domains: columns.map(({ domain }) => domain),
      integers: names.map((name) => kindOf(runs, name).kind === 'discrete'),
      heights: columns.map(({ highest }) => [0, 1.08 * (highest || 1)]),
      marks: (column, row, x, y) =>
        column === row
          ? diagonal(overlay, names[row] as string, columns[row] as Column, x, y)
          : pair(
              overlay,
              [names[column] as string, names[row] as string],
              [columns[column] as Column, columns[row] as Column],
              x,
              y,
            ),
      legend: legendOf(overlay),
      description: descriptionOf(names),
    });
  }
}

function descriptionOf(names: readonly string[]): string {
  if (names.length === 1) return `Density of ${names[0]}`;
  return `Densities of ${names.join(', ')}, and contours of each pair that hold 50 and 90 % of the draws`;
}

function legendOf(overlay: Overlay): readonly LegendEntry[] {
  const { runs, names } = overlay;
  const masses: LegendEntry[] =
    runs.length > 1
      ? [{ label: 'contours hold 50 % and 90 %', mark: 'none', color: '' }]
      : [
          { label: '50 % of the draws', mark: 'area', color: 'f0', opacity: 0.5 },
          { label: '90 %', mark: 'area', color: 'f0', opacity: 0.22 },
        ];
  const entries = [...runLegend(runs.map(({ name }) => name)), ...overlayLegend(overlay)];
  return names.length > 1 ? [...entries, ...masses] : entries;
}

function diagonal({ runs, priorOf, truths }: Overlay, name: string, column: Column, x: Scale, y: Scale): string {
  const count = runs.length;
  const curves = column.densities.map((density, i) =>
    density === undefined
      ? ''
      : densityMark(density, x, y, { color: i, bars: count, bar: i, fill: count === 1 ? 0.25 : 0 }),
  );
  const prior = priorOf(name);
  const before = prior === undefined ? '' : priorMark(priorCurve(prior, kindOf(runs, name), column.domain), x, y);
  return [...curves, before, verticalRule(x, y, truths[name])].join('');
}

type Names = readonly [string, string];

function pair(
  overlay: Overlay,
  [left, up]: Names,
  [across, upward]: readonly [Column, Column],
  x: Scale,
  y: Scale,
): string {
  const { truths, runs } = overlay;
  const fill = (i: number) => (runs.length === 1 ? { fill: { color: `f${i}`, opacities: OPACITIES } } : {});
  const all = runs.map((_, i) => {
    const [first, second] = [across.axes[i], upward.axes[i]];
    if (first === undefined || second === undefined) return '';
    if (first.cells.width === 0 || second.cells.width === 0) return pointMark(first, second, x, y, i);
    return contourMark(surfaceOf(first, second), MASSES, x, y, { stroke: `s${i}`, ...fill(i) });
  });
  const { priorAxis } = across;
  const prior =
    priorAxis === undefined ||
    upward.priorAxis === undefined ||
    priorAxis.indices.length !== upward.priorAxis.indices.length
      ? ''
      : contourMark(surfaceOf(priorAxis, upward.priorAxis), MASSES, x, y, { stroke: 'axis', dash: DASH });
  return [...all, prior, verticalRule(x, y, truths[left]), horizontalRule(x, y, truths[up])].join('');
}
