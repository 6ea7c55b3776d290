export { type CosineSpec, cosine } from './distributions/angle/cosine.ts';
export { type IsotropicOptions, type IsotropicSpec, isotropic } from './distributions/angle/isotropic.ts';
export { type PeriodicSpec, periodic } from './distributions/angle/periodic.ts';
export { type SineSpec, sine } from './distributions/angle/sine.ts';
export { type VonMisesOptions, type VonMisesSpec, vonMises } from './distributions/angle/von-mises.ts';
export { type CustomOptions, type CustomPrior, custom } from './distributions/custom/custom.ts';
export type { Distribution, DistributionSpec, Domain, Sphere } from './distributions/distribution.ts';
export { type CategoricalSpec, categorical } from './distributions/integer/categorical.ts';
export { type IntegersSpec, integers } from './distributions/integer/integers.ts';
export { type PoissonSpec, poisson } from './distributions/integer/poisson.ts';
export { type BetaSpec, beta } from './distributions/interval/beta.ts';
export { type LogUniformSpec, logUniform } from './distributions/interval/log-uniform.ts';
export { type PowerLawOptions, type PowerLawSpec, powerLaw } from './distributions/interval/power-law.ts';
export {
  type TruncatedNormalOptions,
  type TruncatedNormalSpec,
  truncatedNormal,
} from './distributions/interval/truncated-normal.ts';
export { type UniformSpec, uniform } from './distributions/interval/uniform.ts';
export { type ExponentialOptions, type ExponentialSpec, exponential } from './distributions/positive/exponential.ts';
export { type GammaOptions, type GammaSpec, gamma } from './distributions/positive/gamma.ts';
export { type HalfCauchySpec, halfCauchy } from './distributions/positive/half-cauchy.ts';
export { type HalfNormalSpec, halfNormal } from './distributions/positive/half-normal.ts';
export {
  type InverseGammaOptions,
  type InverseGammaSpec,
  inverseGamma,
} from './distributions/positive/inverse-gamma.ts';
export { type LogNormalSpec, logNormal } from './distributions/positive/log-normal.ts';
export { type CauchySpec, cauchy } from './distributions/real/cauchy.ts';
export { type NormalSpec, normal } from './distributions/real/normal.ts';
export { type StudentTOptions, type StudentTSpec, studentT } from './distributions/real/student-t.ts';
export { type AnyDistributionSpec, fromSpec } from './distributions/registry.ts';
export { type CustomJointOptions, customJoint } from './joint/custom-joint.ts';
export { dirichlet } from './joint/dirichlet.ts';
export type { JointDistribution } from './joint/joint-distribution.ts';
export { type MultivariateNormalOptions, multivariateNormal } from './joint/multivariate-normal.ts';
export { ordered } from './joint/ordered.ts';
