import { element, pixel } from '../svg/element.ts';

/** Returns a line through points in pixels. It has a gap wherever a coordinate is NaN. */
export function line(xs: ArrayLike<number>, ys: ArrayLike<number>, color: string, width = 1, opacity?: number): string {
  let path = '';
  let pen = 'M';
  for (let i = 0; i < xs.length; i++) {
    const [x, y] = [xs[i] as number, ys[i] as number];
    if (Number.isFinite(x) && Number.isFinite(y)) path += `${pen}${pixel(x)},${pixel(y)}`;
    pen = Number.isFinite(x) && Number.isFinite(y) ? 'L' : 'M';
  }
  // A point between two gaps is drawn as a dot by the round end of a line.
  return element('path', {
    class: color,
    d: path.replaceAll(/M([^ML]*)(?=M|$)/g, 'M$1L$1'),
    fill: 'none',
    'stroke-width': width,
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
    'stroke-opacity': opacity,
  });
}

/** Returns the area between two lines over the same x, in pixels. */
export function band(
  xs: ArrayLike<number>,
  lower: ArrayLike<number>,
  upper: ArrayLike<number>,
  color: string,
  opacity: number,
): string {
  const known = Array.from(xs, (_, i) => i).filter((i) => Number.isFinite(lower[i]) && Number.isFinite(upper[i]));
  const point = (i: number, ys: ArrayLike<number>): string => `${pixel(xs[i] as number)},${pixel(ys[i] as number)}`;
  const corners = [...known.map((i) => point(i, upper)), ...known.toReversed().map((i) => point(i, lower))];
  return element('path', {
    class: color,
    d: corners.length === 0 ? '' : `M${corners.join('L')}Z`,
    'fill-opacity': opacity,
  });
}
