import { scaleLinear } from 'd3-scale';
import { type Domain, domainOf } from '../scales/domain.ts';
import { element } from '../svg/element.ts';
import { FONT_SIZE, LINE, shortened, text, widthOf } from '../svg/text.ts';
import { figureOf } from './document.ts';
import type { Figure } from './figure.ts';
import { MARGIN, titleOf } from './grid.ts';
import { drawLegend, type LegendEntry, legendHeight } from './legend.ts';
import type { Look } from './options.ts';
import { clipped, horizontalLabel, horizontalTicks, type Scale } from './panel.ts';

/** The lines of one parameter, one for each run. */
export type ForestRow = {
  readonly label: string;
  readonly lines: number;
  readonly domain: Domain;
  /** Numbers beside each line. */
  readonly numbers: readonly string[];
  /** Returns the marks, given the heights of the lines in pixels. */
  readonly marks: (x: Scale, middles: readonly number[], y: Scale) => string;
};

/** Rows of intervals, on one axis or with an axis each. */
export type Forest = {
  readonly rows: readonly ForestRow[];
  readonly isShared: boolean;
  readonly legend: readonly LegendEntry[];
  readonly description: string;
};

/** Pixels between columns, and between rows. */
const GAP = 10;
/** Largest shares of the width of labels, and of numbers. */
const LABELS = 0.3;
const NUMBERS = 0.45;

type Columns = {
  readonly left: number;
  readonly middle: number;
  readonly width: number;
  readonly right: number;
  readonly numbers: number;
};

/** Draws rows of intervals as one figure. */
export function drawForest(look: Look, { rows, isShared, legend, description }: Forest): Figure {
  const inner = look.width - 2 * MARGIN;
  const head = MARGIN + (look.title === undefined ? 0 : LINE + 4);
  const first = head + legendHeight(legend, inner) + GAP / 2;
  const columns = columnsOf(rows, inner);
  const shared = isShared
    ? domainOf(
        rows.flatMap(({ domain }) => domain),
        0,
      )
    : undefined;
  let top = first;
  const drawn = rows.map((row) => {
    const height = row.lines * LINE;
    const markup = drawRow(row, shared ?? row.domain, columns, { top, height });
    top += height + GAP;
    return markup;
  });
  const axis = shared === undefined ? '' : sharedAxis(shared, columns, first - GAP / 2, top);
  const foot = shared === undefined ? 0 : 2 * LINE;
  const parts = [titleOf(look), drawLegend(legend, MARGIN, head, inner), axis, ...drawn];
  return figureOf(look, top + foot + MARGIN, description, parts.join(''));
}

function columnsOf(rows: readonly ForestRow[], inner: number): Columns {
  const labels = Math.min(LABELS * inner, Math.max(...rows.map(({ label }) => widthOf(label))));
  const numbers = Math.min(
    NUMBERS * inner,
    Math.max(...rows.flatMap((row) => row.numbers.map((each) => widthOf(each)))),
  );
  const middle = MARGIN + labels + GAP;
  return { left: MARGIN, middle, width: inner - labels - numbers - 2 * GAP, right: MARGIN + inner, numbers };
}

function drawRow(
  row: ForestRow,
  domain: Domain,
  columns: Columns,
  { top, height }: { top: number; height: number },
): string {
  const { left, middle, width, right } = columns;
  const x = scaleLinear(domain, [middle, middle + width]);
  const y = scaleLinear([0, 1], [top + height, top]);
  const middles = Array.from({ length: row.lines }, (_, i) => top + (i + 0.5) * LINE);
  const center = top + height / 2;
  return element(
    'g',
    { class: 'panel' },
    text(row.label, { class: 'ink', x: left, y: center + FONT_SIZE / 3 }, middle - left - GAP / 2),
    element('line', { class: 'grid', x1: middle, x2: middle + width, y1: center, y2: center }),
    clipped({ left: middle, top, width, height }, row.marks(x, middles, y)),
    ...row.numbers.map((numbers, i) =>
      text(shortened(numbers, columns.numbers + 1), {
        class: 'muted',
        x: right,
        y: (middles[i] as number) + FONT_SIZE / 3,
        'text-anchor': 'end',
      }),
    ),
  );
}

function sharedAxis(domain: Domain, { middle, width }: Columns, top: number, bottom: number): string {
  const x = scaleLinear(domain, [middle, middle + width]);
  const { at, labels, note } = horizontalTicks({ domain }, width);
  const box = { left: middle, top, width, height: bottom - top };
  return [
    ...at.map((value) => element('line', { class: 'grid', x1: x(value), x2: x(value), y1: top, y2: bottom })),
    element('line', { class: 'axis', x1: middle, x2: middle + width, y1: bottom, y2: bottom }),
    ...at.map((value, i) => horizontalLabel(labels[i] as string, x(value), box)),
    note === ''
      ? ''
      : text(note, { class: 'muted', x: middle + width / 2, y: bottom + 2 * LINE - 4, 'text-anchor': 'middle' }, width),
  ].join('');
}
