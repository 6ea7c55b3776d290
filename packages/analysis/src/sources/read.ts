import type { Matrix } from '../draws/matrix.ts';
import type { Steps } from './settle.ts';
import type { Reading } from './source.ts';

/** Draws to take: those recorded after an iteration, every n-th of them. */
export type Range = { readonly burnIn?: number; readonly thin?: number; readonly temperature?: number };

/** Reads the draws of a quantity, of all chains, as of the given number of draws. */
export function* readMatrix({ draws }: Reading, name: string, range: Range, length: number): Steps<Matrix> {
  const chains: Float64Array[] = [];
  for (let chain = 0; chain < draws.chains; chain++)
    chains.push(yield draws.draws(name, { ...range, chain, to: length }));
  const each = chains[0]?.length ?? 0;
  const values = new Float64Array(each * chains.length);
  for (const [c, chain] of chains.entries()) values.set(chain, c * each);
  return { values, chains: chains.length, length: each };
}
