import { type DeclaredPrior, defineModelFactory, type Position } from '@epsie/core';
import { dirichlet, gamma, normal } from '@epsie/priors';
import { velocities } from '../galaxies/velocities.ts';

const fastest = velocities.at(-1) as number;
const slowest = velocities[0] as number;
const range = fastest - slowest;
const centre = 0.5 * (slowest + fastest);

/** Settings of the model. */
export type Settings = {
  /** Number of components. */
  readonly components: number;
};

/**
 * Returns the prior of Richardson & Green (1997, JRSS B 59, 731) for a fixed number of components. Their precisions are
 * Gamma(2, β) with a common rate β. Here they are `shape_j` / β, so that all parameters but the weights are independent.
 */
function priorOf({ components }: Settings): DeclaredPrior<string> {
  const weights = each(components, 'weight');
  return {
    rate: gamma({ shape: 0.2, rate: 10 / range ** 2 }),
    ...Object.fromEntries(each(components, 'mean').map((name) => [name, normal(centre, range)])),
    ...Object.fromEntries(each(components, 'shape').map((name) => [name, gamma({ shape: 2, rate: 1 })])),
    ...dirichlet(...weights.map(() => 1)).named(...weights.slice(0, -1)),
  };
}

const each = (components: number, name: string): string[] =>
  Array.from({ length: components }, (_, i) => `${name}${i + 1}`);

/** Returns the log likelihood Σ log Σ_j w_j N(y; m_j, s_j), with the largest term of each galaxy factored out of its sum. */
function logLikelihoodOf({ components }: Settings): (point: Position<string>) => number {
  const [means, shapes] = [each(components, 'mean'), each(components, 'shape')];
  const weights = each(components, 'weight').slice(0, -1);
  const [centers, precisions, heights] = [0, 1, 2].map(() => new Float64Array(components)) as Triple;
  const constant = -0.5 * velocities.length * Math.log(2 * Math.PI);
  return (point) => {
    const { rate = Number.NaN } = point;
    let rest = 1;
    for (let j = 0; j < components; j++) {
      const weight = j < weights.length ? (point[weights[j] as string] as number) : rest;
      rest -= weight;
      const precision = (point[shapes[j] as string] as number) / rate;
      centers[j] = point[means[j] as string] as number;
      precisions[j] = precision;
      heights[j] = Math.log(weight) + 0.5 * Math.log(precision);
    }
    return velocities.reduce((sum, y) => sum + logDensity(y, centers, precisions, heights), constant);
  };
}

type Triple = [Float64Array, Float64Array, Float64Array];

function logDensity(y: number, centers: Float64Array, precisions: Float64Array, heights: Float64Array): number {
  let [largest, sum] = [Number.NEGATIVE_INFINITY, 0];
  for (let j = 0; j < heights.length; j++) {
    const log = (heights[j] as number) - 0.5 * (precisions[j] as number) * (y - (centers[j] as number)) ** 2;
    if (log > largest) [largest, sum] = [log, sum * Math.exp(largest - log) + 1];
    else sum += Math.exp(log - largest);
  }
  return largest + Math.log(sum);
}

/** The model, with any number of components from 2 up. */
export const galaxies = defineModelFactory(
  import.meta.url,
  { prior: priorOf, logLikelihood: logLikelihoodOf },
  'galaxies',
);
