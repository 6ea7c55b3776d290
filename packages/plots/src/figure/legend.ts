import { element } from '../svg/element.ts';
import { text, widthOf } from '../svg/text.ts';
import { LINE } from './panel.ts';

/** A mark and its meaning. */
export type LegendEntry = {
  readonly label: string;
  /** Class of the color, such as `s0`, `f0` or `shade`. */
  readonly color: string;
  /** Opacity of an area. */
  readonly opacity?: number;
};

const SWATCH = 18;
const GAP = 6;

/** Returns the height of a legend in pixels. */
export const legendHeight = (entries: readonly LegendEntry[], width: number): number =>
  entries.length === 0 ? 0 : (1 + Math.max(...placesOf(entries, width).map(({ line }) => line))) * LINE + GAP;

/** Returns the markup of a legend in lines of a width. */
export function drawLegend(entries: readonly LegendEntry[], left: number, top: number, width: number): string {
  const places = placesOf(entries, width);
  return entries
    .map(({ label, color, opacity }, i) => {
      const { x, line } = places[i] as Place;
      const y = top + line * LINE + LINE / 2;
      const mark =
        color.startsWith('s') && color !== 'shade'
          ? lineSwatch(color, left + x, y)
          : areaSwatch(color, opacity, left + x, y);
      const room = width - x - SWATCH - GAP;
      return mark + text(label, { class: 'ink', x: left + x + SWATCH + GAP, y: y + 4 }, room);
    })
    .join('');
}

type Place = { readonly x: number; readonly line: number };

function placesOf(entries: readonly LegendEntry[], width: number): readonly Place[] {
  let [x, line] = [0, 0];
  return entries.map(({ label }) => {
    const needed = Math.min(SWATCH + GAP + widthOf(label), width);
    if (x > 0 && x + needed > width) [x, line] = [0, line + 1];
    const place = { x, line };
    x += needed + 2 * GAP;
    return place;
  });
}

const lineSwatch = (color: string, x: number, y: number): string =>
  element('line', { class: color, x1: x, x2: x + SWATCH, y1: y, y2: y, 'stroke-width': 2 });

const areaSwatch = (color: string, opacity: number | undefined, x: number, y: number): string =>
  element('rect', { class: color, x, y: y - 5, width: SWATCH, height: 10, 'fill-opacity': opacity });
