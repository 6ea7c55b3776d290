import { type Move, sizeOf } from './archive.ts';
import { otherIndex } from './difference-move.ts';
import type { Space } from './space.ts';

/** Smallest factor γ of a step along the line. */
export const SHORTEST = 1.2;
/** Largest factor γ. */
export const LONGEST = 2.2;

/**
 * Creates the snooker move: along the line through x and a point z of the archive, by γ times the difference of two more points projected on
 * that line. Lengths are in units of the spread; the exponent n − 1 of its ratio holds in any units that a jump does not change.
 */
export function snookerMove(n: number, space: Space): Move {
  const { difference, periodic } = space;
  const line = new Float64Array(n);
  return (from, to, archive, random) => {
    const { points, spread } = archive;
    const size = sizeOf(archive);
    const z = Math.floor(random.random() * size) * n;
    const first = Math.floor(random.random() * size);
    const a = first * n;
    const b = otherIndex(first, size, random) * n;
    const gamma = random.uniform(SHORTEST, LONGEST);
    let along = 0;
    let square = 0;
    for (let i = 0; i < n; i++) {
      const step = difference(from[i] as number, points[z + i] as number, i);
      line[i] = step;
      const unit = spread[i] as number;
      if (unit === 0) continue;
      const inUnits = step / unit;
      square += inUnits * inUnits;
      along += inUnits * (difference(points[a + i] as number, points[b + i] as number, i) / unit);
    }
    const quotient = (gamma * along) / square;
    // There is no line where x is z: the jump stays.
    const shift = Number.isFinite(quotient) ? quotient : 0;
    for (let i = 0; i < n; i++) to[i] = (from[i] as number) + shift * (line[i] as number);
    const stretch = Math.abs(1 + shift);
    return periodic && leavesTurn(line, 1 + shift, space.periods) ? 0 : stretch;
  };
}

// Beyond half a turn the way back would be along another line.
function leavesTurn(line: Float64Array, factor: number, periods: Float64Array): boolean {
  for (let i = 0; i < line.length; i++)
    if (Math.abs(factor * (line[i] as number)) > 0.5 * (periods[i] as number)) return true;
  return false;
}
