import { atan2, cos, log, sin } from '@epsie/core/math';
import { createDistribution } from '../create.ts';
import type { Distribution, DistributionKind, Law } from '../distribution.ts';

/** A {@link sine} distribution as plain data. */
export type SineSpec = {
  /** Name of the distribution. */
  readonly kind: 'sine';
};

/** Creates the distribution of the polar angle of a random direction: the density is ½ sin x, from 0 to π. */
export function sine(): Distribution<SineSpec> {
  return createDistribution({ kind: 'sine' }, polarLaw(0));
}

/** The code of {@link sine}. */
export const sineKind: DistributionKind<SineSpec> = { kind: 'sine', law: () => polarLaw(0) };

/** Creates the code of the polar angle of a random direction, minus `shift`. */
export function polarLaw(shift: 0 | typeof HALF_PI): Law {
  const sine = shift === 0 ? sin : cos;
  return {
    domain: { lower: -shift, upper: Math.PI - shift },
    mean: HALF_PI - shift,
    sd: Math.sqrt(HALF_PI * HALF_PI - 2),
    logDensity: (x) => log(0.5 * Math.max(sine(x), 0)),
    probability(x, upper) {
      const root = (upper ? cos : sin)(0.5 * (x + shift));
      return root * root;
    },
    inverse(p, upper) {
      const angle = 2 * atan2(Math.sqrt(p), Math.sqrt(1 - p));
      return upper ? Math.PI - shift - angle : angle - shift;
    },
  };
}

/** A right angle. */
export const HALF_PI = 1.5707963267948966;
