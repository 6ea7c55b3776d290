import { expected, expectOptions, rangeError, typeError } from '@epsie/core/checks';
import { createDistribution } from '../create.ts';
import type { Distribution, DistributionKind, Law, Sphere } from '../distribution.ts';
import { periodicLaw } from './periodic.ts';
import { HALF_PI, polarLaw } from './sine.ts';

/** Options of {@link isotropic}. */
export type IsotropicOptions<A extends string, P extends string> = {
  /** Name of the parameter for the angle around the axis, from 0 to 2π. */
  readonly azimuth: A;
  /** Name of the parameter for the other angle. */
  readonly polar: P;
  /**
   * Whether `polar` is measured from the pole (`'polar'`, from 0 to π; default) or from the equator (`'declination'`, from −π/2 to
   * π/2).
   */
  readonly convention?: Sphere['convention'];
  /** Unit of both angles: with `'degrees'`, bounds and density are in degrees. Default `'radians'`. */
  readonly unit?: 'radians' | 'degrees';
};

/** One of the two angles of an {@link isotropic} direction as plain data. */
export type IsotropicSpec = Sphere & {
  /** Name of the distribution. */
  readonly kind: 'isotropic';
  /** Which of the two angles. */
  readonly angle: 'azimuth' | 'polar';
};

/**
 * Creates the distributions of the two angles of a random direction, by parameter name. They are independent: the log
 * density of a direction per azimuth and polar angle is the sum of both.
 *
 * @throws TypeError or RangeError that names the option, what was expected and what came
 *
 * @example
 * ```ts
 * import { isotropic } from '@epsie/priors';
 *
 * const sky = isotropic({ azimuth: 'rightAscension', polar: 'declination', convention: 'declination' });
 * console.log(sky.declination.logDensity(0)); // log ½
 * ```
 */
export function isotropic<const A extends string, const P extends string>(
  options: IsotropicOptions<A, P>,
): { readonly [K in A | P]: Distribution<IsotropicSpec> } {
  const example = "isotropic({ azimuth: 'phi', polar: 'theta' })";
  expectOptions('isotropic', options, ['azimuth', 'polar', 'convention', 'unit'], example);
  const { azimuth, polar, convention = 'polar', unit = 'radians' } = options;
  expectNames(azimuth, polar);
  if (convention !== 'polar' && convention !== 'declination')
    throw rangeError(expected('convention', "'polar' or 'declination'", convention));
  if (unit !== 'radians' && unit !== 'degrees') throw rangeError(expected('unit', "'radians' or 'degrees'", unit));
  const units = unit === 'degrees' ? { unit } : {};
  const part = (angle: IsotropicSpec['angle']): Distribution<IsotropicSpec> => {
    const spec = { kind: 'isotropic', angle, azimuth, polar, convention, ...units } as const;
    return createDistribution(spec, isotropicLaw(spec));
  };
  return { [azimuth]: part('azimuth'), [polar]: part('polar') } as {
    readonly [K in A | P]: Distribution<IsotropicSpec>;
  };
}

/** The code of {@link isotropic}. */
export const isotropicKind: DistributionKind<IsotropicSpec> = { kind: 'isotropic', law: isotropicLaw };

function isotropicLaw({ angle, azimuth, polar, convention, unit }: IsotropicSpec): Law {
  const shift = convention === 'polar' ? 0 : HALF_PI;
  const law =
    angle === 'azimuth' ? azimuthLaw(unit) : unit === 'degrees' ? inDegrees(polarLaw(shift)) : polarLaw(shift);
  const sphere = { azimuth, polar, convention, ...(unit === undefined ? {} : { unit }) };
  return { ...law, domain: { ...law.domain, sphere } };
}

const azimuthLaw = (unit: Sphere['unit']): Law =>
  periodicLaw({ lower: 0, upper: unit === 'degrees' ? 360 : 2 * Math.PI });

const DEGREE = 0.017453292519943295;
const LOG_DEGREE = -4.0482269650408105;

// The bounds are multiples of a right angle.
const wholeDegrees = (angle: number): number => Math.round(angle / DEGREE);

function inDegrees({ domain, mean, sd, logDensity, probability, inverse }: Law): Law {
  return {
    domain: { lower: wholeDegrees(domain.lower), upper: wholeDegrees(domain.upper) },
    mean: wholeDegrees(mean),
    sd: sd / DEGREE,
    logDensity: (x) => logDensity(x * DEGREE) + LOG_DEGREE,
    probability: (x, upper) => probability(x * DEGREE, upper),
    inverse: (p, upper) => inverse(p, upper) / DEGREE,
  };
}

function expectNames(azimuth: unknown, polar: unknown): void {
  if (typeof azimuth !== 'string') throw typeError(expected('azimuth', 'a parameter name', azimuth));
  if (typeof polar !== 'string') throw typeError(expected('polar', 'a parameter name', polar));
  if (azimuth === polar) throw rangeError(expected('polar', 'another parameter than `azimuth`', polar));
}
