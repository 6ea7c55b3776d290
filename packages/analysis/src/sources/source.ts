import type { Configuration, DrawSource } from '@epsie/core';
import { expected, typeError } from '@epsie/core/checks';

/** Recorded draws, and the settings of the sampler where they are known. */
export type Recorded<Series extends Float64Array | Promise<Float64Array> = Float64Array | Promise<Float64Array>> = Pick<
  DrawSource<Series>,
  'chains' | 'temperatures' | 'iterations' | 'length' | 'variables' | 'iterationOfDraw' | 'draws'
> &
  Partial<Pick<DrawSource<Series>, 'sweeps' | 'swaps' | 'betas' | 'iterationOfSweep'>> & {
    /** Settings of the sampler: they declare which parameters are angles or integers. */
    readonly configuration?: Configuration;
  };

/** A sampler with its samples in memory, or its `history`. */
export type MemorySource = Recorded<Float64Array> | WithHistory<Recorded<Float64Array>>;

/** A sampler with its samples in memory. */
export type WithHistory<Draws> = {
  /** Its samples. */
  readonly history: Draws;
  /** Its settings. */
  readonly configuration: Configuration;
};

/** A run on disk, such as `Run` of @epsie/io. It is read parameter by parameter. */
export type DiskSource = Recorded<Promise<Float64Array>>;

/** Draws to analyse. */
export type Source = MemorySource | DiskSource;

/** Draws with the settings of their sampler, one column at a time. */
export type Reading = { readonly draws: Recorded; readonly configuration: Configuration | undefined };

/**
 * Checks for a source of draws.
 *
 * @throws TypeError unless it is a sampler, its history or a run
 */
export function expectSource(source: unknown): Reading {
  const given = source as { history?: unknown; configuration?: Configuration } | null | undefined;
  const draws = (given?.history ?? given) as Recorded | null | undefined;
  if (typeof draws?.draws !== 'function' || typeof draws.chains !== 'number')
    throw wrongSource('a sampler, its `history` or a `Run`', source);
  if (typeof draws.swaps === 'function' && typeof draws.iterationOfSweep !== 'function')
    throw typeError(
      expected('source.iterationOfSweep', 'a function, as the source has `swaps`', draws.iterationOfSweep),
    );
  return { draws, configuration: given?.configuration };
}

/** Returns the error for something that has no draws, with the usual way out. */
export function wrongSource(what: string, source: unknown): Error {
  if (typeof (source as { then?: unknown } | null | undefined)?.then === 'function')
    return typeError(`Expected \`source\` to be ${what}, got a promise. Await it first`);
  const way = typeof source === 'string' ? '. Open the directory of a run with `await Run.open(directory)`' : '';
  return typeError(`${expected('source', what, source)}${way}`);
}

/** Returns the names of the parameters. */
export const parametersOf = ({ draws }: Reading): readonly string[] =>
  draws.variables.filter(({ kind }) => kind === 'parameter').map(({ name }) => name);
