import { contours } from 'd3-contour';
import type { Scale } from '../figure/panel.ts';
import type { Cells } from '../numbers/grid.ts';
import { levelsOf, type Surface } from '../numbers/surface.ts';
import { element, pixel } from '../svg/element.ts';

/** Cells beyond the ends of a circle, so that contours continue there. */
const BEYOND = 3;
/** Pixels below which the next point of a contour is left out. */
const FINEST = 0.8;

/** Look of contours: classes of lines and areas, opacities from the widest on (none: lines alone), dashes. */
export type ContourStyle = {
  readonly stroke: string;
  readonly fill?: { readonly color: string; readonly opacities: readonly number[] };
  readonly dash?: string;
};

/** Returns the contours that hold the given shares of the draws, the largest share first. */
export function contourMark(
  surface: Surface,
  masses: readonly number[],
  x: Scale,
  y: Scale,
  style: ContourStyle,
): string {
  const levels = levelsOf(surface, masses);
  const shown = beyondCircles(surface);
  const isSmooth = surface.x.ends !== 'none' && surface.y.ends !== 'none';
  const generator = contours().size([shown.x.count, shown.y.count]).smooth(isSmooth);
  return levels
    .map((level, i) => {
      // Cells of the level itself are inside.
      const { coordinates } = generator.contour(Array.from(shown.density), level * (1 - 1e-9));
      const path = level > 0 ? pathOf(coordinates as Rings[], shown, x, y) : '';
      if (path === '') return '';
      return element('path', {
        class: style.fill === undefined ? style.stroke : `${style.fill.color} ${style.stroke}`,
        d: path,
        fill: style.fill === undefined ? 'none' : undefined,
        'fill-opacity': style.fill?.opacities[i],
        'stroke-width': 1,
        'stroke-dasharray': style.dash,
      });
    })
    .join('');
}

type Ring = readonly (readonly number[])[];
type Rings = readonly Ring[];
type Shown = { readonly x: Cells; readonly y: Cells; readonly density: Float64Array };

/** Repeats the ends of circles, whose contours are cut off there otherwise. */
function beyondCircles({ x, y, density }: Surface): Shown {
  const [left, below] = [x, y].map(({ ends }) => (ends === 'wrap' ? BEYOND : 0)) as [number, number];
  const [columns, rows] = [x.count + 2 * left, y.count + 2 * below];
  const wide = new Float64Array(columns * rows);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const from = ((row - below + y.count) % y.count) * x.count + ((column - left + x.count) % x.count);
      wide[row * columns + column] = density[from] as number;
    }
  return { x: widened(x, left), y: widened(y, below), density: wide };
}

const widened = (cells: Cells, by: number): Cells => ({
  ...cells,
  low: cells.low - by * cells.width,
  count: cells.count + 2 * by,
});

function pathOf(polygons: readonly Rings[], { x: columns, y: rows }: Shown, x: Scale, y: Scale): string {
  let path = '';
  for (const ring of polygons.flat()) {
    let [px, py] = [Number.NaN, Number.NaN];
    let pen = 'M';
    for (const [column = 0, row = 0] of ring) {
      const [nx, ny] = [x(columns.low + column * columns.width), y(rows.low + row * rows.width)];
      if (Math.abs(nx - px) + Math.abs(ny - py) < FINEST) continue;
      path += `${pen}${pixel(nx)},${pixel(ny)}`;
      [px, py, pen] = [nx, ny, 'L'];
    }
    path += 'Z';
  }
  return path;
}
