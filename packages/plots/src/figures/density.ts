import { type ParameterKind, type Steps, settle } from '@epsie/analysis/sources';
import { expectBoolean, rangeError } from '@epsie/core/checks';
import type { Figure } from '../figure/figure.ts';
import { drawGrid } from '../figure/grid.ts';
import { expectLook, type Look } from '../figure/options.ts';
import type { Panel, Scale } from '../figure/panel.ts';
import { densityMark } from '../marks/density.ts';
import { intervalMark } from '../marks/interval.ts';
import { priorCurve, priorMark } from '../marks/prior.ts';
import { verticalRule } from '../marks/rule.ts';
import { densityOf, type Marginal, marginalOf } from '../numbers/marginal.ts';
import { expectOverlay, type Overlay, overlayLegend, type PosteriorOptions, runLegend } from '../options/overlay.ts';
import { expectProbability } from '../options/probability.ts';
import type { DiskSources, MemorySources, Sources } from '../options/sources.ts';
import { readChains } from '../reading/chains.ts';
import { kindOf, readMarginals } from '../reading/marginals.ts';
import { NO_TICKS } from '../scales/ticks.ts';
import { axisOf } from '../scales/values.ts';
import { COLORS } from '../theme/theme.ts';

/** Options of {@link density}. */
export type DensityOptions = PosteriorOptions & {
  /** Draws the chains of one run apart, at most six. Default false. */
  readonly chains?: boolean;
  /** Probability of the highest-density intervals that are marked below the curves. Default 0.94. */
  readonly probability?: number;
};

/**
 * Draws the density of each parameter at the coldest temperature, with median and highest-density interval below it. Runs, or the chains of
 * one, are overlaid. Densities end at the edges of their draws, those of angles have none, and integers have bars; the furthest 0.1 % of the
 * draws are left out where they would stretch the axis. Large runs are thinned to 200 000 draws.
 *
 * @param source a run, an array of runs, or runs by the name for the legend: `{ prior: first, data: second }`
 * @throws TypeError or RangeError for wrong options
 */
export function density(source: MemorySources, options?: DensityOptions): Figure;
export function density(source: DiskSources, options?: DensityOptions): Promise<Figure>;
export function density(source: Sources, options?: DensityOptions): Figure | Promise<Figure>;
export function density(source: Sources, options: DensityOptions = {}): Figure | Promise<Figure> {
  const overlay = expectOverlay('density', source, options, ['prior', 'chains', 'probability']);
  const look = expectLook(options);
  const probability = expectProbability(options.probability ?? 0.94);
  const byChain = expectBoolean('chains', options.chains ?? false);
  if (byChain) expectFewChains(overlay);
  return settle(draw());

  function* draw(): Steps<Figure> {
    const panels: Panel[] = [];
    for (const name of overlay.names) {
      const marginals = byChain
        ? yield* readByChain(overlay, name)
        : yield* readMarginals(overlay.runs, name, overlay.burnIn);
      panels.push(panelOf(overlay, look, { name, marginals, probability, kind: kindOf(overlay.runs, name) }));
    }
    const interval = `median and shortest interval with ${Number((100 * probability).toPrecision(3))} %`;
    const legend = [
      ...runLegend(seriesOf(overlay, byChain)),
      ...overlayLegend(overlay),
      { label: interval, mark: 'none', color: '' } as const,
    ];
    const description = `Densities of ${overlay.names.join(', ')}`;
    const columns = overlay.names.length > 4 ? 3 : 2;
    return drawGrid(look, { panels, columns, height: 130, legend, description });
  }
}

function expectFewChains({ runs }: Overlay): void {
  const count = runs[0]?.reading.draws.chains ?? 0;
  if (runs.length > 1) throw rangeError(`Expected one run with \`chains: true\`, got ${runs.length}`);
  if (count > COLORS)
    throw rangeError(
      `Expected at most ${COLORS} chains with \`chains: true\`, got ${count}. Use \`rank\`, which compares any number`,
    );
}

const seriesOf = ({ runs }: Overlay, byChain: boolean): readonly string[] =>
  byChain
    ? Array.from({ length: runs[0]?.reading.draws.chains ?? 0 }, (_, chain) => `chain ${chain}`)
    : runs.map(({ name }) => name);

function* readByChain({ runs, burnIn }: Overlay, name: string): Steps<readonly Marginal[]> {
  const kind = kindOf(runs, name);
  const [run] = runs;
  if (run === undefined) return [];
  return (yield* readChains(run, name, burnIn)).map((chain) => marginalOf([chain], kind));
}

type Content = {
  readonly name: string;
  readonly marginals: readonly (Marginal | undefined)[];
  readonly probability: number;
  readonly kind: ParameterKind;
};

function panelOf({ priorOf, truths }: Overlay, look: Look, { name, marginals, probability, kind }: Content): Panel {
  const domain = axisOf(marginals, truths[name]);
  const densities = marginals.map((marginal) =>
    marginal === undefined || marginal.sorted.length === 0 ? undefined : densityOf(marginal),
  );
  const prior = priorOf(name);
  const curve = prior === undefined ? undefined : priorCurve(prior, kind, domain);
  const highest = Math.max(...densities.map((each) => Math.max(0, ...(each?.ys ?? []))));
  const top = 1.05 * (Math.max(highest, Math.min(Math.max(0, ...(curve?.ys ?? [])), 2 * highest)) || 1);
  const count = marginals.length;
  // Intervals have a line each below the curves.
  const strip = 0.06 * top;
  const marks = (x: Scale, y: Scale): string => {
    const curves = densities.map((each, i) =>
      each === undefined
        ? ''
        : densityMark(each, x, y, { color: i, bars: count, bar: i, fill: count === 1 ? 0.25 : 0 }),
    );
    const intervals = marginals.map((marginal, i) =>
      marginal === undefined
        ? ''
        : intervalMark(marginal, x, y(-(i + 0.7) * strip), { color: i, probabilities: [probability] }),
    );
    const before = curve === undefined ? '' : priorMark(curve, x, y);
    return [...curves, before, ...intervals, verticalRule(x, y, truths[name])].join('');
  };
  return {
    title: look.labelOf(name),
    note: densities.some((each) => each !== undefined) ? '' : 'no draws',
    x: { domain, integer: kind.kind === 'discrete' },
    y: { domain: [-strip * (count + 0.4), top], ticks: NO_TICKS },
    marks,
  };
}
