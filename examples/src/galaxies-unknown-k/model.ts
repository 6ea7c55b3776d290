import { defineModelFactory, type Evaluation, type PortableModel, type Position } from '@epsie/core';
import { velocities } from '../galaxies/velocities.ts';

/** Largest number of components that the prior allows. */
export const MOST = 30;

const labels = Array.from({ length: MOST }, (_, i) => i + 1);

/** Returns the parameters of component j: its mean, the logarithm of its precision 1/σ², and the logarithm of its unnormalised weight. */
export const componentParameters = (j: number) => [`mean${j}`, `logPrecision${j}`, `logWeight${j}`] as const;

/** `k`: number of components; `logRate`: log β, the common rate of the precisions. */
export const parameters = ['k', 'logRate', ...labels.flatMap(componentParameters)] as const;

/** Name of a parameter. */
export type Parameter = (typeof parameters)[number];

const meanNames = labels.map((j) => componentParameters(j)[0]);
const precisionNames = labels.map((j) => componentParameters(j)[1]);
const weightNames = labels.map((j) => componentParameters(j)[2]);

const fastest = velocities.at(-1) as number;
const slowest = velocities[0] as number;
const range = fastest - slowest;

/** Centre of the data: mean of the prior of the means, whose standard deviation is the range of the data. */
export const centre = 0.5 * (slowest + fastest);

const ALPHA = 2;
const RATE_SHAPE = 0.2;
const RATE_RATE = 10 / range ** 2;
const LOG_2PI = Math.log(2 * Math.PI);

// Scratch space for the active components.
const means = new Float64Array(MOST);
const scales = new Float64Array(MOST);
const heights = new Float64Array(MOST);

/**
 * Evaluates the model of Richardson & Green (1997, JRSS B 59, 731): k uniform on 1 … 30; means normal around the centre of
 * the data, with their range as σ; precisions Gamma(2, β); β ~ Gamma(0.2, 10/range²); weights uniform on the simplex.
 *
 * The chains sample logarithms, so every density below includes a Jacobian: the density of v = log x is x p(x). The weights
 * are g_j / Σ g with g_j from the exponential distribution of mean 1. They are uniform on the simplex, and the components
 * are exchangeable. There is no term for the choice of the active components: the sampler counts labels itself.
 */
function evaluate(point: Position<Parameter>, withLikelihood: boolean): Evaluation {
  const logRate = point.logRate;
  const rate = Math.exp(logRate);
  let logPrior = -Math.log(MOST) + RATE_SHAPE * logRate - RATE_RATE * rate;
  let count = 0;
  let total = 0;
  for (let j = 0; j < MOST; j++) {
    const mean = point[meanNames[j] as Parameter] as number;
    if (Number.isNaN(mean)) continue;
    const logPrecision = point[precisionNames[j] as Parameter] as number;
    const logWeight = point[weightNames[j] as Parameter] as number;
    const precision = Math.exp(logPrecision);
    const weight = Math.exp(logWeight);
    logPrior += -0.5 * ((mean - centre) / range) ** 2 - 0.5 * LOG_2PI - Math.log(range);
    logPrior += ALPHA * (logPrecision + logRate) - rate * precision;
    logPrior += logWeight - weight;
    total += weight;
    means[count] = mean;
    scales[count] = Math.sqrt(0.5 * precision);
    heights[count] = weight * Math.sqrt(precision);
    count++;
  }
  if (!withLikelihood) return { logPrior, logLikelihood: 0 };
  return { logPrior, logLikelihood: logLikelihood(count) - velocities.length * (0.5 * LOG_2PI + Math.log(total)) };
}

/** Returns Σ log Σ_j h_j exp(−((y − m_j) s_j)²), with one logarithm per product that does not underflow. */
function logLikelihood(count: number): number {
  let sum = 0;
  let product = 1;
  for (let i = 0; i < velocities.length; i++) {
    const y = velocities[i] as number;
    let density = 0;
    for (let j = 0; j < count; j++) {
      const z = (y - (means[j] as number)) * (scales[j] as number);
      // Below 10⁻⁴³ of its height, a component is neglected.
      if (z * z < 100) density += (heights[j] as number) * Math.exp(-z * z);
    }
    product *= density;
    if (product < 1e-150 || product > 1e150) {
      sum += Math.log(product);
      product = 1;
    }
  }
  return sum + Math.log(product);
}

/** Creates the model; without the likelihood, the chains sample the prior. */
export const galaxies: (options: { readonly likelihood: boolean }) => PortableModel<Parameter> = defineModelFactory(
  import.meta.url,
  ({ likelihood }: { readonly likelihood: boolean }) =>
    (point: Position<Parameter>) =>
      evaluate(point, likelihood),
  'galaxies',
);
