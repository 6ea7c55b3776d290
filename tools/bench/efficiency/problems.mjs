// The problems that samplers are compared on: posteriors whose moments are known, and starts that are far from them. Tests
// that a sampler finds its way from anywhere can use them as well.
import { createBitGenerator, Random } from '@epsie/core';
import { autoregressive, banana, box, independent, schoolsLikelihood, schoolsPrior, student } from './densities.mjs';

/**
 * @typedef {object} Problem
 * @property {string} title
 * @property {readonly string[]} parameters
 * @property {readonly number[]} mean exact means of the posterior, per parameter
 * @property {readonly number[]} sd exact standard deviations
 * @property {readonly number[]} [meanDeviation] exact E|x − mean|, of a posterior that has no fourth moments
 * @property {readonly number[]} [lower] lower bounds of the support
 * @property {Twin} [prior] its own prior; without it, the prior is one of {@link PRIORS}
 * @property {Twin} likelihood
 * @property {number} [target] effective draws per 1000 evaluations that the default explorer should reach
 */

/**
 * A log density, and how densities.py calls it.
 *
 * @typedef {object} Twin
 * @property {string} python name of the function in densities.py
 * @property {unknown} data its argument
 * @property {import('./densities.mjs').LogDensity} logDensity
 */

/**
 * Priors of the problems that do not have their own: flat everywhere, uniform over the region of the starts, or uniform over the same
 * huge width for every parameter, which hides the scales.
 *
 * @typedef {'flat' | 'box' | 'wide'} PriorName
 */
export const PRIORS = /** @type {const} */ (['flat', 'box', 'wide']);

/** Half of the width of the wide box, in the largest standard deviation of a problem. */
const WIDE = 1e4;
/** Half of the width of the region of the starts, in standard deviations. */
const START_WIDTH = 20;

/** Effective draws per 1000 evaluations. */
const TARGET = 10;

const SERIES = { dimension: 10, correlation: 0.9 };
const T3 = /** @type {const} */ ({ ...SERIES, degrees: 3 });
const BANANA = { sd: 0.5, pairs: 2 };
const SCALES = { mean: Array(15).fill(0), sd: Array.from({ length: 15 }, (_, i) => 10 ** (-2 + (4 * i) / 14)) };
const STRAIN = { mean: [1e-21, 250], sd: [1e-23, 0.1] };
const SCHOOLS = { y: [28, 8, -3, 7, -1, 1, 18, 12], sigma: [15, 10, 16, 11, 9, 11, 10, 18] };

/** @satisfies {{ readonly [name: string]: Problem }} */
export const PROBLEMS = {
  correlated: {
    title: '10-D Gaussian, neighbours correlated by 0.9',
    parameters: names(10),
    mean: Array(10).fill(0),
    sd: Array(10).fill(1),
    likelihood: { python: 'autoregressive', data: SERIES, logDensity: autoregressive(SERIES) },
    target: TARGET,
  },
  scales: {
    title: '15-D Gaussian, sd 0.01 … 100',
    parameters: names(15),
    ...SCALES,
    likelihood: { python: 'independent', data: SCALES, logDensity: independent(SCALES) },
    target: TARGET,
  },
  student: {
    title: '10-D Student t₃, correlated',
    parameters: names(10),
    mean: Array(10).fill(0),
    sd: Array(10).fill(Math.sqrt(3)),
    meanDeviation: Array(10).fill((2 * Math.sqrt(3)) / Math.PI),
    likelihood: { python: 'student', data: T3, logDensity: student(T3) },
    target: TARGET,
  },
  banana: {
    title: '4-D banana',
    parameters: names(4),
    mean: [0, 0, 0, 0],
    sd: [1, 1.5, 1, 1.5],
    likelihood: { python: 'banana', data: BANANA, logDensity: banana(BANANA) },
    target: TARGET,
  },
  strain: {
    title: 'strain and frequency',
    parameters: ['strain', 'frequency'],
    ...STRAIN,
    likelihood: { python: 'independent', data: STRAIN, logDensity: independent(STRAIN) },
  },
  schools: {
    title: 'eight schools, centred',
    parameters: [...Array.from({ length: 8 }, (_, i) => `theta${i + 1}`), 'mu', 'tau'],
    // By quadrature.
    mean: [6.2118842, 4.9401784, 3.9270044, 4.7570983, 3.615477, 4.0426126, 6.2967241, 4.8542533, 4.3968207, 3.5977055],
    sd: [5.5931262, 4.6742685, 5.2626151, 4.7802973, 4.6574526, 4.8268656, 5.0778488, 5.2908011, 3.3177045, 3.2199584],
    lower: [...Array(9).fill(Number.NEGATIVE_INFINITY), 0],
    prior: { python: 'schools_prior', data: null, logDensity: schoolsPrior() },
    likelihood: { python: 'schools_likelihood', data: SCHOOLS, logDensity: schoolsLikelihood(SCHOOLS) },
  },
};

/**
 * Returns the region of the starts: `[lower, upper]` per parameter, 20 standard deviations to both sides of the mean within
 * the support.
 *
 * @param {Problem} problem
 * @returns {[number, number][]}
 */
export function startBox({ mean, sd, lower }) {
  return mean.map((m, i) => [
    Math.max(m - START_WIDTH * sd[i], lower?.[i] ?? Number.NEGATIVE_INFINITY),
    m + START_WIDTH * sd[i],
  ]);
}

/**
 * Returns the bounds of a prior, `[lower, upper]` per parameter: of the region of the starts, or of the wide box.
 *
 * @param {Problem} problem
 * @param {PriorName} prior
 * @returns {[number, number][]}
 */
export function priorBox(problem, prior) {
  if (prior !== 'wide') return startBox(problem);
  const { mean, sd, lower } = problem;
  const half = WIDE * Math.max(...sd);
  return mean.map((m, i) => [Math.max(m - half, lower?.[i] ?? Number.NEGATIVE_INFINITY), m + half]);
}

/**
 * Returns the log prior of a problem: its own, or that of the name.
 *
 * @param {Problem} problem
 * @param {PriorName} prior
 * @returns {Twin}
 */
export function priorOf(problem, prior) {
  if (problem.prior !== undefined) return problem.prior;
  if (prior === 'flat') return { python: 'flat', data: null, logDensity: () => 0 };
  const bounds = priorBox(problem, prior);
  return { python: 'box', data: bounds, logDensity: box(bounds) };
}

/**
 * Returns starts, uniform over their region: by parameter, one number per chain.
 *
 * @param {Problem} problem
 * @param {number} chains
 * @param {number} seed
 * @returns {{ [parameter: string]: Float64Array }}
 */
export function startsOf(problem, chains, seed) {
  const random = new Random(createBitGenerator(seed));
  const box = startBox(problem);
  return Object.fromEntries(
    problem.parameters.map((name, i) => {
      const [lower, upper] = box[i];
      return [name, Float64Array.from({ length: chains }, () => lower + (upper - lower) * random.random())];
    }),
  );
}

/**
 * Returns a model of a problem, which counts the evaluations of its likelihood: none where the prior is zero.
 *
 * @param {Problem} problem
 * @param {PriorName} [prior]
 */
export function countingModel(problem, prior = 'flat') {
  const { parameters } = problem;
  const logPrior = priorOf(problem, prior).logDensity;
  const { logDensity } = problem.likelihood;
  const x = new Float64Array(parameters.length);
  const counter = { evaluations: 0 };
  /** @type {import('@epsie/core').ModelFunction<string>} */
  const model = (position) => {
    for (let i = 0; i < parameters.length; i++) x[i] = position[parameters[i]];
    const level = logPrior(x);
    if (level === Number.NEGATIVE_INFINITY) return { logPrior: level, logLikelihood: 0 };
    counter.evaluations++;
    return { logPrior: level, logLikelihood: logDensity(x) };
  };
  return { model, counter };
}

/** @param {number} count */
function names(count) {
  return Array.from({ length: count }, (_, i) => `x${i}`);
}
