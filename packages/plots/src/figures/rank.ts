import { type DiskSource, type MemorySource, type Source, type Steps, settle } from '@epsie/analysis/sources';
import { expectInteger, expectOptions } from '@epsie/core/checks';
import type { Figure } from '../figure/figure.ts';
import { drawGrid } from '../figure/grid.ts';
import { expectLook, FIGURE_OPTIONS, type FigureOptions } from '../figure/options.ts';
import type { Panel } from '../figure/panel.ts';
import { band, line } from '../marks/line.ts';
import { DASHED, horizontalRule } from '../marks/rule.ts';
import { type RankBand, rankBand } from '../numbers/rank-band.ts';
import { DRAW_OPTIONS, type DrawOptions, expectBurnIn } from '../options/draws.ts';
import { namesOf } from '../options/names.ts';
import { expectRun } from '../options/sources.ts';
import { type ChainColors, chainColors, chainLegend } from '../reading/chain-legend.ts';
import { firstDraw, MOST_DRAWS, readChains, thinFor } from '../reading/chains.ts';
import { Outliers } from '../reading/outliers.ts';
import { type Ranks, ranksOf } from '../reading/ranks.ts';
import { areMany } from '../reading/traces.ts';
import { domainOf } from '../scales/domain.ts';

/** Options of {@link rank}. */
export type RankOptions = FigureOptions &
  DrawOptions & {
    /** Takes every n-th draw. Default: as many as the autocorrelation time of the parameter, so that those taken are nearly independent. */
    readonly thin?: number;
  };

/** Probability that equal chains are all within the band. */
const PROBABILITY = 0.95;

/**
 * Draws whether chains agree: the distribution of the ranks of each chain's draws among all draws, minus the uniform one, over the ranks, at
 * the coldest temperature. Chains of the same distribution are all within the band with a probability of 95 %, at all ranks at once
 * (Säilynoja, Bürkner & Vehtari 2022, Stat. Comput. 32, 32). Draws are thinned to be nearly independent, since the band is that of
 * independent draws, and to 500 of each chain. Of more than six chains, those that leave the band are named, and the middle 90 % of all are
 * drawn as an area. The two halves of a single chain are compared.
 *
 * @throws TypeError or RangeError for wrong options
 */
export function rank(source: MemorySource, options?: RankOptions): Figure;
export function rank(source: DiskSource, options?: RankOptions): Promise<Figure>;
export function rank(source: Source, options?: RankOptions): Figure | Promise<Figure>;
export function rank(source: Source, options: RankOptions = {}): Figure | Promise<Figure> {
  expectOptions('rank', options, [...FIGURE_OPTIONS, ...DRAW_OPTIONS, 'thin']);
  const run = expectRun(source);
  const look = expectLook(options);
  const burnIn = expectBurnIn(options.burnIn);
  const thin = options.thin === undefined ? undefined : expectInteger('thin', options.thin, 1);
  const names = namesOf([run], options.parameters);
  return settle(draw());

  function* draw(): Steps<Figure> {
    const outliers = new Outliers();
    const bands = new Map<string, RankBand>();
    // A thinning that was asked for is that of all draws.
    const most = thin === undefined ? MOST_DRAWS : Number.POSITIVE_INFINITY;
    const already = thinFor(run, firstDraw(run, burnIn), most);
    const found: (Ranks & { readonly band: RankBand })[] = [];
    for (const name of names) {
      const ranks = ranksOf(yield* readChains(run, name, burnIn, most), thin);
      const { differences, length, points } = ranks;
      const key = `${differences.length} ${length} ${points}`;
      const limits = bands.get(key) ?? rankBand(differences.length, length, points, PROBABILITY);
      bands.set(key, limits);
      found.push({ ...ranks, thin: already * ranks.thin, band: limits });
      for (const [chain, difference] of differences.entries()) outliers.add(chain, excess(difference, limits));
    }
    const count = found[0]?.differences.length ?? 0;
    const isSplit = run.reading.draws.chains === 1;
    const colors = chainColors(count, outliers);
    const panels = names.map((name, i) => panelOf(look.labelOf(name), found[i] as Ranks & { band: RankBand }, colors));
    const halves = ['first half', 'second half'].map((label, i) => ({ label, mark: 'line', color: `s${i}` }) as const);
    const legend = [
      ...(isSplit ? halves : chainLegend(count, outliers, `middle 90 % of ${count} chains`)),
      { label: 'band of equal chains (95 %)', mark: 'area', color: 'shade', opacity: 0.6 } as const,
    ];
    const description = `Ranks of the draws of ${names.join(', ')} in ${count} ${isSplit ? 'halves of a chain' : 'chains'}, minus uniform ones`;
    return drawGrid(look, { panels, columns: names.length > 1 ? 2 : 1, height: 120, legend, description });
  }
}

/** Returns by how much a chain leaves the band, in units of its half width; 0 or less where it does not. */
function excess(difference: Float64Array, { lower, upper }: RankBand): number {
  let most = Number.NEGATIVE_INFINITY;
  for (const [k, value] of difference.entries()) {
    const [low, high] = [lower[k] as number, upper[k] as number];
    if (high > low) most = Math.max(most, (2 * Math.max(value - high, low - value)) / (high - low));
  }
  return most;
}

function panelOf(
  label: string,
  { differences, thin, length, band: limits }: Ranks & { band: RankBand },
  colors: ChainColors,
): Panel {
  const points = limits.lower.length;
  const at = Float64Array.from({ length: points + 1 }, (_, k) => k / points);
  const many = areMany(differences.length);
  const isShown = ([chain]: readonly [number, number]): boolean =>
    !many || excess(differences[chain] as Float64Array, limits) > 0;
  const lines = [...colors]
    .filter(isShown)
    .map(([chain, color]) => ({ color, ys: fromZero(differences[chain] as Float64Array) }));
  const [low, high] = [0.05, 0.95].map((p) =>
    fromZero(Float64Array.from({ length: points }, (_, k) => quantileAt(differences, k, p))),
  ) as [Float64Array, Float64Array];
  const shown = [
    ...limits.lower,
    ...limits.upper,
    ...(many ? [...low, ...high] : []),
    ...lines.flatMap(({ ys }) => [...ys]),
  ];
  return {
    title: label,
    note: length === 0 ? 'no draws' : thin === 1 ? 'all draws' : `every ${ordinal(thin)} draw`,
    x: { domain: [0, 1], label: 'rank / number of draws' },
    y: { domain: domainOf(shown) },
    marks: (x, y) => {
      const across = Array.from(at, (value) => x(value));
      const up = (values: Float64Array): number[] => Array.from(values, (value) => y(value));
      return [
        band(across, up(fromZero(limits.lower)), up(fromZero(limits.upper)), 'shade', 0.6),
        horizontalRule(x, y, 0, DASHED),
        many ? band(across, up(low), up(high), 'f0', 0.3) : '',
        ...lines.map(({ color, ys }) => line(across, up(ys), `s${color}`, { width: 1.2 })),
      ].join('');
    },
  };
}

function quantileAt(differences: readonly Float64Array[], k: number, p: number): number {
  const sorted = Float64Array.from(differences, (each) => each[k] as number).sort();
  return sorted[Math.round(p * (sorted.length - 1))] as number;
}

const fromZero = (values: Float64Array): Float64Array => Float64Array.of(0, ...values);

function ordinal(n: number): string {
  const ending = n % 100 > 10 && n % 100 < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${n}${ending}`;
}
