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
  const wrap = (point: Float64Array): void => {
    if (periodic) admit(point);
  };

  function isWithinTurn(point: Float64Array, mean: Float64Array): boolean {
    for (let i = 0; i < n; i++)
      if (Math.abs((point[i] as number) - (mean[i] as number)) > 0.5 * (periods[i] as number)) return false;
    return true;
  }

  return {
    wrap,
    enter({ mean, factor }, point, out) {
      for (let i = 0; i < n; i++) out[i] = difference(point[i] as number, mean[i] as number, i);
      solveLower(factor, out);
    },
    add({ factor }, point, step, scale, out) {
      addLower(point, factor, step, scale, out);
      wrap(out);
    },
    leave({ mean, factor }, coordinates, out) {
      addLower(mean, factor, coordinates, 1, out);
      if (!periodic) return true;
      const isUnique = isWithinTurn(out, mean);
      wrap(out);
      return isUnique;
    },
  };
}
