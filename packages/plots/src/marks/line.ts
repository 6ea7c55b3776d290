import { element, pixel } from '../svg/element.ts';

/** Look of a line. */
export type LineStyle = { readonly width?: number; readonly opacity?: number; readonly dash?: string };

/** Returns a line through points in pixels. It has a gap wherever a coordinate is NaN. */
export function line(xs: ArrayLike<number>, ys: ArrayLike<number>, color: string, style: LineStyle = {}): string {
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
    'stroke-width': style.width ?? 1,
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
    'stroke-opacity': style.opacity,
    'stroke-dasharray': style.dash,
  });
}

/** Returns the areas between two lines over the same x, in pixels: one for each stretch over which both are known. */
export function band(
  xs: ArrayLike<number>,
  lower: ArrayLike<number>,
  upper: ArrayLike<number>,
  color: string,
  opacity: number,
): string {
  const point = (i: number, ys: ArrayLike<number>): string => `${pixel(xs[i] as number)},${pixel(ys[i] as number)}`;
  const path = stretches(xs.length, (i) => Number.isFinite(lower[i]) && Number.isFinite(upper[i]))
    .map((known) => [...known.map((i) => point(i, upper)), ...known.toReversed().map((i) => point(i, lower))])
    .map((corners) => `M${corners.join('L')}Z`)
    .join('');
  return element('path', { class: color, d: path, 'fill-opacity': opacity });
}

function stretches(length: number, isKnown: (i: number) => boolean): readonly (readonly number[])[] {
  const found: number[][] = [];
  for (let i = 0; i < length; i++) {
    if (!isKnown(i)) continue;
    if (i > 0 && isKnown(i - 1)) found.at(-1)?.push(i);
    else found.push([i]);
  }
  return found;
}
