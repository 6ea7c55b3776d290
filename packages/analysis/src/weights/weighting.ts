import type { Level } from '../evidence/levels.ts';
import { logSumExp, scaled } from '../evidence/log-sum.ts';
import type { Solution } from '../evidence/solution.ts';

/** Draws of all temperatures with their weights at β = 1, and what the weights depend on. */
export type Weighting = {
  /** `weights[temperature][chain]`, one per draw, with a sum of 1. */
  readonly weights: readonly (readonly Float64Array[])[];
  /** Levels from the hottest to the coldest. */
  readonly levels: readonly Level[];
  /** log N − log Z per level: a draw came from level k with a probability ∝ e^{β_k l + b_k}. */
  readonly b: Float64Array;
  /** Changes of b without each of the chains; empty for one chain. */
  readonly changes: readonly Float64Array[];
};

/** Returns the weights at β = 1, e^l / Σ_k e^{β_k l + b_k} but for a factor. */
export function weightingOf({ input: { levels }, mbar: { b, changes } }: Solution): Weighting {
  const betas = Float64Array.from(levels, ({ beta }) => beta);
  const terms = new Float64Array(b.length);
  const logWeight = (l: number): number => {
    if (l === Number.NEGATIVE_INFINITY) return l;
    for (let k = 0; k < terms.length; k++) terms[k] = scaled(betas[k] as number, l) + (b[k] as number);
    return l - logSumExp(terms);
  };
  const logs = levels.map(({ chains }) => chains.map((draws) => draws.map(logWeight)));
  const total = logSumExp(logs.flat().map(logSumExp));
  const weights: Float64Array[][] = [];
  for (const [k, level] of logs.entries())
    weights[(levels[k] as Level).index] = level.map((draws) => draws.map((log) => Math.exp(log - total)));
  return { weights, levels, b, changes };
}
