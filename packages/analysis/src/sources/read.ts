import type { Matrix } from '../draws/matrix.ts';
import { Workspace } from '../draws/workspace.ts';
import type { Steps } from './settle.ts';
import type { Reading } from './source.ts';

/** Draws to take: those recorded after an iteration, every n-th of them. */
export type Range = {
  readonly burnIn?: number;
  readonly thin?: number;
  readonly temperature?: number;
  /** Default: all chains. */
  readonly chains?: readonly number[];
};

/**
 * Reads the draws of a quantity, of all or some chains, as of the given number of draws. With a workspace they are valid until the next draws are read
 * with it.
 */
export function* readMatrix(
  { draws }: Reading,
  name: string,
  range: Range,
  length: number,
  workspace: Workspace = new Workspace(),
): Steps<Matrix> {
  const { chains = Array.from({ length: draws.chains }, (_, c) => c), ...rest } = range;
  let values: Float64Array = new Float64Array(0);
  let each = 0;
  for (const [at, chain] of chains.entries()) {
    const column = yield draws.draws(name, { ...rest, chain, to: length });
    if (at === 0) {
      each = column.length;
      values = workspace.floats('draws', each * chains.length);
    }
    values.set(column, at * each);
  }
  return { values, chains: chains.length, length: each };
}
