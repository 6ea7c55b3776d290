import { scaleLinear } from 'd3-scale';
import type { Domain } from '../scales/domain.ts';
import type { Ticks } from '../scales/ticks.ts';
import { element } from '../svg/element.ts';
import { FONT_SIZE, LINE, text, widthOf } from '../svg/text.ts';
import { figureOf } from './document.ts';
import type { Figure } from './figure.ts';
import { MARGIN, titleOf } from './grid.ts';
import { drawLegend, type LegendEntry, legendHeight } from './legend.ts';
import type { Look } from './options.ts';
import { type Box, clipped, horizontalLabel, horizontalTicks, type Scale, tickLabel, verticalTicks } from './panel.ts';

/** A triangle of panels: one for each parameter on the diagonal, and one for each pair below it. */
export type Matrix = {
  readonly labels: readonly string[];
  readonly domains: readonly Domain[];
  /** Whether each parameter is an integer. */
  readonly integers: readonly boolean[];
  /** Ends of the vertical axis of each panel of the diagonal. */
  readonly heights: readonly Domain[];
  /** Returns the marks of the panel with the parameters `column` across and `row` up. */
  readonly marks: (column: number, row: number, x: Scale, y: Scale) => string;
  readonly legend: readonly LegendEntry[];
  readonly description: string;
};

/** Pixels between panels. */
const GAP = 6;
/** Pixels between a tick and its label. */
const TICK = 5;

type Layout = {
  readonly left: number;
  readonly top: number;
  readonly cell: number;
  /** Widest label of a tick of the vertical axes. */
  readonly widest: number;
  readonly rows: readonly Ticks[];
  readonly columns: readonly Ticks[];
};

/** Draws a triangle of panels as one figure. */
export function drawMatrix(look: Look, matrix: Matrix): Figure {
  const count = matrix.labels.length;
  const layout = layoutOf(look, matrix);
  const { left, cell, columns } = layout;
  const step = cell + GAP;
  // The legend has the room above the diagonal, where there is one.
  const [indent, room] = count === 1 ? [MARGIN, look.width - 2 * MARGIN] : [left + step, (count - 1) * step - GAP];
  const head = MARGIN + (look.title === undefined ? 0 : LINE + 4);
  const needed = legendHeight(matrix.legend, room);
  const top = head + (count === 1 ? needed : Math.max(0, needed - cell));
  const panels = Array.from({ length: count }, (_, row) =>
    Array.from({ length: row + 1 }, (__, column) => panel(matrix, { ...layout, top }, column, row)),
  );
  const foot = TICK + LINE * (columns.some(({ note }) => note !== '') ? 3 : 2);
  const parts = [titleOf(look), drawLegend(matrix.legend, indent, head, room), ...panels.flat()];
  return figureOf(look, top + count * step - GAP + foot + MARGIN, matrix.description, parts.join(''));
}

function layoutOf({ width }: Look, { domains, labels, integers }: Matrix): Layout {
  const count = labels.length;
  const sizeFor = (gutter: number): number => Math.max(20, (width - 2 * MARGIN - gutter - (count - 1) * GAP) / count);
  // Labels depend on the size of the panels, which depends on the width of the labels.
  let cell = sizeFor(4 * LINE);
  let rows: readonly Ticks[] = [];
  let [gutter, widest] = [0, 0];
  for (let round = 0; round < 2; round++) {
    rows = domains.map((domain, i) => verticalTicks({ domain, integer: integers[i] as boolean }, cell));
    widest = Math.max(0, ...rows.slice(1).flatMap(({ labels: each }) => each.map((label) => widthOf(label))));
    gutter = count === 1 ? 0 : TICK + widest + LINE * (rows.slice(1).some(({ note }) => note !== '') ? 2 : 1) + TICK;
    cell = sizeFor(gutter);
  }
  const columns = domains.map((domain, i) => horizontalTicks({ domain, integer: integers[i] as boolean }, cell));
  return { left: MARGIN + gutter, top: 0, cell, widest, rows, columns };
}

function panel(matrix: Matrix, layout: Layout, column: number, row: number): string {
  const { cell } = layout;
  const box: Box = {
    left: layout.left + column * (cell + GAP),
    top: layout.top + row * (cell + GAP),
    width: cell,
    height: cell,
  };
  const isDiagonal = column === row;
  const x = scaleLinear(matrix.domains[column] as Domain, [box.left, box.left + cell]);
  const y = scaleLinear((isDiagonal ? matrix.heights : matrix.domains)[row] as Domain, [box.top + cell, box.top]);
  const frame = element('rect', {
    class: 'axis',
    x: box.left,
    y: box.top,
    width: cell,
    height: cell,
    fill: 'none',
    'stroke-width': 0.5,
  });
  return element(
    'g',
    { class: 'panel' },
    clipped(box, matrix.marks(column, row, x, y)),
    frame,
    row === matrix.labels.length - 1
      ? below(matrix.labels[column] as string, layout.columns[column] as Ticks, x, box)
      : '',
    column === 0 && row > 0
      ? beside(matrix.labels[row] as string, layout.rows[row] as Ticks, y, box, layout.widest)
      : '',
  );
}

function below(label: string, { at, labels, note }: Ticks, x: Scale, box: Box): string {
  const bottom = box.top + box.height;
  const center = { x: box.left + box.width / 2, 'text-anchor': 'middle' };
  return [
    ...at.map((value) => element('line', { class: 'axis', x1: x(value), x2: x(value), y1: bottom, y2: bottom + 3 })),
    ...at.map((value, i) => horizontalLabel(labels[i] as string, x(value), box)),
    text(label, { class: 'ink', ...center, y: bottom + 2 * LINE }, box.width),
    note === '' ? '' : text(note, { class: 'muted', ...center, y: bottom + 3 * LINE }, box.width),
  ].join('');
}

function beside(label: string, { at, labels, note }: Ticks, y: Scale, box: Box, widest: number): string {
  const end = box.left - TICK;
  const rotated = (content: string, kind: string, x: number): string =>
    text(
      content,
      {
        class: kind,
        'text-anchor': 'middle',
        transform: `translate(${x.toFixed(1)} ${(box.top + box.height / 2).toFixed(1)}) rotate(-90)`,
      },
      box.height,
    );
  const [inner, outer] = [end - widest - TICK, end - widest - TICK - LINE];
  return [
    ...at.map((value) =>
      element('line', { class: 'axis', x1: box.left - 3, x2: box.left, y1: y(value), y2: y(value) }),
    ),
    ...at.map((value, i) => tickLabel(labels[i] as string, end, insideOf(y(value), box), 'end')),
    note === '' ? '' : rotated(note, 'muted', inner),
    rotated(label, 'ink', note === '' ? inner : outer),
  ].join('');
}

/** Returns the baseline of a label whose middle is at a height, within the box. */
const insideOf = (y: number, { top, height }: Box): number =>
  Math.min(Math.max(y + FONT_SIZE / 3, top + FONT_SIZE - 2), top + height);
