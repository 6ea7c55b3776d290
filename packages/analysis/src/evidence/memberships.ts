import type { Level } from './levels.ts';
import { scaled } from './log-sum.ts';

/** Sums over draws of p and p pᵀ, where p_k is the probability that a draw came from level k, given its log likelihood. */
export type Memberships = { readonly first: Float64Array; readonly second: readonly Float64Array[] };

/** Returns empty sums for `size` levels. */
export function noMemberships(size: number): Memberships {
  return { first: new Float64Array(size), second: Array.from({ length: size }, () => new Float64Array(size)) };
}

/** Returns the sums over all draws: those of the draws of each chain in all levels, and their total. */
export function membershipsByChain(
  levels: readonly Level[],
  b: Float64Array,
): { readonly total: Memberships; readonly byChain: readonly Memberships[] } {
  const chains = levels[0]?.chains.length ?? 0;
  const byChain = Array.from({ length: chains }, (_, c) => {
    const sums = noMemberships(b.length);
    for (const level of levels) addMemberships(sums, levels, b, level.chains[c] as Float64Array);
    return mirrored(sums);
  });
  const total = noMemberships(b.length);
  for (const sums of byChain) add(total, sums);
  return { total, byChain };
}

/** Returns the sums over all draws. */
export function memberships(levels: readonly Level[], b: Float64Array): Memberships {
  const sums = noMemberships(b.length);
  for (const level of levels) addMemberships(sums, levels, b, level.draws);
  return mirrored(sums);
}

// p_k ∝ e^{β_k l + b_k}. Of the symmetric p pᵀ, the lower triangle.
function addMemberships(sums: Memberships, levels: readonly Level[], b: Float64Array, draws: Float64Array): void {
  const p = new Float64Array(b.length);
  const betas = Float64Array.from(levels, ({ beta }) => beta);
  for (let i = 0; i < draws.length; i++) {
    softmax(p, betas, b, draws[i] as number);
    addOuter(sums, p);
  }
}

/** Sets p to the probabilities ∝ e^{β_k l + b_k} that a draw with log likelihood l came from level k. */
export function softmax(p: Float64Array, betas: Float64Array, b: Float64Array, l: number): void {
  let largest = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < p.length; k++) {
    const x = scaled(betas[k] as number, l) + (b[k] as number);
    p[k] = x;
    if (x > largest) largest = x;
  }
  let sum = 0;
  for (let k = 0; k < p.length; k++) sum += p[k] = Math.exp((p[k] as number) - largest);
  for (let k = 0; k < p.length; k++) p[k] = (p[k] as number) / sum;
}

function addOuter({ first, second }: Memberships, p: Float64Array): void {
  for (let k = 0; k < p.length; k++) {
    const pk = p[k] as number;
    // Levels far from the draw: their products vanish.
    if (pk < 1e-30) continue;
    first[k] = (first[k] as number) + pk;
    const row = second[k] as Float64Array;
    for (let j = 0; j <= k; j++) row[j] = (row[j] as number) + pk * (p[j] as number);
  }
}

function mirrored(sums: Memberships): Memberships {
  const { second } = sums;
  for (const [k, row] of second.entries()) for (let j = k + 1; j < row.length; j++) row[j] = second[j]?.[k] as number;
  return sums;
}

function add(total: Memberships, { first, second }: Memberships): void {
  for (const k of total.first.keys()) {
    total.first[k] = (total.first[k] as number) + (first[k] as number);
    (total.second[k] as Float64Array).forEach((x, j, row) => {
      row[j] = x + (second[k]?.[j] as number);
    });
  }
}
