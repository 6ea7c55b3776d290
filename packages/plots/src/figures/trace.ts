import {
  type DiskSource,
  expectSource,
  type MemorySource,
  type Reading,
  type Source,
  type Steps,
  settle,
} from '@epsie/analysis/sources';
import { expectInteger, expectOptions } from '@epsie/core/checks';
import type { Figure } from '../figure/figure.ts';
import { drawGrid } from '../figure/grid.ts';
import type { LegendEntry } from '../figure/legend.ts';
import { expectLook, FIGURE_OPTIONS, type FigureOptions } from '../figure/options.ts';
import type { Panel } from '../figure/panel.ts';
import { line } from '../marks/line.ts';
import { extremes, type Thinned } from '../reading/extremes.ts';
import { namesOf } from '../reading/names.ts';
import { domainOf } from '../scales/domain.ts';
import { element } from '../svg/element.ts';
import { COLORS } from '../theme/theme.ts';

/** Options of {@link trace}. */
export type TraceOptions = FigureOptions & {
  /** Parameters to show. Default: all. */
  readonly parameters?: string | readonly string[];
  /** Shades the draws that were recorded up to this iteration. Default 0. */
  readonly burnIn?: number;
};

/** Parts of a trace of which the smallest and the largest draw are drawn. */
const BINS = 300;

/** Draws the values of parameters over the iterations, chain by chain, at the coldest temperature. */
export function trace(source: MemorySource, options?: TraceOptions): Figure;
export function trace(source: DiskSource, options?: TraceOptions): Promise<Figure>;
export function trace(source: Source, options?: TraceOptions): Figure | Promise<Figure>;
export function trace(source: Source, options: TraceOptions = {}): Figure | Promise<Figure> {
  expectOptions('trace', options, [...FIGURE_OPTIONS, 'parameters', 'burnIn']);
  const reading = expectSource(source);
  const look = expectLook(options);
  const burnIn = expectInteger('burnIn', options.burnIn ?? 0, 0);
  const names = namesOf(reading, options.parameters);
  return settle(draw());

  function* draw(): Steps<Figure> {
    const panels: Panel[] = [];
    for (const name of names)
      panels.push(panelOf(look.labelOf(name), yield* readTrace(reading, name), reading, burnIn));
    const legend = reading.draws.chains > COLORS ? [] : Array.from({ length: reading.draws.chains }, chainEntry);
    if (burnIn > 0) legend.push({ label: 'burn-in', color: 'shade' });
    const description = `Traces of ${names.join(', ')} in ${reading.draws.chains} chains`;
    return drawGrid(look, { panels, columns: names.length > 2 ? 2 : 1, height: 110, legend, description });
  }
}

const chainEntry = (_: unknown, chain: number): LegendEntry => ({ label: `chain ${chain}`, color: `s${chain}` });

function* readTrace({ draws }: Reading, name: string): Steps<readonly Thinned[]> {
  const traces: Thinned[] = [];
  for (let chain = 0; chain < draws.chains; chain++)
    traces.push(extremes(yield draws.draws(name, { chain, to: draws.length }), BINS));
  return traces;
}

function panelOf(title: string, traces: readonly Thinned[], { draws }: Reading, burnIn: number): Panel {
  const last = draws.iterations;
  return {
    title,
    x: { domain: [0, last], label: 'iteration' },
    y: { domain: domainOf(traces.flatMap(({ values }) => [...values])) },
    marks: (x, y) => {
      const shade =
        burnIn === 0
          ? ''
          : element('rect', {
              class: 'shade',
              x: x(0),
              y: y.range()[1],
              width: x(burnIn) - x(0),
              height: (y.range()[0] as number) - (y.range()[1] as number),
              'fill-opacity': 0.6,
            });
      const lines = traces.map(({ at, values }, chain) =>
        line(
          Array.from(at, (i) => x(draws.iterationOfDraw(i))),
          values.map((value) => y(value)),
          `s${chain % COLORS}`,
          0.8,
          0.85,
        ),
      );
      return shade + lines.join('');
    },
  };
}
