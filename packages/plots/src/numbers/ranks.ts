/**
 * Returns how much more of the draws of each chain are among the lowest `points` k-ths of all draws than there would be of equal chains: Δ of the
 * empirical distributions of their ranks, at the k-ths 1, 2, …, points. Draws that are equal count in the order of their iterations, so that none of
 * the chains comes first.
 *
 * @param chains draws of equally many per chain
 */
export function rankDifferences(chains: readonly Float64Array[], points: number): readonly Float64Array[] {
  const [count, length] = [chains.length, chains[0]?.length ?? 0];
  const total = count * length;
  const at = (i: number): number => (chains[i % count] as Float64Array)[Math.floor(i / count)] as number;
  const values = Float64Array.from({ length: total }, (_, i) => at(i));
  // Index i is draw ⌊i / count⌋ of chain i mod count.
  const order = Uint32Array.from(values.keys()).sort((a, b) => (values[a] as number) - (values[b] as number) || a - b);
  const seen = new Uint32Array(count);
  const differences = chains.map(() => new Float64Array(points));
  let rank = 0;
  for (let k = 0; k < points; k++) {
    for (; rank < rankAt(k, points, total); rank++) {
      const chain = (order[rank] as number) % count;
      seen[chain] = (seen[chain] as number) + 1;
    }
    for (const [c, difference] of differences.entries()) difference[k] = (seen[c] as number) / length - rank / total;
  }
  return differences;
}

/** Returns the number of ranks up to the point `k`, counted from 0. */
export const rankAt = (k: number, points: number, total: number): number => Math.round(((k + 1) * total) / points);
