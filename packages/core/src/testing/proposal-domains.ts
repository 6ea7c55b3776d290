import { expected, expectFinite, expectPositive } from '../checks/validate.ts';
import { exp, log } from '../math/elementary.ts';
import { normalLogCdf } from '../math/normal-distribution.ts';
import { atan2, cos, sin } from '../math/trigonometry.ts';
import type { Random } from '../random/random.ts';
import { drawHeavyTailed, drawInteger, drawWithin, heavyTailedDensity } from './importance-draw.ts';

/**
 * Values that a parameter can have: any number, an interval, an angle with period 2π, integers, or the polar angle of a sphere
 * (`'polar'` from 0 to π, `'declination'` from −π/2 to π/2; densities are per unit solid angle then).
 *
 * The checks use a target on it. That of `'real'` is a normal of mean 0 and standard deviation 1: for a proposal whose jumps are
 * of another size, or depend on the position, give the target with `{ normal: [mean, std] }`.
 */
export type Domain =
  | 'real'
  | 'angle'
  | 'polar'
  | 'declination'
  | readonly [lower: number, upper: number]
  | {
      /** Any number; the target is a normal of this mean and standard deviation. */
      readonly normal: readonly [mean: number, std: number];
    }
  | {
      /** The integers from the lowest to the highest. */
      readonly integers: readonly [lowest: number, highest: number];
    };

/** A target of one parameter that proposals must keep, and a broad density to weigh theirs with. */
export interface TargetDistribution {
  /** About its width, with which jumps are compared. */
  readonly size: number;
  /** Returns an exact draw. */
  draw(random: Random): number;
  /** Returns the log density, but for a constant. */
  logDensity(x: number): number;
  /** Returns a number that is uniform in [0, 1] if x follows the target. */
  uniform(x: number, random: Random): number;
  /** Returns a point from a density that is broader than a jump from `from` of a given size, and the log of that density. */
  scatter(from: number, size: number, random: Random): readonly [x: number, logDensity: number];
}

/** Returns the target of a domain; none is flat, so that a check can see a jump that goes the wrong way. */
export function lawOf(domain: Domain): TargetDistribution {
  if (typeof domain === 'object' && domain !== null) {
    if ('integers' in domain) return integers(...domain.integers);
    return 'normal' in domain ? normal(...domain.normal) : interval(...domain);
  }
  if (domain === 'real') return normal(0, 1);
  if (domain === 'angle') return angle;
  if (domain === 'polar') return sphere(0);
  if (domain === 'declination') return sphere(Math.PI / 2);
  throw new TypeError(
    expected(
      'domain',
      "'real', 'angle', 'polar', 'declination', [lower, upper], { normal: [mean, std] } or { integers: [lowest, highest] }",
      domain,
    ),
  );
}

function normal(mean: number, std: number): TargetDistribution {
  expectFinite('normal[0]', mean);
  expectPositive('normal[1]', std);
  return {
    size: std,
    draw: (random) => random.normal(mean, std),
    logDensity: (x) => -0.5 * ((x - mean) / std) ** 2,
    uniform: (x) => exp(normalLogCdf((x - mean) / std)),
    scatter(from, size, random) {
      const t = drawHeavyTailed(random);
      return [from + size * t, log(heavyTailedDensity(t)) - log(size)];
    },
  };
}

function interval(lower: number, upper: number): TargetDistribution {
  const width = upper - lower;
  const fall = 2;
  const total = 1 - exp(-fall);
  return {
    size: width,
    draw: (random) => Math.min(lower - (width * log(1 - random.random() * total)) / fall, upper),
    logDensity: (x) => (x >= lower && x <= upper ? (-fall * (x - lower)) / width : Number.NEGATIVE_INFINITY),
    uniform: (x) => (1 - exp((-fall * (x - lower)) / width)) / total,
    scatter(from, size, random) {
      const [x, density] = drawWithin(lower, upper, from, size, random);
      return [x, log(density)];
    },
  };
}

// Weights 1, 2, 3, 1, 2, 3, …, in closed form: there may be many integers.
function integers(lowest: number, highest: number): TargetDistribution {
  const count = highest - lowest + 1;
  const weight = (i: number): number => (i >= 0 && i < count ? 1 + (i % 3) : 0);
  const below = (i: number): number => 6 * Math.floor(i / 3) + ([0, 1, 3][i % 3] as number);
  const total = below(count);
  return {
    size: 1,
    draw(random) {
      const sum = random.random() * total;
      const rest = sum % 6;
      return lowest + 3 * Math.floor(sum / 6) + (rest < 1 ? 0 : rest < 3 ? 1 : 2);
    },
    logDensity: (x) => log(weight(x - lowest)),
    uniform: (x, random) => (below(x - lowest) + random.random() * weight(x - lowest)) / total,
    scatter(from, size, random) {
      const [x, density] = drawInteger(lowest, highest, from, size, random);
      return [x, log(density)];
    },
  };
}

const TURN = 2 * Math.PI;

const angle: TargetDistribution = {
  size: TURN,
  draw(random) {
    for (;;) {
      const x = TURN * random.random();
      if (random.random() < (1 + 0.5 * cos(x)) / 1.5) return x;
    }
  },
  logDensity: (x) => log(1 + 0.5 * cos(x)),
  uniform: (x) => (x + 0.5 * sin(x)) / TURN,
  scatter(from, size, random) {
    const [x, density] = drawWithin(from - Math.PI, from + Math.PI, from, size, random);
    return [x < 0 ? x + TURN : x < TURN ? x : x - TURN, log(density)];
  },
};

// Uniform in the cosine of the polar angle; the polar angle is x + offset.
function sphere(offset: number): TargetDistribution {
  return {
    size: Math.PI,
    draw: (random) => drawPolar(random) - offset,
    logDensity: () => 0,
    uniform: (x) => 0.5 * (1 - cos(x + offset)),
    // The density is one of the cosine.
    scatter(from, size, random) {
      const [x, density] = drawWithin(-offset, Math.PI - offset, from, size, random);
      return [x, log(density) - log(sin(x + offset))];
    },
  };
}

function drawPolar(random: Random): number {
  const cosine = 1 - 2 * random.random();
  return atan2(Math.sqrt(1 - cosine * cosine), cosine);
}
