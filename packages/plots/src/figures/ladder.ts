import {
  type DiskSource,
  expectTempered,
  type MemorySource,
  type Source,
  type Steps,
  settle,
} from '@epsie/analysis/sources';
import { expectOptions } from '@epsie/core/checks';
import type { Figure } from '../figure/figure.ts';
import { drawGrid } from '../figure/grid.ts';
import type { LegendEntry } from '../figure/legend.ts';
import { expectLook, LEVEL_OPTIONS, type LevelFigureOptions } from '../figure/options.ts';
import type { Panel } from '../figure/panel.ts';
import { line } from '../marks/line.ts';
import { shade } from '../marks/rule.ts';
import { expectBurnIn } from '../options/draws.ts';
import { type Ladders, readLadders } from '../reading/ladders.ts';
import { areMany } from '../reading/traces.ts';
import { betaAxis } from '../scales/beta-axis.ts';
import { rounded } from '../scales/rounded.ts';

/** Options of {@link ladder}. */
export type LadderOptions = Omit<LevelFigureOptions, 'burnIn'> & {
  /** Shades what was recorded up to this iteration. Default 0. */
  readonly burnIn?: number;
};

/**
 * Draws the inverse temperatures β of all levels over the iterations, on a logarithmic axis with β = 0 below it: one line per level where all
 * chains share a ladder, one per chain and level, of up to 40 chains, where each has its own. A fixed ladder has level lines.
 *
 * @throws TypeError or RangeError for wrong options, and for draws at one temperature alone
 */
export function ladder(source: MemorySource, options?: LadderOptions): Figure;
export function ladder(source: DiskSource, options?: LadderOptions): Promise<Figure>;
export function ladder(source: Source, options?: LadderOptions): Figure | Promise<Figure>;
export function ladder(source: Source, options: LadderOptions = {}): Figure | Promise<Figure> {
  expectOptions('ladder', options, LEVEL_OPTIONS);
  const reading = expectTempered(source);
  const look = expectLook(options);
  const burnIn = expectBurnIn(options.burnIn);
  return settle(draw());

  function* draw(): Steps<Figure> {
    const ladders = yield* readLadders(reading);
    const legend = legendOf(ladders, reading.draws.chains);
    if (burnIn > 0) legend.push({ label: 'burn-in', mark: 'area', color: 'shade' });
    const description = `Inverse temperatures of ${reading.draws.temperatures} levels over the iterations: ${stateOf(ladders)}`;
    return drawGrid(look, { panels: [panelOf(ladders, burnIn)], height: 240, legend, description });
  }
}

function stateOf({ chains, isFixed }: Ladders): string {
  const last = chains.flatMap((levels) => levels.map((level) => level.at(-1) as number));
  const range = `β from ${rounded(Math.max(...last))} to ${rounded(Math.min(...last))}`;
  return isFixed ? `a fixed ladder, ${range}` : `a ladder that moved, ${range} at the end`;
}

function legendOf({ chains, read }: Ladders, all: number): LegendEntry[] {
  if (chains.length === 1) return [];
  if (areMany(chains.length)) {
    const label = read < all ? `${read} of ${all} chains` : `${all} chains`;
    return [{ label: `each of ${label}`, mark: 'line', color: 's0' }];
  }
  return chains.map((_, chain) => ({ label: `chain ${chain}`, mark: 'line', color: `s${chain}` }));
}

function panelOf({ at, chains, isFixed }: Ladders, burnIn: number): Panel {
  const { positionOf, ...axis } = betaAxis(chains.flatMap((levels) => levels.flatMap((level) => [...level])));
  return {
    title: 'inverse temperature β',
    note: isFixed ? 'fixed' : '',
    x: { domain: [0, Math.max(at.at(-1) ?? 1, 1)], label: 'iteration', integer: true },
    y: axis,
    marks: (x, y) => {
      const [left, right] = x.range() as [number, number];
      const across = isFixed ? [left, right] : Array.from(at, (iteration) => x(iteration));
      const up = (level: Float64Array): number[] => {
        const first = level[0] as number;
        return Array.from(isFixed ? [first, first] : level, (beta) => y(positionOf(beta)));
      };
      const style = areMany(chains.length) ? { width: 0.8, opacity: 0.35 } : { width: 1.3 };
      const lines = chains.flatMap((levels, chain) =>
        levels.map((level) => line(across, up(level), areMany(chains.length) ? 's0' : `s${chain}`, style)),
      );
      return shade(x, y, burnIn) + lines.join('');
    },
  };
}
