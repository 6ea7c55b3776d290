import { FULL_SHARE, LARGEST_NOISE, otherIndex } from '../archive/difference-move.ts';
import type { Chart } from './chart.ts';
import type { Move } from './move.ts';
import { sizeOf } from './state.ts';

/** Creates the move of differential evolution: x + γ(z₁ − z₂) + ε, with noise in units of the factor. */
export function differenceMove(n: number, chart: Chart): Move {
  const usual = 2.38 / Math.sqrt(2 * n);
  const step = new Float64Array(n);
  return (state, from, to, random) => {
    const { points } = state;
    const size = sizeOf(state);
    const first = Math.floor(random.random() * size);
    const a = first * n;
    const b = otherIndex(first, size, random) * n;
    const gamma = random.random() < FULL_SHARE ? 1 : usual;
    const u = random.random();
    const noise = LARGEST_NOISE * u * u * u;
    for (let i = 0; i < n; i++) {
      const difference = (points[a + i] as number) - (points[b + i] as number);
      step[i] = gamma * difference + noise * random.standardNormal();
    }
    chart.add(state, from, step, 1, to);
    return 1;
  };
}
