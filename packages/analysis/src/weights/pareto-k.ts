import { ascending } from '../draws/order.ts';
import { paretoShape } from './generalised-pareto.ts';

/** Excesses that a fit needs. */
const FEWEST = 5;

/**
 * Returns the Pareto k̂ of weights, the shape of their upper tail: below 0.7 averages with these weights can be trusted, and below 0 the
 * weights are bounded (Vehtari, Simpson, Gelman, Yao & Gabry 2024, JMLR 25(72)). NaN for fewer than 25 weights, or a tail of equal ones.
 */
export function paretoK(weights: Float64Array): number {
  const size = weights.length;
  const tail = Math.floor(Math.min(size / 5, 3 * Math.sqrt(size)));
  if (tail < FEWEST) return Number.NaN;
  const order = ascending(weights);
  const cutoff = weights[order[size - tail - 1] as number] as number;
  const excesses = Float64Array.from(order.subarray(size - tail), (i) => (weights[i] as number) - cutoff);
  return paretoShape(excesses.filter((x) => x > 0));
}
