import type { Steps } from '@epsie/analysis/sources';
import { rangeError } from '@epsie/core/checks';
import { skipBurnIn } from '@epsie/core/history';
import type { Run } from '../options/sources.ts';

/** Most draws of a parameter, of all chains together, that a figure of values reads: more would not change what it shows. */
export const MOST_DRAWS = 200_000;

/**
 * Returns the first draw of a run after burn-in.
 *
 * @throws RangeError if there are no draws, or all of them are burn-in
 */
export function firstDraw({ name, reading: { draws } }: Run, burnIn: number): number {
  const source = name === '' ? '`source`' : `\`${name}\``;
  if (draws.length === 0) throw rangeError(`Expected ${source} to have draws, got none. Sample first`);
  return skipBurnIn({ length: draws.length, iterationOf: (row) => draws.iterationOfDraw(row) }, burnIn, 'draw');
}

/** Returns whether a run has a parameter. */
export const hasParameter = ({ reading }: Run, name: string): boolean =>
  reading.draws.variables.some((variable) => variable.kind === 'parameter' && variable.name === name);

/** Returns n for every n-th draw of a run, so that there are at most `most` in all. */
export const thinFor = ({ reading: { draws } }: Run, from: number, most: number): number =>
  Math.max(1, Math.ceil(((draws.length - from) * draws.chains) / most));

/** Reads the draws of a parameter after burn-in, chain by chain: every n-th, so that there are at most `most` in all. */
export function* readChains(run: Run, name: string, burnIn: number, most: number = MOST_DRAWS): Steps<Float64Array[]> {
  const { draws } = run.reading;
  const from = firstDraw(run, burnIn);
  const thin = thinFor(run, from, most);
  const chains: Float64Array[] = [];
  for (let chain = 0; chain < draws.chains; chain++)
    chains.push(yield draws.draws(name, { chain, from, to: draws.length, thin }));
  return chains;
}
