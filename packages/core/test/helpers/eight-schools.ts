import type { ModelFunction } from '@epsie/core';
import type { Quantity } from './posterior.ts';

const EFFECTS = [28, 8, -3, 7, -1, 1, 18, 12];
const ERRORS = [15, 10, 16, 11, 9, 11, 10, 18];

/** Names of the standardised effects η, with θ = μ + τ η. */
export const ETAS = EFFECTS.map((_, i) => `eta${i + 1}`);

/** Where chains start: μ, log τ and the standardised effects. */
export const START: { readonly [parameter: string]: number } = {
  mu: 4,
  logTau: 1,
  ...Object.fromEntries(ETAS.map((name) => [name, 0])),
};

type P = 'mu' | 'logTau' | `eta${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8}`;

const etas = new Float64Array(8);

/**
 * Eight schools (Rubin 1981): y ~ N(θ, σ), θ ~ N(μ, τ), μ ~ N(0, 5), τ ~ half-Cauchy(5), in terms of log τ and of
 * η = (θ − μ)/τ.
 *
 * @param jacobian whether the prior of log τ has its factor τ; without it the model is wrong
 */
export function eightSchools(jacobian: boolean): ModelFunction<string> {
  const model: ModelFunction<P> = ({ mu, logTau, eta1, eta2, eta3, eta4, eta5, eta6, eta7, eta8 }) => {
    const tau = Math.exp(logTau);
    etas.set([eta1, eta2, eta3, eta4, eta5, eta6, eta7, eta8]);
    let logPrior = (-0.5 * mu * mu) / 25 - Math.log1p((tau * tau) / 25) + (jacobian ? logTau : 0);
    let logLikelihood = 0;
    for (let i = 0; i < 8; i++) {
      const eta = etas[i] as number;
      const residual = ((EFFECTS[i] as number) - mu - tau * eta) / (ERRORS[i] as number);
      logPrior -= 0.5 * eta * eta;
      logLikelihood -= 0.5 * residual * residual;
    }
    return { logPrior, logLikelihood };
  };
  return model as ModelFunction<string>;
}

type Point = { readonly [name: string]: number };

const tau = ({ logTau }: Point) => Math.exp(logTau as number);
const mu = ({ mu: value }: Point) => value as number;

// Means and standard deviations by quadrature (truth.json of the golden data).
const TRUTH: readonly (readonly [name: string, of: (p: Point) => number, mean: number, sd: number])[] = [
  ['mu', mu, 4.3968207, 3.3177045],
  ['tau', tau, 3.5977055, 3.2199584],
  ...(
    [
      [6.2118842, 5.5931262],
      [4.9401784, 4.6742685],
      [3.9270044, 5.2626151],
      [4.7570983, 4.7802973],
      [3.615477, 4.6574526],
      [4.0426126, 4.8268656],
      [6.2967241, 5.0778488],
      [4.8542533, 5.2908011],
    ] as const
  ).map(([mean, sd], i) => {
    const eta = ETAS[i] as string;
    const theta = (p: Point) => mu(p) + tau(p) * (p[eta] as number);
    return [`theta[${i + 1}]`, theta, mean, sd] as const;
  }),
];

/** Means and variances of μ, τ and θ. The tails are long: a variance is compared on the scale of its square. */
export const eightSchoolsTruth: readonly Quantity[] = TRUTH.flatMap(([name, of, mean, sd]) => [
  { name, of, exact: mean, scale: sd },
  { name: `variance of ${name}`, of: (p: Point) => (of(p) - mean) ** 2, exact: sd * sd, scale: sd * sd },
]);
