import { type ScaleLinear, scaleLinear } from 'd3-scale';
import type { Domain } from '../scales/domain.ts';
import { NO_TICKS, type Ticks, ticksOf } from '../scales/ticks.ts';
import { element } from '../svg/element.ts';
import { FONT_SIZE, LINE, shortened, text, widthOf } from '../svg/text.ts';
import { drawLegend, type LegendEntry, legendHeight } from './legend.ts';

/** A scale from values to pixels. */
export type Scale = ScaleLinear<number, number>;

/** One axis of a panel. */
export type Axis = {
  readonly domain: Domain;
  /** Label below a horizontal axis. */
  readonly label?: string;
  /** Ticks with labels. Default: round numbers. */
  readonly ticks?: Ticks;
  /** Whether ticks are at integers alone. */
  readonly integer?: boolean;
};

/** A panel: a title, two axes and the marks between them. */
export type Panel = {
  readonly title: string;
  /** Remark at the other end of the title. */
  readonly note?: string;
  readonly x: Axis;
  readonly y: Axis;
  /** Legend of this panel alone, between its title and its box. */
  readonly legend?: readonly LegendEntry[];
  /** Returns the markup of the marks. */
  readonly marks: (x: Scale, y: Scale) => string;
};

/** A rectangle in pixels. */
export type Box = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };

/** Pixels between a tick and its label. */
const GAP = 6;
/** Fewest pixels between ticks of a vertical axis. */
const PIXELS_PER_TICK = 22;

/** Returns the ticks of a vertical axis of a height: as many as have room. */
export function verticalTicks({ domain, ticks, integer = false }: Axis, height: number): Ticks {
  if (ticks !== undefined) return ticks;
  for (let count = 8; count >= 1; count--) {
    const candidate = ticksOf(domain, count);
    if (integer && !candidate.at.every(Number.isInteger)) continue;
    const [first = 0, second = Number.POSITIVE_INFINITY] = candidate.at;
    if (candidate.at.length > 0 && (height * (second - first)) / (domain[1] - domain[0]) >= PIXELS_PER_TICK)
      return candidate;
  }
  return NO_TICKS;
}

/** Returns the ticks of a horizontal axis of a width: as many as have room for their labels. */
export function horizontalTicks({ domain, ticks, integer = false }: Axis, width: number): Ticks {
  if (ticks !== undefined) return ticks;
  for (let count = Math.min(10, Math.floor(width / 16)); count >= 1; count--) {
    const candidate = ticksOf(domain, count);
    if (integer && !candidate.at.every(Number.isInteger)) continue;
    if (candidate.at.length > 0 && fit(candidate, domain, width)) return candidate;
  }
  return NO_TICKS;
}

function fit({ at, labels }: Ticks, [low, high]: Domain, width: number): boolean {
  let end = Number.NEGATIVE_INFINITY;
  return at.every((value, i) => {
    const label = labels[i] as string;
    const left = centerInside(label, (width * (value - low)) / (high - low), 0, width) - widthOf(label) / 2;
    const isFree = left >= end + GAP && widthOf(label) <= width;
    end = left + widthOf(label);
    return isFree;
  });
}

/** Returns the middle of a label that stays within its axis. */
function centerInside(label: string, x: number, left: number, width: number): number {
  const half = Math.min(widthOf(label), width) / 2;
  return Math.min(Math.max(x, left + half), left + width - half);
}

/** Returns the width in pixels that the labels of a vertical axis need. */
export const gutterOf = (panel: Panel, height: number): number =>
  GAP + Math.max(...verticalTicks(panel.y, height).labels.map((label) => widthOf(label)), 0);

/** Returns the height in pixels below the box of a panel of a width. */
export function footOf({ x }: Panel, width: number): number {
  const { labels, note } = horizontalTicks(x, width);
  return LINE * ((labels.length > 0 ? 1 : 0) + (x.label === undefined && note === '' ? 0 : 1)) + GAP;
}

/** Returns the height in pixels above the box of a panel of a width. */
export const headOf = ({ legend = [] }: Panel, width: number): number => LINE + legendHeight(legend, width);

/** Returns the markup of a panel whose marks fill a box. Its title and legend are above the box, the labels are to the left and below. */
export function drawPanel(panel: Panel, box: Box): string {
  const { left, top, width, height } = box;
  const x = scaleLinear(panel.x.domain, [left, left + width]);
  const y = scaleLinear(panel.y.domain, [top + height, top]);
  const across = horizontalTicks(panel.x, width);
  const up = verticalTicks(panel.y, height);
  return element(
    'g',
    { class: 'panel' },
    heading(panel, up.note, box),
    drawLegend(panel.legend ?? [], left, top - legendHeight(panel.legend ?? [], width), width),
    ...up.at.map((at, i) => tickLabel(up.labels[i] as string, left - GAP, y(at) + FONT_SIZE / 3, 'end')),
    ...up.at.map((at) => element('line', { class: 'grid', x1: left, x2: left + width, y1: y(at), y2: y(at) })),
    clipped(box, panel.marks(x, y)),
    element('line', { class: 'axis', x1: left, x2: left + width, y1: top + height, y2: top + height }),
    ...across.at.map((at, i) => horizontalLabel(across.labels[i] as string, x(at), box)),
    ...across.at.map((at) =>
      element('line', { class: 'axis', x1: x(at), x2: x(at), y1: top + height, y2: top + height + 3 }),
    ),
    axisLabel(panel.x.label, across.note, box),
  );
}

function heading({ title, note: remark, legend }: Panel, factor: string, box: Box): string {
  const { left, width } = box;
  const y = box.top - GAP - legendHeight(legend ?? [], width);
  const whole = [factor, remark ?? ''].filter((part) => part !== '').join(', ');
  // A title has at least half of the room.
  const note = widthOf(whole) > width / 2 ? shortened(whole, width / 2) : whole;
  const noteWidth = note === '' ? 0 : widthOf(note) + 2 * GAP;
  const shown = text(title, { class: 'ink', x: left, y, 'font-weight': 600 }, (width - noteWidth) / 1.1);
  return note === '' ? shown : shown + text(note, { class: 'muted', x: left + width, y, 'text-anchor': 'end' });
}

/** Returns the label of a tick. */
export const tickLabel = (label: string, x: number, y: number, anchor: string): string =>
  text(label, { class: 'muted', x, y, 'text-anchor': anchor });

/** Returns a label below the box; those at its ends stay within it. */
export function horizontalLabel(label: string, x: number, { left, top, width, height }: Box): string {
  return tickLabel(label, centerInside(label, x, left, width), top + height + LINE - 2, 'middle');
}

function axisLabel(label: string | undefined, note: string, { left, top, width, height }: Box): string {
  if (label === undefined && note === '') return '';
  const shown = [label ?? '', note].filter((part) => part !== '').join('  ');
  return text(
    shown,
    { class: 'muted', x: left + width / 2, y: top + height + 2 * LINE - 4, 'text-anchor': 'middle' },
    width,
  );
}

/** Returns marks of which only those in a box are seen. */
export function clipped({ left, top, width, height }: Box, marks: string): string {
  // A nested image clips its content and needs no identifiers, which would clash between figures in one page.
  const view = `${left} ${top} ${width} ${height}`;
  return element('svg', { x: left, y: top, width, height, viewBox: view, overflow: 'hidden' }, marks);
}
