import { skipBurnIn } from '../run/reading/burn-in.ts';
import type { DrawSource } from '../run/reading/draw-source.ts';
import type { DrawOptions } from './options.ts';

/** Some of the recorded draws: every `thin`-th from `from` on. */
export type DrawRange = {
  readonly from: number;
  readonly thin: number;
  readonly count: number;
};

/** Places of a {@link DrawRange}, for {@link DrawSource.draws}. */
export type DrawSlice = { readonly from: number; readonly to: number; readonly thin: number };

/**
 * Parts the recorded draws into those of burn-in and those behind it, which are thinned.
 *
 * @throws RangeError if there are no draws, or none after burn-in
 */
export function splitDraws(
  source: DrawSource,
  { burnIn, thin }: Required<DrawOptions>,
): { readonly warmup: DrawRange; readonly sampling: DrawRange } {
  const { length, iterations } = source;
  if (length === 0) throw new RangeError('Expected a run with draws, got one that has none yet: sample first');
  const draws = { length, iterationOf: (draw: number) => source.iterationOfDraw(draw) };
  const from = skipBurnIn(draws, burnIn, 'draws', iterations);
  const count = Math.ceil((length - from) / thin);
  return { warmup: { from: 0, thin: 1, count: from }, sampling: { from, thin, count } };
}

/** DrawSlice of the `k`-th draw of a range. */
export const drawAt = ({ from, thin }: DrawRange, k: number): number => from + k * thin;

/** Places of `count` draws of a range from the `start`-th on. */
export function sliceOf(range: DrawRange, start: number, count: number): DrawSlice {
  return { from: drawAt(range, start), to: drawAt(range, start + count - 1) + 1, thin: range.thin };
}
