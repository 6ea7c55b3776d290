import { otherIndex } from '../archive/difference-move.ts';
import { LONGEST, SHORTEST } from '../archive/snooker-move.ts';
import type { Chart } from './chart.ts';
import type { Move } from './move.ts';
import { sizeOf } from './state.ts';

/** Creates the snooker move, with lengths in units of the factor. */
export function snookerMove(n: number, chart: Chart): Move {
  const line = new Float64Array(n);
  return (state, from, to, random) => {
    const { points } = state;
    const size = sizeOf(state);
    const z = Math.floor(random.random() * size) * n;
    const first = Math.floor(random.random() * size);
    const a = first * n;
    const b = otherIndex(first, size, random) * n;
    chart.enter(state, from, line);
    let along = 0;
    let square = 0;
    for (let i = 0; i < n; i++) {
      const step = (line[i] as number) - (points[z + i] as number);
      line[i] = step;
      square += step * step;
      along += step * ((points[a + i] as number) - (points[b + i] as number));
    }
    const quotient = (random.uniform(SHORTEST, LONGEST) * along) / square;
    // There is no line where x is z: the jump stays.
    const stretch = 1 + (Number.isFinite(quotient) ? quotient : 0);
    for (let i = 0; i < n; i++) line[i] = (points[z + i] as number) + stretch * (line[i] as number);
    return chart.leave(state, line, to) ? Math.abs(stretch) : 0;
  };
}
