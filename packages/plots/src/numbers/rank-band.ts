import { rankAt } from './ranks.ts';

/** Lowest and highest differences at each point that equal chains have. */
export type RankBand = { readonly lower: Float64Array; readonly upper: Float64Array };

/** Standard deviations beyond which numbers of draws are left out. */
const REACH = 9;
/** Steps of the bisection of the level. */
const STEPS = 24;

type Marginal = { readonly first: number; readonly probabilities: Float64Array };
type Bounds = readonly (readonly [low: number, high: number])[];

/**
 * Returns the band that contains the rank differences of all of `chains` equal chains, at all points at once, with a probability (Säilynoja,
 * Bürkner & Vehtari 2022, Stat. Comput. 32, 32). The number of draws of a chain among the lowest ranks is a Markov chain with hypergeometric
 * steps; the recursion over the points yields the exact probability that it stays between the same quantiles of each, and bisection the
 * quantiles. The chains are taken as independent, which makes the band slightly wide; of two chains the differences are opposite, and it is
 * exact.
 *
 * @param length draws of each chain
 * @param probability probability that no chain leaves the band
 */
export function rankBand(chains: number, length: number, points: number, probability: number): RankBand {
  const total = chains * length;
  const wanted = probability ** (1 / (chains === 2 ? 1 : chains));
  const hypergeometric = hypergeometricOf(total);
  const marginals = Array.from({ length: points - 1 }, (_, k) =>
    marginalOf(hypergeometric, total, length, rankAt(k, points, total)),
  );
  // Between levels e^low, whose band is too wide, and e^high.
  let [low, high] = [-30, Math.log(1 - probability)];
  for (let step = 0; step < STEPS; step++) {
    const middle = (low + high) / 2;
    const bounds = marginals.map((marginal) => boundsOf(marginal, Math.exp(middle) / 2));
    if (coverage(hypergeometric, bounds, total, length, points) >= wanted) low = middle;
    else high = middle;
  }
  return bandOf(
    marginals.map((marginal) => boundsOf(marginal, Math.exp(low) / 2)),
    total,
    length,
    points,
  );
}

function bandOf(bounds: Bounds, total: number, length: number, points: number): RankBand {
  const at = (side: 0 | 1): Float64Array =>
    Float64Array.from({ length: points }, (_, k) => {
      const bound = bounds[k]?.[side];
      return bound === undefined ? 0 : bound / length - rankAt(k, points, total) / total;
    });
  return { lower: at(0), upper: at(1) };
}

/** Probability of `x` marked ones among `draws` of `all`, of which `marked` are. */
type Hypergeometric = (x: number, all: number, marked: number, draws: number) => number;

function hypergeometricOf(total: number): Hypergeometric {
  const logs = new Float64Array(total + 1);
  for (let i = 1; i <= total; i++) logs[i] = (logs[i - 1] as number) + Math.log(i);
  const choose = (n: number, k: number): number => (logs[n] as number) - (logs[k] as number) - (logs[n - k] as number);
  return (x, all, marked, draws) =>
    x < 0 || x > marked || x > draws || draws - x > all - marked
      ? 0
      : Math.exp(choose(marked, x) + choose(all - marked, draws - x) - choose(all, draws));
}

function spreadOf(all: number, marked: number, draws: number): readonly [number, number] {
  const share = marked / Math.max(all, 1);
  const mean = draws * share;
  const sd = Math.sqrt((mean * (1 - share) * (all - draws)) / Math.max(all - 1, 1));
  return [Math.max(0, Math.floor(mean - REACH * sd - 3)), Math.min(marked, draws, Math.ceil(mean + REACH * sd + 3))];
}

function marginalOf(hypergeometric: Hypergeometric, total: number, length: number, rank: number): Marginal {
  const [first, last] = spreadOf(total, length, rank);
  const probabilities = Float64Array.from({ length: last - first + 1 }, (_, i) =>
    hypergeometric(first + i, total, length, rank),
  );
  return { first, probabilities };
}

/** Returns the lowest and the highest number beyond which there is at most a probability on each side. */
function boundsOf({ first, probabilities }: Marginal, tail: number): readonly [number, number] {
  let [low, high] = [0, probabilities.length - 1];
  for (let below = 0; low < high; low++) {
    below += probabilities[low] as number;
    if (below > tail) break;
  }
  for (let above = 0; high > low; high--) {
    above += probabilities[high] as number;
    if (above > tail) break;
  }
  return [first + low, first + high];
}

/** Returns the probability that the numbers of draws of one chain are between the bounds at all points. */
function coverage(
  hypergeometric: Hypergeometric,
  bounds: Bounds,
  total: number,
  length: number,
  points: number,
): number {
  let [rank, first, state] = [0, 0, Float64Array.of(1)];
  for (const [k, [low, high]] of bounds.entries()) {
    const next = new Float64Array(high - low + 1);
    const draws = rankAt(k, points, total) - rank;
    for (const [i, probability] of state.entries()) {
      if (probability < 1e-18) continue;
      const marked = length - first - i;
      const [least, most] = spreadOf(total - rank, marked, draws);
      for (let x = Math.max(least, low - first - i); x <= Math.min(most, high - first - i); x++) {
        const to = first + i + x - low;
        next[to] = (next[to] as number) + probability * hypergeometric(x, total - rank, marked, draws);
      }
    }
    [rank, first, state] = [rank + draws, low, next];
  }
  return state.reduce((sum, probability) => sum + probability, 0);
}
