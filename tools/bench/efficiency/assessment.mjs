import { convergenceOf, sizeWithin } from './effective-size.mjs';

/** Draws of all chains, by parameter. @typedef {{ readonly [parameter: string]: readonly Float64Array[] }} Draws */

/**
 * @typedef {object} Assessment
 * @property {number} size effective sample size of the parameter that has the least; 0 if the chains did not meet
 * @property {number} sizeWithin least effective size by the autocorrelations within the chains alone, emcee's own estimate
 * @property {number} rhat largest R̂ of the parameters
 * @property {number} error largest error of a mean or a spread, in standard errors
 * @property {number} stuck number of chains that did not find the posterior
 */

/** The largest R̂ of chains that met. Beyond it, an effective size is about the number of chains, whatever they cost. */
const MET = 1.2;

/**
 * Compares draws with the exact moments of a problem.
 *
 * @param {import('./problems.mjs').Problem} problem
 * @param {Draws} draws
 * @returns {Assessment}
 */
export function assess(problem, draws) {
  const parameters = problem.parameters.map((name, i) => ofParameter(problem, i, draws[name]));
  const rhat = Math.max(...parameters.map((parameter) => parameter.rhat));
  return {
    size: rhat <= MET ? Math.min(...parameters.map(({ size }) => size)) : 0,
    sizeWithin: Math.min(...problem.parameters.map((name) => sizeWithin(draws[name]))),
    rhat,
    error: Math.max(...parameters.map(({ error }) => error)),
    stuck: stuckChains(problem, draws).length,
  };
}

/**
 * Returns the chains that are stuck: those that stay more than three standard deviations away from the mean of a parameter, or
 * cover less than a tenth of its standard deviation.
 *
 * @param {import('./problems.mjs').Problem} problem
 * @param {Draws} draws without the burn-in
 */
export function stuckChains({ parameters, mean, sd }, draws) {
  const chains = [...draws[parameters[0]].keys()];
  return chains.filter((chain) =>
    parameters.some((name, i) => {
      const moments = momentsOf(draws[name][chain]);
      return !(Math.abs(moments.mean - mean[i]) <= 3 * sd[i] && moments.sd >= 0.1 * sd[i]);
    }),
  );
}

/**
 * @param {import('./problems.mjs').Problem} problem
 * @param {number} i
 * @param {readonly Float64Array[]} chains
 */
function ofParameter({ mean, sd, meanDeviation }, i, chains) {
  const exact = mean[i];
  const absolute = meanDeviation?.[i];
  // In units of its exact value, so that squares of strains do not underflow.
  const spread =
    absolute === undefined
      ? (/** @type {number} */ x) => ((x - exact) / sd[i]) ** 2
      : (/** @type {number} */ x) => Math.abs(x - exact) / absolute;
  const first = convergenceOf(chains);
  const second = convergenceOf(chains.map((chain) => chain.map(spread)));
  return { size: first.size, rhat: first.rhat, error: Math.max(errorOf(first, exact), errorOf(second, 1)) };
}

/**
 * @param {import('./effective-size.mjs').Convergence} estimate
 * @param {number} exact
 */
function errorOf({ mean, variance, size }, exact) {
  return Math.abs(mean - exact) / Math.sqrt(variance / size);
}

/** @param {Float64Array} values */
function momentsOf(values) {
  let [sum, squares] = [0, 0];
  for (const x of values) sum += x;
  const mean = sum / values.length;
  for (const x of values) squares += (x - mean) ** 2;
  return { mean, sd: Math.sqrt(squares / values.length) };
}
