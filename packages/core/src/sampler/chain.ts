import type { ChainState } from '../chain/state.ts';
import { expectOptions } from '../checks/validate.ts';
import type { Position } from '../model/model.ts';
import { CHAIN_OPTIONS, type ChainOptions, SingleChain } from './single.ts';

/**
 * One Metropolis–Hastings chain in this process, step by step: for teaching, debugging and tools. Its numbers are
 * those of chain `chain` of a {@link MetropolisHastingsSampler} with the same seed.
 *
 * @example
 * ```ts
 * import { Chain } from '@epsie/core';
 *
 * const chain = new Chain({ parameters: ['x'], model: ({ x }) => ({ logPrior: 0, logLikelihood: -0.5 * x * x }), seed: 1 });
 * chain.start({ x: 0 });
 * chain.step();
 * console.log(chain.currentPositions.x, chain.acceptance.ratio); // its position, and Float64Array(1)
 * ```
 */
export class Chain<P extends string> extends SingleChain<P, ChainState, Float64Array, Uint8Array, number, Position<P>> {
  /** @throws TypeError or RangeError for an invalid option, which the message names */
  constructor(options: ChainOptions<P>) {
    expectOptions('Chain', options, CHAIN_OPTIONS);
    super(options);
  }
}
