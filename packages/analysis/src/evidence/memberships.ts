import type { Level } from './levels.ts';
import { scaled } from './log-sum.ts';

/** Sums over draws of p and p pᵀ, where p_k is the probability that a draw came from level k, given its log likelihood. */
export type Memberships = { readonly first: Float64Array; readonly second: readonly Float64Array[] };

/** Returns empty sums for `size` levels. */
export function noMemberships(size: number): Memberships {
  return { first: new Float64Array(size), second: Array.from({ length: size }, () => new Float64Array(size)) };
}

/** Adds the draws of one chain of one level: p_k ∝ e^{β_k l + b_k}. */
export function addMemberships(
  sums: Memberships,
  levels: readonly Level[],
  b: Float64Array,
  chain: Float64Array,
): void {
  const p = new Float64Array(b.length);
  for (const l of chain) {
    softmax(p, levels, b, l);
    addOuter(sums, p);
  }
}

/** Returns the sums over all draws, or over those of one chain of every level. */
export function memberships(levels: readonly Level[], b: Float64Array, chain?: number): Memberships {
  const sums = noMemberships(b.length);
  for (const level of levels) {
    const draws = chain === undefined ? level.draws : (level.chains[chain] as Float64Array);
    addMemberships(sums, levels, b, draws);
  }
  return sums;
}

function softmax(p: Float64Array, levels: readonly Level[], b: Float64Array, l: number): void {
  let largest = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < p.length; k++) {
    p[k] = scaled((levels[k] as Level).beta, l) + (b[k] as number);
    largest = Math.max(largest, p[k] as number);
  }
  let sum = 0;
  for (let k = 0; k < p.length; k++) sum += p[k] = Math.exp((p[k] as number) - largest);
  for (let k = 0; k < p.length; k++) p[k] = (p[k] as number) / sum;
}

function addOuter({ first, second }: Memberships, p: Float64Array): void {
  for (let k = 0; k < p.length; k++) {
    const pk = p[k] as number;
    first[k] = (first[k] as number) + pk;
    const row = second[k] as Float64Array;
    for (let j = 0; j < p.length; j++) row[j] = (row[j] as number) + pk * (p[j] as number);
  }
}
