import type { Matrix } from '../draws/matrix.ts';
import { Workspace } from '../draws/workspace.ts';
import type { Steps } from './settle.ts';
import type { Reading } from './source.ts';

/** Draws to take: those recorded after an iteration, every n-th of them. */
export type Range = { readonly burnIn?: number; readonly thin?: number; readonly temperature?: number };

/**
 * Reads the draws of a quantity, of all chains, as of the given number of draws. With a workspace they are valid until the next draws are read
 * with it.
 */
export function* readMatrix(
  { draws }: Reading,
  name: string,
  range: Range,
  length: number,
  workspace: Workspace = new Workspace(),
): Steps<Matrix> {
  const first = yield draws.draws(name, { ...range, chain: 0, to: length });
  const values = workspace.floats('draws', first.length * draws.chains);
  values.set(first);
  for (let chain = 1; chain < draws.chains; chain++)
    values.set(yield draws.draws(name, { ...range, chain, to: length }), chain * first.length);
  return { values, chains: draws.chains, length: first.length };
}
