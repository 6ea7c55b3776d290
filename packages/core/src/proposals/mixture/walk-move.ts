import { exp } from '../../math/elementary.ts';
import type { Chart } from './chart.ts';
import type { Move } from './move.ts';

/** Creates the random walk with the learned covariance. */
export function walkMove(n: number, chart: Chart): Move {
  const z = new Float64Array(n);
  return (state, from, to, random) => {
    for (let i = 0; i < n; i++) z[i] = random.standardNormal();
    chart.add(state, from, z, exp(state.logScale), to);
    return 1;
  };
}
