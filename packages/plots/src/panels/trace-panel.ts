import type { LegendEntry } from '../figure/legend.ts';
import type { Panel } from '../figure/panel.ts';
import { band, line } from '../marks/line.ts';
import { horizontalRule, shade } from '../marks/rule.ts';
import type { Run } from '../options/sources.ts';
import type { ChainColors } from '../reading/chain-legend.ts';
import type { Thinned } from '../reading/extremes.ts';
import { areMany, type Traces } from '../reading/traces.ts';
import { domainOf } from '../scales/domain.ts';

const EXAMPLES: LegendEntry = { label: 'chains of the least, middle and largest median', mark: 'line', color: 'axis' };

/** Returns the entry of the legend for the examples of many chains. */
export const examplesLegend = (chains: number): readonly LegendEntry[] => (areMany(chains) ? [EXAMPLES] : []);

type Content = {
  readonly traces: Traces;
  readonly colors: ChainColors;
  readonly burnIn: number;
  readonly truth?: number | undefined;
};

/** Returns the panel with the traces of one quantity. */
export function tracePanel(
  title: string,
  { reading: { draws } }: Run,
  { traces, colors, burnIn, truth }: Content,
): Panel {
  const lines = [...colors]
    .filter(([chain]) => traces.standing.has(chain))
    .map(([chain, color]) => ({ color, thinned: traces.chains[chain] as Thinned }));
  const { spread } = traces;
  const examples = traces.examples.map((chain) => traces.chains[chain] as Thinned);
  const shown = [
    ...[...examples, ...lines.map(({ thinned }) => thinned)].flatMap(({ values }) => [...values]),
    ...(spread?.low ?? []),
    ...(spread?.high ?? []),
  ];
  const iterationOf = (at: number): number => draws.iterationOfDraw(Math.round(at));
  return {
    title,
    note: shown.some(Number.isFinite) ? '' : 'no draws',
    x: { domain: [0, Math.max(draws.iterations, 1)], label: 'iteration', integer: true },
    y: { domain: domainOf(truth === undefined ? shown : [...shown, truth]) },
    marks: (x, y) => {
      const across = (at: ArrayLike<number>): number[] => Array.from(at, (i) => x(iterationOf(i)));
      const up = (values: ArrayLike<number>): number[] => Array.from(values, (value) => y(value));
      const all =
        spread === undefined
          ? ''
          : band(across(spread.at), up(spread.low), up(spread.high), 'f0', 0.3) +
            line(across(spread.at), up(spread.middle), 's0', { width: 1.2 });
      const some = examples.map(({ at, values }) => line(across(at), up(values), 'axis', { width: 0.4, opacity: 0.8 }));
      const chains = lines.map(({ color, thinned }) =>
        line(across(thinned.at), up(thinned.values), `s${color}`, { width: 0.8, opacity: 0.85 }),
      );
      return shade(x, y, burnIn) + some.join('') + all + chains.join('') + horizontalRule(x, y, truth);
    },
  };
}
