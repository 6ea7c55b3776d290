import { expectOptions } from '../checks/validate.ts';
import type { ChainHistory } from '../history/chain-history.ts';
import type { Model } from '../model/model.ts';
import { toModelObject } from '../model/to-model-object.ts';
import { printShapes } from '../platform/inspect.ts';
import type { TemperedChainState } from '../tempering/state.ts';
import { resolveTempering, TEMPERING_OPTIONS, type TemperingSettings } from '../tempering/tempering.ts';
import { CHAIN_OPTIONS, type ChainOptions, SingleChain } from './single.ts';
import { type Swaps, swapShapes } from './views/swaps.ts';

/**
 * One tempered chain in this process, step by step: for teaching, debugging and tools. Its numbers are those of
 * chain `chain` of a {@link ParallelTemperedSampler} with the same seed.
 *
 * @example
 * ```ts
 * import { ParallelTemperedChain } from '@epsie/core';
 *
 * const chain = new ParallelTemperedChain({
 *   parameters: ['x'],
 *   model: ({ x }) => ({ logPrior: Math.abs(x) < 5 ? 0 : -Infinity, logLikelihood: -0.5 * x * x }),
 *   betas: [1, 0.5, 0],
 *   seed: 1,
 * });
 * chain.start({ x: [0, 0, 0] });
 * chain.step(10);
 * console.log(chain.positions.x[0], chain.swaps.index[0]); // the coldest level; where its states came from
 * ```
 */
export class ParallelTemperedChain<P extends string> extends SingleChain<
  P,
  TemperedChainState,
  readonly Float64Array[],
  readonly Uint8Array[],
  Float64Array,
  { readonly [K in P]: ArrayLike<number> }
> {
  /** @throws TypeError or RangeError for an invalid option, which the message names */
  constructor(options: ChainOptions<P> & TemperingSettings) {
    expectOptions('ParallelTemperedChain', options, [...CHAIN_OPTIONS, ...TEMPERING_OPTIONS]);
    super(options, resolveTempering(options, toModelObject(options.model as unknown as Model<string>)));
  }

  /** Inverse temperatures, coldest first. Before the start, the ladder that the chain will start with; an adaptive ladder changes it. */
  get betas(): Float64Array {
    return this.set.betas(0);
  }

  /** Temperatures 1/β, coldest first; Infinity where β is 0. */
  get temperatures(): Float64Array {
    return this.betas.map((beta) => 1 / beta);
  }

  /** The swaps since the last clear: `index[temperature]`, `ratio[pair]` and, with an adaptive ladder,
   * `beta[temperature]`, one entry per sweep. Views, not copies. */
  get swaps(): Swaps<Int32Array, Float64Array> {
    const history = this.set.histories[0] as ChainHistory;
    const { levels, configuration } = this.set;
    const swaps = {
      index: Array.from({ length: levels }, (_, level) => history.swapIndex(level)),
      ratio: Array.from({ length: levels - 1 }, (_, pair) => history.swapRatio(pair)),
      ...(configuration.tempering?.ladder === undefined
        ? {}
        : { beta: Array.from({ length: levels }, (_, level) => history.swapBeta(level)) }),
    };
    return printShapes(swaps, () => swapShapes(swaps));
  }
}
