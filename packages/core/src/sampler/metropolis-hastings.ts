import type { ChainState } from '../chain/state.ts';
import { expectOptions } from '../checks/validate.ts';
import { SAMPLER_OPTIONS, type SamplerOptions } from './options.ts';
import { Sampler } from './sampler.ts';

/** Start positions: for each parameter one number per chain. */
export type StartPositions<P extends string> = { readonly [K in P]: ArrayLike<number> };

/**
 * Independent Metropolis–Hastings chains (Metropolis et al. 1953; Hastings 1970, Biometrika 57, 97).
 *
 * @example
 * ```ts
 * import { MetropolisHastingsSampler } from '@epsie/core';
 *
 * const sampler = new MetropolisHastingsSampler({
 *   parameters: ['x', 'y'],
 *   model: ({ x, y }) => ({ logPrior: 0, logLikelihood: -0.5 * (x * x + y * y) }),
 *   chains: 2,
 *   seed: 1,
 * });
 * await sampler.start({ x: [0, 1], y: [0, 1] });
 * await sampler.run(1000);
 * console.log(sampler.positions.x[0]); // Float64Array(1000): parameter x of chain 0
 * ```
 */
export class MetropolisHastingsSampler<P extends string> extends Sampler<
  P,
  ChainState,
  readonly Float64Array[],
  readonly Uint8Array[],
  Float64Array,
  StartPositions<P>
> {
  /** @throws TypeError or RangeError for an invalid option, which the message names */
  constructor(options: SamplerOptions<P>) {
    expectOptions('MetropolisHastingsSampler', options, SAMPLER_OPTIONS);
    super(options);
  }
}
