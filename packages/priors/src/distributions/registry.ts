import { describe, typeError } from '@epsie/core/checks';
import { type CosineSpec, cosineKind } from './angle/cosine.ts';
import { type IsotropicSpec, isotropicKind } from './angle/isotropic.ts';
import { type PeriodicSpec, periodicKind } from './angle/periodic.ts';
import { type SineSpec, sineKind } from './angle/sine.ts';
import { type VonMisesSpec, vonMisesKind } from './angle/von-mises.ts';
import { createDistribution } from './create.ts';
import type { Distribution, DistributionKind } from './distribution.ts';
import { type CategoricalSpec, categoricalKind } from './integer/categorical.ts';
import { type IntegersSpec, integersKind } from './integer/integers.ts';
import { type PoissonSpec, poissonKind } from './integer/poisson.ts';
import { type BetaSpec, betaKind } from './interval/beta.ts';
import { type LogUniformSpec, logUniformKind } from './interval/log-uniform.ts';
import { type PowerLawSpec, powerLawKind } from './interval/power-law.ts';
import { type TruncatedNormalSpec, truncatedNormalKind } from './interval/truncated-normal.ts';
import { type UniformSpec, uniformKind } from './interval/uniform.ts';
import { type ExponentialSpec, exponentialKind } from './positive/exponential.ts';
import { type GammaSpec, gammaKind } from './positive/gamma.ts';
import { type HalfCauchySpec, halfCauchyKind } from './positive/half-cauchy.ts';
import { type HalfNormalSpec, halfNormalKind } from './positive/half-normal.ts';
import { type InverseGammaSpec, inverseGammaKind } from './positive/inverse-gamma.ts';
import { type LogNormalSpec, logNormalKind } from './positive/log-normal.ts';
import { type CauchySpec, cauchyKind } from './real/cauchy.ts';
import { type NormalSpec, normalKind } from './real/normal.ts';
import { type StudentTSpec, studentTKind } from './real/student-t.ts';

/** A distribution as plain data. */
export type AnyDistributionSpec =
  | BetaSpec
  | CategoricalSpec
  | CauchySpec
  | CosineSpec
  | ExponentialSpec
  | GammaSpec
  | HalfCauchySpec
  | HalfNormalSpec
  | IntegersSpec
  | InverseGammaSpec
  | IsotropicSpec
  | LogNormalSpec
  | LogUniformSpec
  | NormalSpec
  | PeriodicSpec
  | PoissonSpec
  | PowerLawSpec
  | SineSpec
  | StudentTSpec
  | TruncatedNormalSpec
  | UniformSpec
  | VonMisesSpec;

/** The distributions, by the `kind` of their plain data. */
export const DISTRIBUTIONS: { readonly [S in AnyDistributionSpec as S['kind']]: DistributionKind<S> } = {
  beta: betaKind,
  categorical: categoricalKind,
  cauchy: cauchyKind,
  cosine: cosineKind,
  exponential: exponentialKind,
  gamma: gammaKind,
  halfCauchy: halfCauchyKind,
  halfNormal: halfNormalKind,
  integers: integersKind,
  inverseGamma: inverseGammaKind,
  isotropic: isotropicKind,
  logNormal: logNormalKind,
  logUniform: logUniformKind,
  normal: normalKind,
  periodic: periodicKind,
  poisson: poissonKind,
  powerLaw: powerLawKind,
  sine: sineKind,
  studentT: studentTKind,
  truncatedNormal: truncatedNormalKind,
  uniform: uniformKind,
  vonMises: vonMisesKind,
};

/**
 * Creates a distribution from its plain data, the `spec` of one that a function such as `uniform` created.
 *
 * @throws TypeError for a value that is not the plain data of a distribution
 */
export function fromSpec<S extends AnyDistributionSpec>(spec: S): Distribution<S> {
  const kind: unknown = (spec as { kind?: unknown } | null | undefined)?.kind;
  if (typeof kind !== 'string' || !Object.hasOwn(DISTRIBUTIONS, kind))
    throw typeError(
      `Expected \`spec\` to be that of a distribution, got ${describe(spec)}. Write \`uniform(0, 1).spec\``,
    );
  return createDistribution(spec, (DISTRIBUTIONS[spec.kind] as unknown as DistributionKind<S>).law(spec));
}
