import { log, power } from '../../math/elementary.ts';
import type { Random } from '../../random/random.ts';
import { type MixtureState, sizeOf } from './state.ts';

/** Share of the draws that come from around the mean; the others come from around past points. */
const CENTRAL = 0.45;
/**
 * The component around the mean is wider than the learned covariance, so that it covers the tails of curved targets: at most by the
 * first, and by so little that its density falls at most by the second.
 */
const [WIDEST, LARGEST_VOLUME] = [2, 8];
/** Factor on Scott's bandwidth k^(−1/(n + 4)) for k points: ridges that bend need less than the best one for a normal density. */
const BANDWIDTH = 0.6;
/**
 * Smallest number of past points in a block, and the fourth power of the number of parameters times that of larger ones: a few dimensions need
 * many points, and many dimensions gain little from more than a few.
 */
const FEWEST_POINTS = 4;
const POINTS = 40_000;

/**
 * The learned density: a wide Student t around the mean, and one around each of a block of past points that is narrower by the bandwidth, all with
 * the shape of the learned covariance (a kernel density estimate with a safe component). In units of the factor. The block is drawn for each jump,
 * whatever the position, and its size keeps the cost of a density near that of a product with the factor.
 */
export interface LearnedDensity {
  /** Draws the block, notes it in the state, and writes a draw. */
  draw(state: MixtureState, random: Random, out: Float64Array): void;
  /** Returns the log density at a point with the noted block, but for a constant of the state. */
  logDensity(state: MixtureState, x: Float64Array): number;
}

/** Creates the learned density of n parameters. */
export function learnedDensity(n: number): LearnedDensity {
  const largest = Math.max(FEWEST_POINTS, Math.round(POINTS / (n * n * n * n)));
  // With these degrees of freedom the exponent (ν + n)/2 of the density is an integer, and powers are products.
  const degrees = n % 2 === 0 ? 4 : 3;
  const exponent = (degrees + n) / 2;
  const width = Math.min(WIDEST, power(LARGEST_VOLUME, 1 / n));
  const flatness = 1 / (width * width * degrees);
  const bandwidths = memoised((size) => BANDWIDTH * power(size, -1 / (n + 4)));
  const volumes = memoised((size) => power(bandwidths(size) / width, n));
  return {
    draw(state, random, out) {
      const total = sizeOf(state);
      const size = Math.min(total, largest);
      const first = Math.floor(random.random() * (total - size + 1));
      state.index = first;
      const central = random.random() < CENTRAL;
      const row = central ? 0 : (first + Math.floor(random.random() * size)) * n;
      const scale = (central ? width : bandwidths(size)) * drawScale(degrees, random);
      for (let i = 0; i < n; i++)
        out[i] = (central ? 0 : (state.points[row + i] as number)) + scale * random.standardNormal();
    },
    logDensity(state, x) {
      const { points } = state;
      const size = Math.min(sizeOf(state), largest);
      const h = bandwidths(size);
      const narrow = 1 / (h * h * degrees);
      let sum = 0;
      let at = state.index * n;
      for (let k = 0; k < size; k++) {
        let square = 0;
        for (let i = 0; i < n; i++, at++) {
          const e = (x[i] as number) - (points[at] as number);
          square += e * e;
        }
        sum += 1 / integerPower(1 + square * narrow, exponent);
      }
      let square = 0;
      for (let i = 0; i < n; i++) square += (x[i] as number) * (x[i] as number);
      const central = volumes(size) / integerPower(1 + square * flatness, exponent);
      return log((1 - CENTRAL) * (sum / size) + CENTRAL * central);
    },
  };
}

/** Draws √(ν/χ²), the scale of a Student t with ν degrees of freedom: pairs of them are exponential. */
function drawScale(degrees: number, random: Random): number {
  const odd = degrees % 2 === 0 ? 0 : random.standardNormal();
  let square = odd * odd;
  for (let k = 1; k < degrees; k += 2) square += 2 * random.standardExponential();
  return Math.sqrt(degrees / square);
}

function integerPower(base: number, exponent: number): number {
  let result = 1;
  let square = base;
  for (let rest = exponent; ; square *= square) {
    if (rest & 1) result *= square;
    rest >>= 1;
    if (rest === 0) return result;
  }
}

/** Returns a function of a small count that computes each value once. */
function memoised(f: (count: number) => number): (count: number) => number {
  const known: number[] = [];
  return (count) => {
    const value = known[count] ?? f(count);
    known[count] = value;
    return value;
  };
}
