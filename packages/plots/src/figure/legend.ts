import { element } from '../svg/element.ts';
import { LINE, text, widthOf } from '../svg/text.ts';

/** A mark and its meaning. */
export type LegendEntry = {
  readonly label: string;
  /** Shape of the mark; none for a remark. */
  readonly mark: 'line' | 'dashed' | 'area' | 'none';
  /** Class of the colour, such as `s0` of a line, `f0` or `shade` of an area. */
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
    .map((entry, i) => {
      const { x, line } = places[i] as Place;
      const y = top + line * LINE + LINE / 2;
      const indent = indentOf(entry);
      return (
        swatch(entry, left + x, y) +
        text(entry.label, { class: 'ink', x: left + x + indent, y: y + 4 }, width - x - indent)
      );
    })
    .join('');
}

type Place = { readonly x: number; readonly line: number };

function placesOf(entries: readonly LegendEntry[], width: number): readonly Place[] {
  let [x, line] = [0, 0];
  return entries.map((entry) => {
    const needed = Math.min(indentOf(entry) + widthOf(entry.label), width);
    if (x > 0 && x + needed > width) [x, line] = [0, line + 1];
    const place = { x, line };
    x += needed + 2 * GAP;
    return place;
  });
}

const indentOf = ({ mark }: LegendEntry): number => (mark === 'none' ? 0 : SWATCH + GAP);

function swatch({ mark, color, opacity }: LegendEntry, x: number, y: number): string {
  if (mark === 'none') return '';
  if (mark === 'area')
    return element('rect', { class: color, x, y: y - 5, width: SWATCH, height: 10, 'fill-opacity': opacity });
  const dash = mark === 'dashed' ? DASH : undefined;
  return element('line', {
    class: color,
    x1: x,
    x2: x + SWATCH,
    y1: y,
    y2: y,
    'stroke-width': 2,
    'stroke-dasharray': dash,
  });
}

/** Dashes of lines that show no draws. */
export const DASH = '4 3';
