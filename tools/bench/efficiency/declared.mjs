// The problems with a declared prior, as `automatic` without options wants them.
import * as priors from '@epsie/priors';
import { priorBox } from './problems.mjs';

/** @typedef {import('./problems.mjs').Problem} Problem */

/**
 * Returns a model that declares its prior, and counts the evaluations of its likelihood.
 *
 * @param {Problem} problem
 * @param {'box' | 'wide'} prior that of a problem that does not have its own
 */
export function declaredModel(problem, prior) {
  const { parameters } = problem;
  const { logDensity } = problem.likelihood;
  const x = new Float64Array(parameters.length);
  const counter = { evaluations: 0 };
  const model = {
    prior: problem.prior === undefined ? uniformPrior(problem, prior) : schoolsPrior(parameters),
    logLikelihood(/** @type {{ readonly [parameter: string]: number }} */ position) {
      for (let i = 0; i < parameters.length; i++) x[i] = position[parameters[i]];
      counter.evaluations++;
      return logDensity(x);
    },
  };
  return { model, counter };
}

/**
 * @param {Problem} problem
 * @param {'box' | 'wide'} prior
 */
function uniformPrior(problem, prior) {
  const bounds = priorBox(problem, prior);
  return Object.fromEntries(problem.parameters.map((name, i) => [name, priors.uniform(...bounds[i])]));
}

/**
 * Returns the prior of the eight schools: effects that depend on the mean μ and the standard deviation τ.
 *
 * @param {readonly string[]} parameters θ, μ, τ
 */
function schoolsPrior(parameters) {
  const effects = parameters.slice(0, 8);
  const [mean, spread] = [priors.normal(0, 5), priors.halfCauchy(5)];
  const domains = Object.fromEntries(parameters.map((name) => [name, mean.domain]));
  return priors.customJoint({
    domains: { ...domains, tau: spread.domain },
    logDensity: ({ mu, tau, ...point }) => {
      let sum = mean.logDensity(mu) + spread.logDensity(tau) - 8 * Math.log(tau * Math.sqrt(2 * Math.PI));
      for (const name of effects) sum -= 0.5 * ((point[name] - mu) / tau) ** 2;
      return sum;
    },
    sample(random) {
      const [mu, tau] = [mean.sample(random), spread.sample(random)];
      return { ...Object.fromEntries(effects.map((name) => [name, random.normal(mu, tau)])), mu, tau };
    },
    // Orders of magnitude: the half-Cauchy distribution has none.
    sd: Object.fromEntries(parameters.map((name) => [name, 5])),
  });
}
