import { expected, isNumbers, typeError } from '@epsie/core/checks';

/** Checks for an array of a number for each coordinate. */
export function expectPoint(point: unknown, size: number): ArrayLike<number> {
  if (!isNumbers(point) || point.length !== size)
    throw typeError(expected('point', `an array of ${size} numbers`, point));
  return point;
}
