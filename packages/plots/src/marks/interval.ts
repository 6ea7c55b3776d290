import type { Scale } from '../figure/panel.ts';
import { intervalOf, type Marginal, medianOf } from '../numbers/marginal.ts';
import { element } from '../svg/element.ts';

/** Look of intervals: the number of their colour, and their probabilities, the largest first. */
export type IntervalStyle = { readonly color: number; readonly probabilities: readonly number[] };

/**
 * Returns the shortest intervals of draws as lines at a height in pixels, each thicker than the one before, and the median as a dot; as a ring on
 * thick lines.
 */
export function intervalMark(marginal: Marginal, x: Scale, y: number, { color, probabilities }: IntervalStyle): string {
  if (marginal.sorted.length === 0) return '';
  const lines = probabilities.flatMap((probability, i) =>
    piecesOf(intervalOf(marginal, probability), marginal).map(([low, high]) =>
      element('line', { class: `s${color}`, x1: x(low), x2: x(high), y1: y, y2: y, 'stroke-width': 2 + 3 * i }),
    ),
  );
  const center = { cx: x(medianOf(marginal)), cy: y };
  const dot = element('circle', { class: `f${color}`, ...center, r: 3.5 });
  const eye = probabilities.length > 1 ? element('circle', { class: 'paper', ...center, r: 1.8 }) : '';
  return lines.join('') + dot + eye;
}

/** Returns an interval in one piece; in two where it contains the ends of a circle. */
function piecesOf([low, high]: readonly [number, number], { kind }: Marginal): readonly (readonly [number, number])[] {
  if (kind.kind !== 'circular' || low <= high) return [[low, high]];
  return [
    [low, kind.circle[1]],
    [kind.circle[0], high],
  ];
}
