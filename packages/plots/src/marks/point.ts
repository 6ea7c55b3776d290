import type { Scale } from '../figure/panel.ts';
import { middleOf } from '../numbers/grid.ts';
import type { SurfaceAxis } from '../numbers/surface.ts';
import { element } from '../svg/element.ts';
import { line } from './line.ts';

/** Returns the draws of a pair of which one is constant, as a line over the cells of the other that have draws; of two constants, as a dot. */
export function pointMark(across: SurfaceAxis, upward: SurfaceAxis, x: Scale, y: Scale, color: number): string {
  const [left, right] = endsOf(across).map((value) => x(value)) as [number, number];
  const [low, high] = endsOf(upward).map((value) => y(value)) as [number, number];
  if (left === right && low === high) return element('circle', { class: `f${color}`, cx: left, cy: low, r: 3 });
  return line([left, right], [low, high], `s${color}`, { width: 2 });
}

function endsOf({ cells, indices }: SurfaceAxis): readonly [number, number] {
  let [low, high] = [cells.count - 1, 0];
  for (const cell of indices) {
    if (cell < 0) continue;
    low = Math.min(low, cell);
    high = Math.max(high, cell);
  }
  return [middleOf(cells, low), middleOf(cells, high)];
}
