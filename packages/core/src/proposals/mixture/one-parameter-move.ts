import { exp } from '../../math/elementary.ts';
import type { Chart } from './chart.ts';
import type { Move } from './move.ts';

/**
 * Creates the move of one parameter by its own scale.
 *
 * @param deviations standard deviations of the first jumps, which are the units of the scales
 */
export function oneParameterMove(deviations: Float64Array, chart: Chart): Move {
  const n = deviations.length;
  return (state, from, to, random) => {
    const index = Math.floor(random.random() * n);
    state.index = index;
    to.set(from);
    const scale = exp(state.logScales[index] as number) * (deviations[index] as number);
    to[index] = (from[index] as number) + scale * random.standardNormal();
    chart.wrap(to);
    return 1;
  };
}
