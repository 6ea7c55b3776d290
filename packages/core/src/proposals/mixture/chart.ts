import type { Space } from '../archive/space.ts';
import type { MixtureState } from './state.ts';
import { addLower, solveLower } from './triangle.ts';

/** Coordinates in units of the learned factor: L⁻¹(x − mean), where angles are taken within half a turn of the mean. */
export interface Chart {
  /** Writes the coordinates of a point. */
  enter(state: MixtureState, point: Float64Array, out: Float64Array): void;
  /** Writes the point that has some coordinates. Returns whether it has no others: no angle is beyond half a turn from the mean. */
  leave(state: MixtureState, coordinates: Float64Array, out: Float64Array): boolean;
  /** Writes a point, plus a multiple of a step in these coordinates. */
  add(state: MixtureState, point: Float64Array, step: Float64Array, factor: number, out: Float64Array): void;
  /** Wraps the angles of a point. */
  wrap(point: Float64Array): void;
}

/** Creates the coordinates of n parameters. */
export function createChart(n: number, { difference, admit, periodic, periods }: Space): Chart {
  const offset = new Float64Array(n);
  const wrap = (point: Float64Array): void => {
    if (periodic) admit(point);
  };
  return {
    wrap,
    enter(state, point, out) {
      for (let i = 0; i < n; i++) out[i] = difference(point[i] as number, state.mean[i] as number, i);
      solveLower(state.factor, out);
    },
    add(state, point, step, factor, out) {
      out.set(point);
      addLower(state.factor, step, factor, out);
      wrap(out);
    },
    leave(state, coordinates, out) {
      offset.fill(0);
      addLower(state.factor, coordinates, 1, offset);
      for (let i = 0; i < n; i++) out[i] = (state.mean[i] as number) + (offset[i] as number);
      if (!periodic) return true;
      wrap(out);
      return offset.every((value, i) => Math.abs(value) <= 0.5 * (periods[i] as number));
    },
  };
}
