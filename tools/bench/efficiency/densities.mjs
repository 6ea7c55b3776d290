// Log densities of the problems of the benchmark of efficiency, normalised except for that of the eight schools. Their twins
// are in densities.py.

const LOG_2PI = Math.log(2 * Math.PI);

/** @typedef {(x: Float64Array) => number} LogDensity */

/**
 * Returns the log density of independent normal distributions.
 *
 * @param {{ readonly mean: readonly number[], readonly sd: readonly number[] }} data
 * @returns {LogDensity}
 */
export function independent({ mean, sd }) {
  const norm = sd.reduce((sum, s) => sum - Math.log(s) - 0.5 * LOG_2PI, 0);
  return (x) => {
    let sum = 0;
    for (let i = 0; i < sd.length; i++) sum += ((x[i] - mean[i]) / sd[i]) ** 2;
    return norm - 0.5 * sum;
  };
}

/**
 * Returns the log density of a stationary AR(1) series of unit variances.
 *
 * @param {{ readonly dimension: number, readonly correlation: number }} data
 * @returns {LogDensity}
 */
export function autoregressive(data) {
  const { dimension } = data;
  const norm = -0.5 * (dimension * LOG_2PI + logDeterminant(data));
  return (x) => norm - 0.5 * quadraticForm(data, x);
}

/**
 * Returns the log density of a multivariate t with the matrix of {@link autoregressive} as its scale.
 *
 * @param {{ readonly dimension: number, readonly correlation: number, readonly degrees: 3 }} data
 * @returns {LogDensity}
 */
export function student(data) {
  const { dimension, degrees } = data;
  // Γ((ν + d)/2)/Γ(ν/2) of an even d.
  let norm = -0.5 * (dimension * Math.log(degrees * Math.PI) + logDeterminant(data));
  for (let i = 0; i < dimension / 2; i++) norm += Math.log(degrees / 2 + i);
  return (x) => norm - 0.5 * (degrees + dimension) * Math.log1p(quadraticForm(data, x) / degrees);
}

/**
 * Returns the log density of pairs x ~ N(0, 1), y ~ N(x² − 1, sd).
 *
 * @param {{ readonly sd: number, readonly pairs: number }} data
 * @returns {LogDensity}
 */
export function banana({ sd, pairs }) {
  const norm = -pairs * (LOG_2PI + Math.log(sd));
  return (x) => {
    let sum = 0;
    for (let i = 0; i < 2 * pairs; i += 2) sum += x[i] ** 2 + ((x[i + 1] - x[i] ** 2 + 1) / sd) ** 2;
    return norm - 0.5 * sum;
  };
}

/**
 * The eight schools (Rubin 1981), centred: y ~ N(θ, σ), θ ~ N(μ, τ), μ ~ N(0, 5), τ ~ half-Cauchy(5), of the parameters θ, μ, τ.
 *
 * @typedef {{ readonly y: readonly number[], readonly sigma: readonly number[] }} Schools
 */

/** Returns the log prior of θ, μ and τ, unnormalised. @returns {LogDensity} */
export function schoolsPrior() {
  return (x) => {
    const [mu, tau] = [x[8], x[9]];
    if (tau <= 0) return Number.NEGATIVE_INFINITY;
    let sum = (mu / 5) ** 2;
    for (let i = 0; i < 8; i++) sum += ((x[i] - mu) / tau) ** 2;
    return -0.5 * sum - 8 * Math.log(tau) - Math.log1p((tau / 5) ** 2);
  };
}

/**
 * Returns the log likelihood of θ, unnormalised.
 *
 * @param {Schools} data
 * @returns {LogDensity}
 */
export function schoolsLikelihood({ y, sigma }) {
  return (x) => {
    let sum = 0;
    for (let i = 0; i < 8; i++) sum += ((y[i] - x[i]) / sigma[i]) ** 2;
    return -0.5 * sum;
  };
}

/**
 * Returns the log density of a uniform distribution, −Infinity outside of its bounds.
 *
 * @param {readonly (readonly [number, number])[]} bounds lower and upper, by parameter
 * @returns {LogDensity}
 */
export function box(bounds) {
  const level = bounds.reduce((sum, [lower, upper]) => sum - Math.log(upper - lower), 0);
  return (x) => {
    for (let i = 0; i < bounds.length; i++)
      if (!(x[i] >= bounds[i][0] && x[i] <= bounds[i][1])) return Number.NEGATIVE_INFINITY;
    return level;
  };
}

/**
 * Returns x' Σ⁻¹ x, from the innovations of the series.
 *
 * @param {{ readonly dimension: number, readonly correlation: number }} data
 * @param {Float64Array} x
 */
function quadraticForm({ dimension, correlation }, x) {
  let sum = 0;
  for (let i = 1; i < dimension; i++) sum += (x[i] - correlation * x[i - 1]) ** 2;
  return x[0] ** 2 + sum / (1 - correlation ** 2);
}

/** @param {{ readonly dimension: number, readonly correlation: number }} data */
function logDeterminant({ dimension, correlation }) {
  return (dimension - 1) * Math.log(1 - correlation ** 2);
}
