import { atan2, cos, log, sin } from '@epsie/core/math';
import type { Circle } from './circle.ts';
import { wrap } from './circle.ts';

/** The resultant of unit vectors: its direction in the range of the circle, and its length per vector. */
export type Direction = { readonly mean: number; readonly length: number };

/** Returns the direction of the mean of the unit vectors at some angles. */
export function directionOf(angles: Float64Array, circle: Circle): Direction {
  const unit = (2 * Math.PI) / (circle[1] - circle[0]);
  let [x, y] = [0, 0];
  for (const angle of angles) {
    const turned = (angle - circle[0]) * unit;
    x += cos(turned);
    y += sin(turned);
  }
  const length = Math.min(Math.sqrt(x * x + y * y) / angles.length, 1);
  return { mean: wrap(circle[0] + atan2(y, x) / unit, circle), length };
}

/** Returns √(−2 log R), in the unit of the circle. */
export const spreadOf = ({ length }: Direction, [lower, upper]: Circle): number =>
  (Math.sqrt(-2 * log(length) + 0) * (upper - lower)) / (2 * Math.PI);
