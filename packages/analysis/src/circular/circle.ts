import { expected, rangeError, typeError } from '@epsie/core/checks';

/** Ends of the range of an angle, which are the same direction. */
export type Circle = readonly [lower: number, upper: number];

/** The circle of an angle in radians. */
export const TURN: Circle = [0, 2 * Math.PI];

/** Checks for the two ends of a circle. */
export function expectCircle(circle: unknown): Circle {
  const wanted = 'the ends of the range, as in [0, 2 * Math.PI]';
  const isPair = Array.isArray(circle) && circle.length === 2 && circle.every((x) => typeof x === 'number');
  if (!isPair) throw typeError(expected('circle', wanted, circle));
  const [lower, upper] = circle as unknown as Circle;
  if (!(Number.isFinite(upper - lower) && lower < upper)) throw rangeError(expected('circle', wanted, circle));
  return [lower, upper];
}

/** Returns the angle in the range of the circle. */
export function wrap(x: number, [lower, upper]: Circle): number {
  const turn = upper - lower;
  const inside = x - turn * Math.floor((x - lower) / turn);
  return inside >= upper ? lower : inside;
}
