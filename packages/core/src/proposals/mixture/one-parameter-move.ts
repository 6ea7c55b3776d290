import { exp } from '../../math/elementary.ts';
import type { Chart } from './chart.ts';
import type { Move } from './moves.ts';

/** Creates the move of one parameter by its own scale. */
export function oneParameterMove(n: number, chart: Chart): Move {
  return (state, from, to, random) => {
    const index = Math.floor(random.random() * n);
    state.index = index;
    to.set(from);
    to[index] = (from[index] as number) + exp(state.logScales[index] as number) * random.standardNormal();
    chart.wrap(to);
    return 1;
  };
}
