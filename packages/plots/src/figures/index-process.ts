import { type IndexProcess, indexProcess as read } from '@epsie/analysis';
import type { DiskSource, MemorySource, Source, TemperedMemory } from '@epsie/analysis/sources';
import { expectInteger, expectOptions } from '@epsie/core/checks';
import type { Figure } from '../figure/figure.ts';
import { drawGrid } from '../figure/grid.ts';
import type { LegendEntry } from '../figure/legend.ts';
import { expectLook, LEVEL_OPTIONS, type LevelFigureOptions, type Look } from '../figure/options.ts';
import type { Panel } from '../figure/panel.ts';
import { line } from '../marks/line.ts';
import { legsOf, roundTripsOf } from '../numbers/travels.ts';

/** Options of {@link indexProcess}. */
export type IndexProcessFigureOptions = LevelFigureOptions & {
  /** Index of the chain. Default 0. */
  readonly chain?: number;
  /** Sweeps to show, the last ones. Default 300. */
  readonly sweeps?: number;
};

/** Most replicas that are drawn. */
const MOST = 4;
const COLORS = { coldest: 's0', hottest: 's1', neither: 'axis' } as const;

/**
 * Draws the paths of up to four replicas of a tempered chain through its ladder, sweep by sweep, in one colour since they were at the coldest
 * level and in another since they were at the hottest one: a round trip is one of each. Replicas are named by their level before the first sweep.
 *
 * @throws TypeError or RangeError for wrong options, for draws at one temperature alone, and where sweeps are missing
 */
export function indexProcess(source: MemorySource, options?: IndexProcessFigureOptions): Figure;
export function indexProcess(source: DiskSource, options?: IndexProcessFigureOptions): Promise<Figure>;
export function indexProcess(source: Source, options?: IndexProcessFigureOptions): Figure | Promise<Figure>;
export function indexProcess(source: Source, options: IndexProcessFigureOptions = {}): Figure | Promise<Figure> {
  expectOptions('indexProcess', options, [...LEVEL_OPTIONS, 'chain', 'sweeps']);
  const look = expectLook(options);
  const { chain = 0, burnIn = 0 } = options;
  const shown = expectInteger('sweeps', options.sweeps ?? 300, 1);
  const found = read(source as TemperedMemory, { burnIn, chain }) as IndexProcess | Promise<IndexProcess>;
  const draw = (process: IndexProcess): Figure => drawProcess(process, { look, chain, shown });
  return found instanceof Promise ? found.then(draw) : draw(found);
}

type Frame = { readonly look: Look; readonly chain: number; readonly shown: number };

function drawProcess({ levels, iterations }: IndexProcess, { look, chain, shown }: Frame): Figure {
  const count = Math.min(MOST, levels.length);
  const replicas = Array.from({ length: count }, (_, i) => Math.round((i * (levels.length - 1)) / (count - 1)));
  const from = Math.max(0, iterations.length - shown);
  const panels = replicas.map((replica) => panelOf(replica, levels, iterations, from));
  const sweeps = iterations.length - from;
  const legend: readonly LegendEntry[] = [
    { label: 'since the coldest level', mark: 'line', color: COLORS.coldest },
    { label: 'since the hottest level', mark: 'line', color: COLORS.hottest },
    { label: `last ${sweeps} of ${iterations.length} sweeps of chain ${chain}`, mark: 'none', color: '' },
  ];
  const description = `Paths of ${count} of ${levels.length} replicas of chain ${chain} through the ladder, over the last ${sweeps} sweeps`;
  return drawGrid(look, { panels, columns: 2, height: 110, legend, description });
}

function panelOf(replica: number, all: readonly Int32Array[], iterations: Float64Array, from: number): Panel {
  const hottest = all.length - 1;
  const path = all[replica] as Int32Array;
  const trips = roundTripsOf(path, hottest);
  const ends = [iterations[from] as number, iterations.at(-1) as number] as const;
  return {
    title: `level of replica ${replica}`,
    note: `${trips} round ${trips === 1 ? 'trip' : 'trips'} in all`,
    x: { domain: [ends[0], Math.max(ends[1], ends[0] + 1)], label: 'iteration', integer: true },
    y: { domain: [-0.05 * hottest, 1.05 * hottest], integer: true },
    marks: (x, y) =>
      legsOf(path, hottest)
        .filter(({ to }) => to >= from)
        .map((leg) => {
          const sweeps = Array.from(
            { length: leg.to - Math.max(leg.from, from) + 1 },
            (_, i) => Math.max(leg.from, from) + i,
          );
          const across = sweeps.map((sweep) => x(iterations[sweep] as number));
          const up = sweeps.map((sweep) => y(path[sweep] as number));
          return line(across, up, COLORS[leg.since], { width: 1.2 });
        })
        .join(''),
  };
}
