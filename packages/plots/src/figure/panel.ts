import { type ScaleLinear, scaleLinear } from 'd3-scale';
import type { Domain } from '../scales/domain.ts';
import { type Ticks, ticksOf } from '../scales/ticks.ts';
import { element } from '../svg/element.ts';
import { FONT_SIZE, text, widthOf } from '../svg/text.ts';

/** A scale from values to pixels. */
export type Scale = ScaleLinear<number, number>;

/** One axis of a panel. */
export type Axis = {
  readonly domain: Domain;
  /** Label below a horizontal axis. */
  readonly label?: string;
  /** Ticks with labels. Default: round numbers. */
  readonly ticks?: Ticks;
};

/** A panel: a title, two axes and the marks between them. */
export type Panel = {
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  /** Returns the markup of the marks. */
  readonly marks: (x: Scale, y: Scale) => string;
};

/** A rectangle in pixels. */
export type Box = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };

/** Height of a line of text in pixels. */
export const LINE: number = 1.5 * FONT_SIZE;
/** Pixels between a tick and its label. */
const GAP = 6;
/** Pixels per tick of a vertical axis. */
const PIXELS_PER_TICK = 26;

/** Returns the ticks of a vertical axis of a height. */
export const verticalTicks = ({ domain, ticks }: Axis, height: number): Ticks =>
  ticks ?? ticksOf(domain, Math.min(8, Math.floor(height / PIXELS_PER_TICK)));

/** Returns the ticks of a horizontal axis of a width: as many as fit. */
export function horizontalTicks({ domain, ticks }: Axis, width: number): Ticks {
  if (ticks !== undefined) return ticks;
  for (let count = Math.min(10, Math.floor(width / 40)); count > 1; count--) {
    const candidate = ticksOf(domain, count);
    const needed = candidate.labels.reduce((sum, label) => sum + widthOf(label) + 2 * GAP, 0);
    if (needed <= width) return candidate;
  }
  return ticksOf(domain, 1);
}

/** Returns the width in pixels that the labels of a vertical axis need. */
export const gutterOf = (panel: Panel, height: number): number =>
  GAP + Math.max(...verticalTicks(panel.y, height).labels.map((label) => widthOf(label)), 0);

/** Returns the height in pixels below the box of a panel. */
export const footOf = ({ x }: Panel): number => (x.label === undefined ? LINE : 2 * LINE);

/** Returns the markup of a panel whose marks fill a box. Its title is above the box, the labels are to the left and below. */
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

function heading({ title }: Panel, note: string, { left, top, width }: Box): string {
  const y = top - GAP;
  const noteWidth = note === '' ? 0 : widthOf(note) + 2 * GAP;
  const shown = text(title, { class: 'ink', x: left, y, 'font-weight': 600 }, (width - noteWidth) / 1.1);
  return note === '' ? shown : shown + text(note, { class: 'muted', x: left + width, y, 'text-anchor': 'end' });
}

const tickLabel = (label: string, x: number, y: number, anchor: string): string =>
  text(label, { class: 'muted', x, y, 'text-anchor': anchor });

/** Labels at the ends of a horizontal axis stay within the box. */
function horizontalLabel(label: string, x: number, { left, top, width, height }: Box): string {
  const half = widthOf(label) / 2;
  const inside = Math.min(Math.max(x, left + Math.min(half, width / 2)), left + width - Math.min(half, width / 2));
  return tickLabel(label, inside, top + height + LINE - 2, 'middle');
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

function clipped({ left, top, width, height }: Box, marks: string): string {
  // A nested image clips its content and needs no identifiers, which would clash between figures in one page.
  const view = `${left} ${top} ${width} ${height}`;
  return element('svg', { x: left, y: top, width, height, viewBox: view, overflow: 'hidden' }, marks);
}
