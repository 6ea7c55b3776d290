import type { RecordingOptions } from './recording-options.ts';

/** Settings that the thinning of a run depends on, beside its iterations. */
export type ThinningSource = {
  readonly options: RecordingOptions;
  /** Iterations before the run. */
  readonly start: number;
};

/** Thinning of a run at an iteration. It depends on the number of iterations alone, not on when draws were written. */
export type Thinning = {
  /** Iterations between two draws. */
  readonly thin: number;
  /** Number of times that the interval doubled. */
  readonly generation: number;
};

/** Returns the thinning with which a run of so many iterations has at most `maxDraws` draws. */
export function thinningAt({ options, start }: ThinningSource, iterations: number): Thinning {
  const { thin: first, maxDraws = Number.POSITIVE_INFINITY } = options;
  let generation = 0;
  let thin = first;
  while (multiplesOf(thin, start, iterations) > maxDraws) {
    thin *= 2;
    generation++;
  }
  return { thin, generation };
}

/** Returns the number of multiples of an interval after one iteration, up to another. */
export const multiplesOf = (interval: number, after: number, to: number): number =>
  Math.max(0, Math.floor(to / interval) - Math.floor(after / interval));
