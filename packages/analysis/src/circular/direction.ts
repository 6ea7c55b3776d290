import { atan2, cos, log, sin } from '@epsie/core/math';
import type { Circle } from './circle.ts';
import { wrap } from './circle.ts';

/** The resultant of unit vectors: its direction in the range of the circle, and its length per vector. */
export type Direction = { readonly mean: number; readonly length: number };

/** Returns the direction of the mean of the unit vectors at some angles, with weights if they are given. */
export function directionOf(angles: Float64Array, circle: Circle, weights?: Float64Array): Direction {
  const unit = (2 * Math.PI) / (circle[1] - circle[0]);
  let [x, y, total] = [0, 0, 0];
  for (let i = 0; i < angles.length; i++) {
    const turned = ((angles[i] as number) - circle[0]) * unit;
    const weight = weights === undefined ? 1 : (weights[i] as number);
    x += weight * cos(turned);
    y += weight * sin(turned);
    total += weight;
  }
  const length = Math.min(Math.sqrt(x * x + y * y) / total, 1);
  return { mean: wrap(circle[0] + atan2(y, x) / unit, circle), length };
}

/** Returns √(−2 log R), in the unit of the circle. */
export const spreadOf = ({ length }: Direction, [lower, upper]: Circle): number =>
  (Math.sqrt(-2 * log(length) + 0) * (upper - lower)) / (2 * Math.PI);
