import { exp, log } from '../elementary.ts';
import { logNormalCdf } from '../proposals/normal-distribution.ts';
import type { Random } from '../random/random.ts';
import { atan2, cos, sin } from '../trigonometry.ts';
import { expected } from '../validate.ts';

/**
 * What a parameter may be: any number, an interval, an angle with period 2π, integers, or the polar angle of a sphere
 * (`'polar'` from 0 to π, `'declination'` from −π/2 to π/2; densities are per unit solid angle then).
 */
export type Domain =
  | 'real'
  | 'angle'
  | 'polar'
  | 'declination'
  | readonly [lower: number, upper: number]
  | {
      /** The integers from the lowest to the highest. */
      readonly integers: readonly [lowest: number, highest: number];
    };

/** A law of one parameter that proposals must keep, and a broad density to weigh theirs with. */
export interface Law {
  /** An exact draw. */
  draw(random: Random): number;
  /** Log density, but for a constant. */
  logDensity(x: number): number;
  /** Uniform in [0, 1] if x follows the law. */
  uniform(x: number, random: Random): number;
  /** A point from a density that is broader than a jump from `from` of a given size, and the log of that density. */
  scatter(from: number, size: number, random: Random): readonly [x: number, logDensity: number];
}

/** The law of a domain; none of them is flat, so that a check can see a jump that goes the wrong way. */
export function lawOf(domain: Domain): Law {
  if (typeof domain === 'object' && domain !== null)
    return 'integers' in domain ? integers(...domain.integers) : interval(...domain);
  if (domain === 'real') return real;
  if (domain === 'angle') return angle;
  if (domain === 'polar') return sphere(0);
  if (domain === 'declination') return sphere(Math.PI / 2);
  throw new TypeError(
    expected(
      'domain',
      "'real', 'angle', 'polar', 'declination', [lower, upper] or { integers: [lowest, highest] }",
      domain,
    ),
  );
}

const real: Law = {
  draw: (random) => random.standardNormal(),
  logDensity: (x) => -0.5 * x * x,
  uniform: (x) => exp(logNormalCdf(x)),
  // v/(1 − v²) with v uniform in (−1, 1): tails as heavy as Cauchy's.
  scatter(from, size, random) {
    const v = 2 * random.random() - 1;
    const rest = 1 - v * v;
    return [from + (size * v) / rest, log((rest * rest) / (1 + v * v)) - log(2 * size)];
  },
};

function interval(lower: number, upper: number): Law {
  const width = upper - lower;
  const fall = 2;
  const total = 1 - exp(-fall);
  return {
    draw: (random) => lower - (width * log(1 - random.random() * total)) / fall,
    logDensity: (x) => (x >= lower && x <= upper ? (-fall * (x - lower)) / width : Number.NEGATIVE_INFINITY),
    uniform: (x) => (1 - exp((-fall * (x - lower)) / width)) / total,
    scatter: (_from, _size, random) => [random.uniform(lower, upper), -log(width)],
  };
}

function integers(lowest: number, highest: number): Law {
  const weights = Array.from({ length: highest - lowest + 1 }, (_, i) => 1 + (i % 3));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return {
    draw: (random) => lowest + random.choice(weights.length, weights),
    logDensity: (x) => log(weights[x - lowest] ?? 0),
    uniform(x, random) {
      const below = weights.slice(0, x - lowest).reduce((sum, weight) => sum + weight, 0);
      return (below + random.random() * (weights[x - lowest] ?? 0)) / total;
    },
    scatter: (_from, _size, random) => [random.integer(lowest, highest), -log(weights.length)],
  };
}

const TURN = 2 * Math.PI;

const angle: Law = {
  draw(random) {
    for (;;) {
      const x = TURN * random.random();
      if (random.random() < (1 + 0.5 * cos(x)) / 1.5) return x;
    }
  },
  logDensity: (x) => log(1 + 0.5 * cos(x)),
  uniform: (x) => (x + 0.5 * sin(x)) / TURN,
  scatter: (_from, _size, random) => [TURN * random.random(), -log(TURN)],
};

// Uniform in the cosine of the polar angle; the polar angle is x + offset.
function sphere(offset: number): Law {
  const draw = (random: Random): number => {
    const cosine = 1 - 2 * random.random();
    return atan2(Math.sqrt(1 - cosine * cosine), cosine) - offset;
  };
  return {
    draw,
    logDensity: () => 0,
    uniform: (x) => 0.5 * (1 - cos(x + offset)),
    scatter: (_from, _size, random) => [draw(random), -log(2)],
  };
}
