import type { DrawSource } from '@epsie/core';
import { expectInteger, rangeError } from '@epsie/core/checks';
import { skipBurnIn } from '@epsie/core/history';

/** Selection of the draws to export. */
export type DrawOptions = {
  /** Draws of iterations up to this one, counted from 1, are burn-in. Default 0. */
  readonly burnIn?: number;
  /** Takes the first recorded draw after burn-in and then every n-th. Default 1. */
  readonly thin?: number;
};

/** Some of the recorded draws: every `thin`-th from `from` on. */
export type DrawRange = {
  /** First draw, counted from 0. */
  readonly from: number;
  /** Distance of two draws. */
  readonly thin: number;
  /** Number of draws. */
  readonly count: number;
};

/** Part of a {@link DrawRange}, as {@link DrawSource.draws} selects it. */
export type DrawSlice = { readonly from: number; readonly to: number; readonly thin: number };

/** Checks and completes a selection of draws. */
export function checkDraws({ burnIn = 0, thin = 1 }: DrawOptions): Required<DrawOptions> {
  return { burnIn: expectInteger('burnIn', burnIn, 0), thin: expectInteger('thin', thin, 1) };
}

/**
 * Splits the recorded draws into those of burn-in and those after it, which are thinned.
 *
 * @throws RangeError if there are no draws, or no draws after burn-in
 */
export function splitDraws(
  source: DrawSource,
  { burnIn, thin }: Required<DrawOptions>,
): { readonly warmup: DrawRange; readonly sampling: DrawRange } {
  const { length } = source;
  if (length === 0) throw rangeError('Expected a run with draws, got one without any yet: sample first');
  const from = skipBurnIn({ length, iterationOf: (draw) => source.iterationOfDraw(draw) }, burnIn, 'draw');
  const count = Math.ceil((length - from) / thin);
  return { warmup: { from: 0, thin: 1, count: from }, sampling: { from, thin, count } };
}

/** Returns the index in the source of the `k`-th draw of a range. */
export const drawAt = ({ from, thin }: DrawRange, k: number): number => from + k * thin;

/** Returns the slice of `count` draws of a range from the `start`-th on. */
export function sliceOf(range: DrawRange, start: number, count: number): DrawSlice {
  return { from: drawAt(range, start), to: drawAt(range, start + count - 1) + 1, thin: range.thin };
}
