import { LINE, text } from '../svg/text.ts';
import { figureOf } from './document.ts';
import type { Figure } from './figure.ts';
import { drawLegend, type LegendEntry, legendHeight } from './legend.ts';
import type { Look } from './options.ts';
import { drawPanel, footOf, gutterOf, headOf, type Panel } from './panel.ts';

/** Panels in rows and columns, with one legend for all. */
export type Grid = {
  readonly panels: readonly Panel[];
  /** Most columns; as many as are wide enough are used. Default 1. */
  readonly columns?: number;
  /** Height of the box of each panel in pixels. */
  readonly height: number;
  readonly legend?: readonly LegendEntry[];
  /** Sentence that describes the figure. */
  readonly description: string;
};

/** Pixels around a figure. */
export const MARGIN = 12;
/** Narrowest column in pixels. */
const NARROWEST = 260;

/** Draws panels as one figure. */
export function drawGrid(look: Look, { panels, columns = 1, height, legend = [], description }: Grid): Figure {
  const inner = look.width - 2 * MARGIN;
  const count = Math.max(1, Math.min(columns, panels.length, Math.floor(inner / NARROWEST)));
  const column = (inner - (count - 1) * MARGIN) / count;
  const gutter = Math.max(...panels.map((panel) => gutterOf(panel, height)), 0);
  const above = Math.max(...panels.map((panel) => headOf(panel, column - gutter)), LINE);
  const row = above + height + Math.max(...panels.map((panel) => footOf(panel, column - gutter)), 0);
  const head = MARGIN + (look.title === undefined ? 0 : LINE + 4);
  const first = head + legendHeight(legend, inner);
  const drawn = panels.map((panel, i) => {
    const left = MARGIN + (i % count) * (column + MARGIN) + gutter;
    return drawPanel(panel, { left, top: first + Math.floor(i / count) * row + above, width: column - gutter, height });
  });
  const rows = Math.ceil(panels.length / count);
  const parts = [titleOf(look), drawLegend(legend, MARGIN, head, inner), ...drawn];
  return figureOf(look, first + rows * row + MARGIN / 2, description, parts.join(''));
}

/** Returns the markup of the title of a figure. */
export function titleOf({ title, width }: Look): string {
  if (title === undefined) return '';
  const attributes = { class: 'ink', x: MARGIN, y: MARGIN + LINE - 4, 'font-size': 15, 'font-weight': 600 };
  return text(title, attributes, (width - 2 * MARGIN) / 1.4);
}
