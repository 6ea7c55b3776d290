import { normalScore } from '../math/normal-scores.ts';
import type { Matrix } from './matrix.ts';
import type { Ordered } from './order.ts';
import type { Workspace } from './workspace.ts';

/**
 * Returns the normal scores of the ranks of draws, equal draws with their average rank. They are valid until the next sort or scores with the
 * same workspace.
 */
export function zScale({ matrix, order, sorted }: Ordered, workspace: Workspace): Matrix {
  const z = workspace.floats('scores', order.length);
  const scores = workspace.normalScores(order.length);
  for (let start = 0, end = 0; start < order.length; start = end) {
    const x = sorted[start] as number;
    for (end = start + 1; end < order.length && sorted[end] === x; ) end++;
    const score = end === start + 1 ? (scores[start] as number) : normalScore((start + 1 + end) / 2, order.length);
    for (let i = start; i < end; i++) z[order[i] as number] = score;
  }
  return { ...matrix, values: z };
}

/** Returns the distances of draws from the center in ascending order, from the draws in that order: the two sides are merged. */
export function folded({ matrix, order, sorted }: Ordered, center: number, workspace: Workspace): Ordered {
  const count = order.length;
  const distances = workspace.floats('distances', count);
  const merged = workspace.indices('spare', count);
  let right = 0;
  while (right < count && (sorted[right] as number) < center) right++;
  let left = right - 1;
  for (let i = 0; i < count; i++) {
    const below = left < 0 ? Number.POSITIVE_INFINITY : Math.abs((sorted[left] as number) - center);
    const above = right >= count ? Number.POSITIVE_INFINITY : Math.abs((sorted[right] as number) - center);
    const takesLeft = right >= count || (left >= 0 && below <= above);
    distances[i] = takesLeft ? below : above;
    merged[i] = order[takesLeft ? left-- : right++] as number;
  }
  return { matrix, order: merged, sorted: distances };
}
