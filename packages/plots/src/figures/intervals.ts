import { type Steps, settle } from '@epsie/analysis/sources';
import type { Figure } from '../figure/figure.ts';
import { drawForest, type ForestRow } from '../figure/forest.ts';
import { expectLook } from '../figure/options.ts';
import { intervalMark } from '../marks/interval.ts';
import { verticalRule } from '../marks/rule.ts';
import { intervalOf, type Marginal, medianOf } from '../numbers/marginal.ts';
import { expectOneOf } from '../options/choice.ts';
import { expectOverlay, overlayLegend, type PosteriorOptions, runLegend } from '../options/overlay.ts';
import type { DiskSources, MemorySources, Sources } from '../options/sources.ts';
import { readMarginals } from '../reading/marginals.ts';
import { domainOf } from '../scales/domain.ts';
import { rangeLabel } from '../scales/range-label.ts';

/** Options of {@link intervals}. */
export type IntervalsOptions = Omit<PosteriorOptions, 'prior'> & {
  /**
   * Whether all parameters share an axis, or each has its own, with the numbers beside it. Default: a shared one if no interval would be too
   * short on it to be seen.
   */
  readonly axis?: 'shared' | 'own';
};

/** Probabilities of the intervals, the widest first. */
const PROBABILITIES = [0.94, 0.5];
/** Fraction of a shared axis below which the widest interval of a parameter cannot be read. */
const SHORTEST = 0.03;

/**
 * Draws medians and the shortest intervals with 50 and 94 % of the draws, parameter by parameter, those of several runs one below the other, at the
 * coldest temperature. Large runs are thinned to 200 000 draws.
 *
 * @param source a run, an array of runs, or runs by the name for the legend: `{ prior: first, data: second }`
 * @throws TypeError or RangeError for wrong options
 */
export function intervals(source: MemorySources, options?: IntervalsOptions): Figure;
export function intervals(source: DiskSources, options?: IntervalsOptions): Promise<Figure>;
export function intervals(source: Sources, options?: IntervalsOptions): Figure | Promise<Figure>;
export function intervals(source: Sources, options: IntervalsOptions = {}): Figure | Promise<Figure> {
  const overlay = expectOverlay('intervals', source, options, ['axis']);
  const { axis } = options;
  const wanted = axis === undefined ? undefined : expectOneOf('axis', axis, ['shared', 'own']);
  const look = expectLook(options);
  const { names, runs, burnIn, truths } = overlay;
  return settle(draw());

  function* draw(): Steps<Figure> {
    const rows: ForestRow[] = [];
    for (const name of names) {
      const marginals = yield* readMarginals(runs, name, burnIn);
      rows.push(rowOf(look.labelOf(name), marginals, truths[name]));
    }
    return drawForest(look, {
      rows,
      isShared: wanted === undefined ? areComparable(rows) : wanted === 'shared',
      legend: [
        ...runLegend(runs.map(({ name }) => name)),
        ...overlayLegend(overlay),
        { label: 'median, shortest intervals with 50 % and 94 %', mark: 'none', color: '' },
      ],
      description: `Medians and intervals with 50 and 94 % of the draws of ${names.join(', ')}`,
    });
  }
}

function rowOf(label: string, marginals: readonly (Marginal | undefined)[], truth: number | undefined): ForestRow {
  const known = marginals.filter((marginal) => marginal !== undefined) as Marginal[];
  const circle = known[0]?.kind.kind === 'circular' ? known[0].kind.circle : undefined;
  const ends = known.flatMap((marginal) => intervalOf(marginal, PROBABILITIES[0] as number));
  return {
    label,
    lines: marginals.length,
    domain: circle ?? domainOf(truth === undefined ? ends : [...ends, truth]),
    numbers: marginals.map((marginal) =>
      marginal === undefined
        ? ''
        : rangeLabel(
            medianOf(marginal),
            intervalOf(marginal, PROBABILITIES[0] as number),
            marginal.kind.kind === 'discrete',
          ),
    ),
    marks: (x, middles, y) =>
      marginals
        .map((marginal, i) =>
          marginal === undefined
            ? ''
            : intervalMark(marginal, x, middles[i] as number, { color: i, probabilities: PROBABILITIES }),
        )
        .join('') + verticalRule(x, y, truth),
  };
}

function areComparable(rows: readonly ForestRow[]): boolean {
  const widths = rows.map(({ domain: [low, high] }) => high - low);
  const [low, high] = domainOf(rows.flatMap(({ domain }) => domain));
  return Math.min(...widths) > SHORTEST * (high - low);
}
