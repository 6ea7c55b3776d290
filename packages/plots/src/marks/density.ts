import type { Scale } from '../figure/panel.ts';
import type { Density } from '../numbers/marginal.ts';
import { element, pixel } from '../svg/element.ts';
import { line } from './line.ts';

/** Look of a density: the number of its colour, and the share of a cell that the bar of an integer has, and its place in the cell. */
export type DensityStyle = {
  readonly color: number;
  readonly bars: number;
  readonly bar: number;
  readonly fill: number;
};

/** Returns a density as a curve, or as bars where its cells are integers. It ends in vertical lines at the edges of its draws. */
export function densityMark(density: Density, x: Scale, y: Scale, style: DensityStyle): string {
  if (density.cells.width === 0) return spike(density, x, y, style);
  if (density.cells.ends === 'none') return bars(density, x, y, style);
  const { xs, ys } = outlineOf(density);
  // The ends of a tail have no edge.
  const [from, to] = [hasEdge(density, 0) ? 0 : 1, hasEdge(density, density.ys.length - 1) ? xs.length : xs.length - 1];
  const [px, py] = [Array.from(xs, (v) => x(v)), Array.from(ys, (v) => y(v))];
  const area = `M${px.map((v, i) => `${pixel(v)},${pixel(py[i] as number)}`).join('L')}Z`;
  const filled = element('path', { class: `f${style.color}`, d: area, 'fill-opacity': style.fill });
  return (
    (style.fill > 0 ? filled : '') + line(px.slice(from, to), py.slice(from, to), `s${style.color}`, { width: 1.5 })
  );
}

/** Fraction of the highest density from which on the end of a curve is an edge. */
const EDGE = 0.1;

const hasEdge = ({ ys }: Density, at: number): boolean => (ys[at] as number) > EDGE * Math.max(...ys);

/** Returns the points of a curve: an angle continues beyond the ends of its circle, a number falls to 0 at its edges. */
export function outlineOf({ cells, xs, ys }: Density): {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
} {
  const { low, width, count, ends } = cells;
  const high = low + width * count;
  const [first, last] = [ys[0] as number, ys[count - 1] as number];
  if (ends === 'wrap') {
    const edge = (first + last) / 2;
    return {
      xs: [low - width, low - width, low, ...xs, high, high + width, high + width],
      ys: [0, last, edge, ...ys, edge, first, 0],
    };
  }
  return { xs: [low, low, ...xs, high, high], ys: [0, first, ...ys, last, 0] };
}

function spike({ cells, ys }: Density, x: Scale, y: Scale, { color }: DensityStyle): string {
  return ys[0] === 0 ? '' : line([x(cells.low), x(cells.low)], y.range(), `s${color}`, { width: 2 });
}

function bars({ xs, ys }: Density, x: Scale, y: Scale, { color, bars: count, bar }: DensityStyle): string {
  const width = 0.8 / count;
  const boxes = Array.from(xs, (middle, i) => {
    const left = x(middle - 0.4 + bar * width);
    return element('rect', {
      class: `f${color}`,
      x: left,
      y: y(ys[i] as number),
      width: Math.max(x(middle - 0.4 + (bar + 1) * width) - left, 0.5),
      height: y(0) - y(ys[i] as number),
      'fill-opacity': 0.75,
    });
  });
  return boxes.join('');
}
