import type { Chart } from './chart.ts';
import { type MixtureState, sizeOf } from './state.ts';

/** The past points of a state, where its window ends. */
export interface Points {
  /** Notes the positions of all points, before the factor or the mean changes. */
  leave(state: MixtureState): void;
  /** Writes the noted points in the units of the new factor. */
  enter(state: MixtureState): void;
  /** Moves the points of the window to those to jump by, in place of the oldest. */
  admit(state: MixtureState): void;
}

/**
 * Notes a position for the end of the window. It must wait: if a chain that stays in a tail could jump by its own point there, it would leave
 * sooner than the target allows, and all tails would be too thin for as long as the chain learns.
 */
export function recordPoint(state: MixtureState, position: Float64Array, chart: Chart): void {
  const n = position.length;
  const { waiting, waited, windowLength } = state;
  state.wait = Math.ceil((windowLength * n) / waiting.length);
  const row = waited * n;
  if (row >= waiting.length) return;
  chart.enter(state, position, waiting.subarray(row, row + n));
  state.waited = waited + 1;
}

/** Creates the functions for the points of n parameters. */
export function createPoints(n: number, chart: Chart): Points {
  const noted: Float64Array[] = [];
  const rowsOf = ({ points, waiting, waited }: MixtureState, size: number): Float64Array[] =>
    [points.subarray(0, size * n), waiting.subarray(0, waited * n)].flatMap((all) =>
      Array.from({ length: all.length / n }, (_, k) => all.subarray(k * n, (k + 1) * n)),
    );
  return {
    leave(state) {
      for (const [k, row] of rowsOf(state, sizeOf(state)).entries()) {
        noted[k] ??= new Float64Array(n);
        chart.leave(state, row, noted[k]);
      }
    },
    enter(state) {
      for (const [k, row] of rowsOf(state, sizeOf(state)).entries()) chart.enter(state, noted[k] as Float64Array, row);
    },
    admit(state) {
      const { points, waiting, waited } = state;
      for (let k = 0; k < waited; k++, state.recorded++)
        points.set(waiting.subarray(k * n, (k + 1) * n), (state.recorded * n) % points.length);
      state.waited = 0;
      state.wait = 1;
    },
  };
}
