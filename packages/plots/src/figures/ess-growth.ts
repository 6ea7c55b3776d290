import { essBulk, essTail } from '@epsie/analysis';
import { type DiskSource, type MemorySource, type Source, type Steps, settle } from '@epsie/analysis/sources';
import { expectOptions } from '@epsie/core/checks';
import type { Figure } from '../figure/figure.ts';
import { drawGrid } from '../figure/grid.ts';
import { expectLook, FIGURE_OPTIONS, type FigureOptions } from '../figure/options.ts';
import type { Panel } from '../figure/panel.ts';
import { dots } from '../marks/dots.ts';
import { line } from '../marks/line.ts';
import { DASHED, horizontalRule } from '../marks/rule.ts';
import { activeOf } from '../numbers/active.ts';
import { DRAW_OPTIONS, type DrawOptions, expectBurnIn } from '../options/draws.ts';
import { namesOf } from '../options/names.ts';
import { expectRun } from '../options/sources.ts';
import { firstDraw, readChains } from '../reading/chains.ts';
import { domainOf } from '../scales/domain.ts';

/** Options of {@link essGrowth}. */
export type EssGrowthOptions = FigureOptions & DrawOptions;

/** Parts of the draws at whose ends the effective sizes are computed. */
const PARTS = 8;
/** Most draws of all chains that are read: to see whether sizes grow, more are not needed. */
const MOST = 50_000;
/** Effective sample size from which on the estimates of precision can be trusted. */
const ENOUGH = 400;

/**
 * Draws the effective sample sizes of each parameter, in the bulk and in the tails, over the number of draws of each chain: they grow in
 * proportion where the chains mix, and level off where they do not. The dashed line is 400 (Vehtari et al. 2021, Bayesian Anal. 16, 667).
 * Runs of more than 50 000 draws are thinned to as many, which hides effective sizes near that number. Of parameters that are not always
 * active, the draws count as in `summary`.
 *
 * @throws TypeError or RangeError for wrong options
 */
export function essGrowth(source: MemorySource, options?: EssGrowthOptions): Figure;
export function essGrowth(source: DiskSource, options?: EssGrowthOptions): Promise<Figure>;
export function essGrowth(source: Source, options?: EssGrowthOptions): Figure | Promise<Figure>;
export function essGrowth(source: Source, options: EssGrowthOptions = {}): Figure | Promise<Figure> {
  expectOptions('essGrowth', options, [...FIGURE_OPTIONS, ...DRAW_OPTIONS]);
  const run = expectRun(source);
  const look = expectLook(options);
  const burnIn = expectBurnIn(options.burnIn);
  const names = namesOf([run], options.parameters);
  return settle(draw());

  function* draw(): Steps<Figure> {
    const panels: Panel[] = [];
    const draws = run.reading.draws.length - firstDraw(run, burnIn);
    for (const name of names)
      panels.push(panelOf(look.labelOf(name), yield* readChains(run, name, burnIn, MOST), draws));
    const legend = [
      { label: 'bulk', mark: 'line', color: 's0' },
      { label: 'tails', mark: 'line', color: 's1' },
      { label: `${ENOUGH}, the least to trust`, mark: 'dashed', color: 'axis' },
    ] as const;
    const description = `Effective sample sizes of ${names.join(', ')} over the number of draws`;
    return drawGrid(look, { panels, columns: names.length > 4 ? 3 : 2, height: 110, legend, description });
  }
}

function panelOf(title: string, chains: readonly Float64Array[], draws: number): Panel {
  const active = chains.map(activeOf);
  const length = Math.min(...active.map((chain) => chain.length));
  const even = active.map((chain) => chain.subarray(chain.length - length));
  const parts = Array.from({ length: PARTS }, (_, i) => (i + 1) / PARTS);
  const sizes = [essBulk, essTail].map((size) =>
    parts.map((part) => size(even.map((chain) => chain.subarray(0, Math.floor(part * length))))),
  ) as [number[], number[]];
  const known = sizes.flat().filter(Number.isFinite);
  return {
    title,
    note: noteOf(sizes),
    x: { domain: [0, Math.max(draws, 1)], label: 'draws of each chain', integer: true },
    y: { domain: domainOf([0, ENOUGH, ...known]) },
    marks: (x, y) => {
      const across = parts.map((part) => x(part * draws));
      const curves = sizes.map((each, i) => {
        const up = each.map((value) => y(value));
        return line(across, up, `s${i}`, { width: 1.4 }) + dots(across, up, i);
      });
      return horizontalRule(x, y, ENOUGH, DASHED) + curves.join('');
    },
  };
}

function noteOf(sizes: readonly (readonly number[])[]): string {
  const missing = ['bulk', 'tails'].filter((_, i) => !sizes[i]?.some(Number.isFinite));
  return missing.length === 0 ? '' : `${missing.join(' and ')} undefined`;
}
