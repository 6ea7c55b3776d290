// Convergence of several chains: split R̂ and effective sample size, after Vehtari et al. (2021), Bayesian Analysis 16:667,
// without rank normalisation. The variance between the chains is part of both, so chains that never met have a small effective
// size. The size is that of entire chains: halves of the short chains of an ensemble's walkers would make it a third too small.
import { fourier } from './fourier.mjs';

/**
 * @typedef {object} Convergence
 * @property {number} mean of all draws
 * @property {number} variance of all draws, between the chains included
 * @property {number} rhat
 * @property {number} size effective sample size
 */

/**
 * Returns the mean and variance of a quantity, with its R̂ and effective size.
 *
 * @param {readonly Float64Array[]} chains of the same length
 * @returns {Convergence}
 */
export function convergenceOf(chains) {
  const { mean, within, variance, covariances } = covariancesOf(chains);
  const draws = chains.length * chains[0].length;
  // Anticorrelated draws: at most this many times their number, as in Stan.
  const size = Math.min(draws / geyerTime(within, variance, covariances), draws * Math.log10(draws));
  const halves = covariancesOf(chains.flatMap(halvesOf));
  return { mean, variance, rhat: Math.sqrt(halves.variance / halves.within), size };
}

/**
 * Returns the effective size that follows from the autocorrelations within the chains alone, as emcee computes it: with the window of
 * Sokal of five autocorrelation times, averaged over the chains. Chains that never met can have a large one.
 *
 * @param {readonly Float64Array[]} chains of the same length
 */
export function sizeWithin(chains) {
  const standard = chains.map((chain) => {
    const mean = meanOf(chain);
    const sd = Math.sqrt(meanOf(chain.map((x) => (x - mean) ** 2)));
    return chain.map((x) => (sd === 0 ? 0 : (x - mean) / sd));
  });
  const covariances = meanAutocovariances(standard, Array(chains.length).fill(0));
  let time = 1;
  for (let lag = 1; lag < covariances.length && lag < 5 * time; lag++) time += 2 * (covariances[lag] / covariances[0]);
  return (chains.length * chains[0].length) / time;
}

/** @param {readonly Float64Array[]} chains */
function covariancesOf(chains) {
  const { length } = chains[0];
  const means = chains.map(meanOf);
  const mean = meanOf(means);
  const covariances = meanAutocovariances(chains, means);
  const between = means.reduce((sum, m) => sum + (m - mean) ** 2, 0) / (means.length - 1);
  const within = (covariances[0] * length) / (length - 1);
  return { mean, within, variance: covariances[0] + between, covariances };
}

/** @param {Float64Array} chain */
function halvesOf(chain) {
  const half = chain.length >> 1;
  return [chain.subarray(0, half), chain.subarray(chain.length - half)];
}

/**
 * Returns the autocorrelation time of all chains, by Geyer's initial monotone sequence.
 *
 * @param {number} within mean variance of a chain
 * @param {number} variance of all draws
 * @param {Float64Array} covariances mean autocovariances of a chain, by lag
 */
function geyerTime(within, variance, covariances) {
  const correlation = (/** @type {number} */ lag) => (lag === 0 ? 1 : 1 - (within - covariances[lag]) / variance);
  let sum = 0;
  let last = Number.POSITIVE_INFINITY;
  for (let lag = 0; lag + 1 < covariances.length; lag += 2) {
    const pair = correlation(lag) + correlation(lag + 1);
    if (!(pair > 0)) break;
    last = Math.min(last, pair);
    sum += last;
  }
  return 2 * sum - 1;
}

/**
 * Returns the autocovariances of the chains around their own means, averaged over the chains: at each lag, the sum of
 * products divided by the number of draws.
 *
 * @param {readonly Float64Array[]} chains
 * @param {readonly number[]} means
 */
function meanAutocovariances(chains, means) {
  const { length } = chains[0];
  const size = 2 ** Math.ceil(Math.log2(2 * length));
  const power = new Float64Array(size);
  // Two chains at once, as real and imaginary part: the real part of the result is the sum of both.
  for (let c = 0; c < chains.length; c += 2) {
    const re = new Float64Array(size);
    const im = new Float64Array(size);
    for (let i = 0; i < length; i++) {
      re[i] = chains[c][i] - means[c];
      if (c + 1 < chains.length) im[i] = chains[c + 1][i] - means[c + 1];
    }
    fourier(re, im);
    for (let k = 0; k < size; k++) power[k] += re[k] ** 2 + im[k] ** 2;
  }
  fourier(power, new Float64Array(size));
  return power.subarray(0, length).map((sum) => sum / (size * length * chains.length));
}

/** @param {ArrayLike<number>} values */
function meanOf(values) {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}
