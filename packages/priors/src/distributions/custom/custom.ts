import type { ParameterPrior, PriorDomain, Random } from '@epsie/core';
import { expected, expectOptions, typeError } from '@epsie/core/checks';
import { expectDomain, expectFunction, expectSd, isInside } from './domain.ts';

/** Options of {@link custom}. */
export type CustomOptions = {
  /** Values that the parameter can have. */
  readonly domain: PriorDomain;
  /** Returns the log density at a point of the domain. It must be normalised: nobody checks that. */
  readonly logDensity: (x: number) => number;
  /** Returns a draw. The generator must be its only source of randomness. Without it, a sampler needs start positions. */
  readonly sample?: (random: Random) => number;
  /** Mean. Default: unknown. */
  readonly mean?: number;
  /** Standard deviation, from which proposals can choose their first scale. Default: unknown. */
  readonly sd?: number;
};

/** A prior of functions of your own. */
export interface CustomPrior extends ParameterPrior {
  /** Mean; NaN where it is unknown. */
  readonly mean: number;
}

/**
 * Creates a prior of one parameter from functions of your own. For several parameters that depend on each other, see
 * {@link customJoint}. Outside of the domain the log density is −Infinity, and your function is not called.
 *
 * The density must integrate to 1 over the domain: the evidence depends on it, and this cannot be checked.
 *
 * @throws TypeError or RangeError that names the option, what was expected and what came
 *
 * @example
 * ```ts
 * import { custom } from '@epsie/priors';
 *
 * // A triangle from 0 to 1.
 * const triangle = custom({
 *   domain: { lower: 0, upper: 1 },
 *   logDensity: (x) => Math.log(2 * x),
 *   sample: (random) => Math.sqrt(random.random()),
 *   mean: 2 / 3,
 *   sd: Math.sqrt(1 / 18),
 * });
 * console.log(triangle.logDensity(0.5), triangle.logDensity(2)); // 0 -Infinity
 * ```
 */
export function custom(options: CustomOptions): CustomPrior {
  expectOptions('custom', options, ['domain', 'logDensity', 'sample', 'mean', 'sd'], EXAMPLE);
  const { domain, logDensity, sample, mean = Number.NaN } = options;
  expectDomain('domain', domain);
  expectFunction('logDensity', logDensity);
  if (sample !== undefined) expectFunction('sample', sample);
  if (typeof mean !== 'number') throw typeError(expected('mean', 'a number', mean));
  return {
    domain,
    mean,
    sd: expectSd('sd', options.sd),
    logDensity(x) {
      if (isInside(domain, x)) return logDensity(x);
      return Number.isNaN(x) ? x : Number.NEGATIVE_INFINITY;
    },
    ...(sample === undefined ? {} : { sample }),
  };
}

const EXAMPLE = 'custom({ domain: { lower: 0, upper: 1 }, logDensity: (x) => … })';
