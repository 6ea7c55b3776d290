import type { Space } from '../archive/space.ts';
import { createChart } from './chart.ts';
import { differenceMove } from './difference-move.ts';
import { drawMove } from './draw-move.ts';
import type { Move } from './move.ts';
import { oneParameterMove } from './one-parameter-move.ts';
import { snookerMove } from './snooker-move.ts';
import { walkMove } from './walk-move.ts';

/**
 * Creates the moves, in the order of their numbers.
 *
 * @param deviations standard deviations of the first jumps
 */
export function createMoves(deviations: Float64Array, space: Space): readonly Move[] {
  const n = deviations.length;
  const chart = createChart(n, space);
  return [
    oneParameterMove(deviations, chart),
    walkMove(n, chart),
    differenceMove(n, chart),
    snookerMove(n, chart),
    drawMove(n, chart),
  ];
}
