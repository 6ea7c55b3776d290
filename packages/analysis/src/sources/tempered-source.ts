import type { Configuration, DrawSource } from '@epsie/core';
import { rangeError, typeError } from '@epsie/core/checks';
import { expectIterations } from '../checks/arguments.ts';
import { type WithHistory, wrongSource } from './source.ts';

/** Recorded draws of tempered chains, and the settings of the sampler where they are known. */
export type TemperedDraws<Series extends Float64Array | Promise<Float64Array> = Float64Array | Promise<Float64Array>> =
  Pick<
    DrawSource<Series>,
    | 'chains'
    | 'temperatures'
    | 'length'
    | 'sweeps'
    | 'variables'
    | 'iterationOfDraw'
    | 'iterationOfSweep'
    | 'draws'
    | 'betas'
    | 'swaps'
  > & {
    /** Settings of the sampler. */
    readonly configuration?: Configuration;
  };

/** A tempered sampler with its samples in memory, or its `history`. */
export type TemperedMemory = TemperedDraws<Float64Array> | WithHistory<TemperedDraws<Float64Array>>;

/** A tempered run on disk, such as `Run` of @epsie/io. */
export type TemperedDisk = TemperedDraws<Promise<Float64Array>>;

/** Options of an analysis of tempered chains. */
export type TemperedOptions = {
  /** Leaves out what was recorded up to this iteration, counted from 1. Default 0. */
  readonly burnIn?: number;
};

/** Draws with the settings of their sampler. */
export type TemperedReading = {
  readonly draws: TemperedDraws;
  readonly tempering: Configuration['tempering'];
};

/**
 * Checks for draws at several temperatures.
 *
 * @throws TypeError unless it is a sampler, its history or a run, RangeError if it has one temperature or no draws
 */
export function expectTempered(source: unknown): TemperedReading {
  const given = source as { history?: unknown; configuration?: Configuration } | null | undefined;
  const draws = (given?.history ?? given) as TemperedDraws | null | undefined;
  if (typeof draws?.draws !== 'function' || typeof draws.betas !== 'function' || typeof draws.swaps !== 'function')
    throw wrongSource('a tempered sampler, its `history` or a `Run`', source);
  if (!(draws.temperatures > 1)) {
    const way = "Use `ParallelTemperedSampler`, and record runs with `levels: 'all'`";
    throw rangeError(`Expected \`source\` to have at least two temperatures, got ${draws.temperatures}. ${way}`);
  }
  if (draws.length === 0) throw rangeError('Expected `source` to have draws, got none. Sample first');
  return { draws, tempering: given?.configuration?.tempering };
}

/** Checks the number of iterations to leave out. */
export const expectBurnIn = (burnIn: unknown): number => expectIterations(burnIn ?? 0);

/**
 * Returns the name by which a source has the log likelihood.
 *
 * @throws TypeError if it was not recorded
 */
export function logLikelihoodIn({ draws }: TemperedReading): string {
  const variable = draws.variables.find(({ kind, origin }) => kind === 'stat' && origin === 'logLikelihood');
  if (variable !== undefined) return variable.name;
  throw typeError("Expected `source` to have log likelihoods, got none. Record runs with 'logLikelihood' in `stats`");
}
