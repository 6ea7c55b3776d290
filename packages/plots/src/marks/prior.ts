import type { ParameterKind } from '@epsie/analysis/sources';
import { DASH } from '../figure/legend.ts';
import type { Scale } from '../figure/panel.ts';
import { type Density, densityOf, marginalOf } from '../numbers/marginal.ts';
import type { PriorOf } from '../options/prior.ts';
import type { Domain } from '../scales/domain.ts';
import { outlineOf } from './density.ts';
import { line } from './line.ts';

/** Points of the curve of a prior. */
const POINTS = 200;

/** A prior as points of a curve; of an integer, its probabilities. */
export type PriorCurve = { readonly xs: readonly number[]; readonly ys: readonly number[]; readonly integer: boolean };

/** Returns the curve of a prior over an axis. */
export function priorCurve({ density, draws }: PriorOf, kind: ParameterKind, [low, high]: Domain): PriorCurve {
  const integer = kind.kind === 'discrete';
  if (density !== undefined) {
    const xs = integer
      ? Array.from({ length: Math.floor(high) - Math.ceil(low) + 1 }, (_, i) => Math.ceil(low) + i)
      : Array.from({ length: POINTS + 1 }, (_, i) => low + ((high - low) * i) / POINTS);
    return { xs, ys: xs.map((x) => Math.min(density(x), Number.MAX_VALUE)), integer };
  }
  const drawn: Density = densityOf(marginalOf([draws() ?? new Float64Array(0)], kind));
  return integer ? { xs: [...drawn.xs], ys: [...drawn.ys], integer } : { ...outlineOf(drawn), integer };
}

/** Returns a prior as a dashed curve, or as a short line for the probability of each integer. */
export function priorMark({ xs, ys, integer }: PriorCurve, x: Scale, y: Scale): string {
  if (!integer)
    return line(
      xs.map((v) => x(v)),
      ys.map((v) => y(v)),
      'axis',
      { width: 1.5, dash: DASH },
    );
  return xs
    .map((v, i) => line([x(v - 0.4), x(v + 0.4)], [y(ys[i] as number), y(ys[i] as number)], 'axis', { width: 2 }))
    .join('');
}
