import type { Chart } from './chart.ts';
import { learnedDensity } from './density.ts';
import type { Move } from './move.ts';

/** Creates the independent draw from the learned density. */
export function drawMove(n: number, chart: Chart): Move {
  const density = learnedDensity(n);
  const z = new Float64Array(n);
  return (state, _from, to, random) => {
    density.draw(state, random, z);
    state.logDensity = density.logDensity(state, z);
    return chart.leave(state, z, to) ? 1 : 0;
  };
}
