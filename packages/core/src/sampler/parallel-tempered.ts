import { expectOptions } from '../checks/validate.ts';
import type { ChainHistory } from '../history/chain-history.ts';
import type { Model } from '../model/model.ts';
import { toModelObject } from '../model/to-model-object.ts';
import { printShapes } from '../platform/inspect.ts';
import type { TemperedChainState } from '../tempering/state.ts';
import { resolveTempering, TEMPERING_OPTIONS, type TemperingSettings } from '../tempering/tempering.ts';
import { SAMPLER_OPTIONS, type SamplerOptions } from './options.ts';
import { Sampler } from './sampler.ts';
import { type Swaps, swapShapes } from './views/swaps.ts';

/** Options of {@link ParallelTemperedSampler}. */
export type ParallelTemperedOptions<P extends string> = SamplerOptions<P> & TemperingSettings;

/** Start positions: for each parameter one array per temperature, coldest first, with one number per chain. */
export type TemperedStartPositions<P extends string> = { readonly [K in P]: readonly ArrayLike<number>[] };

type PerTemperature<T> = readonly (readonly T[])[];

/**
 * Independent tempered chains: each runs a ladder of inverse temperatures β, whose levels sample prior × likelihood^β and
 * swap their states (Geyer 1991; Earl & Deem 2005, Phys. Chem. Chem. Phys. 7, 3910).
 *
 * @example
 * ```ts
 * import { betaLadder, ParallelTemperedSampler } from '@epsie/core';
 *
 * const sampler = new ParallelTemperedSampler({
 *   parameters: ['x'],
 *   model: ({ x }) => ({ logPrior: Math.abs(x) < 10 ? 0 : -Infinity, logLikelihood: -8 * (x * x - 4) ** 2 }),
 *   chains: 1,
 *   betas: betaLadder(4, 1000),
 *   seed: 1,
 * });
 * await sampler.start({ x: [[2], [2], [2], [2]] });
 * await sampler.run(1000);
 * console.log(sampler.positions.x[0][0]); // the coldest level of chain 0
 * ```
 */
export class ParallelTemperedSampler<P extends string> extends Sampler<
  P,
  TemperedChainState,
  PerTemperature<Float64Array>,
  PerTemperature<Uint8Array>,
  readonly Float64Array[],
  TemperedStartPositions<P>
> {
  /** @throws TypeError or RangeError for an invalid option, which the message names */
  constructor(options: ParallelTemperedOptions<P>) {
    expectOptions('ParallelTemperedSampler', options, [...SAMPLER_OPTIONS, ...TEMPERING_OPTIONS]);
    super(options, resolveTempering(options, toModelObject(options.model as unknown as Model<string>)));
  }

  /**
   * Inverse temperatures of each chain, coldest first: `betas[chain]`. Before the start, the ladder that every chain will
   * start with; an adaptive ladder changes it.
   */
  get betas(): readonly Float64Array[] {
    return Array.from({ length: this.chains }, (_, chain) => this.set.betas(chain));
  }

  /** Temperatures 1/β of each chain, coldest first: `temperatures[chain]`; Infinity where β is 0. */
  get temperatures(): readonly Float64Array[] {
    return this.betas.map((betas) => betas.map((beta) => 1 / beta));
  }

  /**
   * The swaps since the last clear, one entry per sweep: `index[temperature][chain]` is the level whose state ended at this
   * temperature, `ratio[pair][chain]` the acceptance ratio between temperatures `pair` and `pair + 1`; with an adaptive ladder
   * `beta[temperature][chain]`, the inverse temperatures during the sweep. Views, not copies.
   */
  get swaps(): Swaps<readonly Int32Array[], readonly Float64Array[]> {
    const { histories, levels, configuration } = this.set;
    const rows = <V>(count: number, get: (history: ChainHistory, row: number) => V): V[][] =>
      Array.from({ length: count }, (_, row) => histories.map((history) => get(history, row)));
    const swaps = {
      index: rows(levels, (history, level) => history.swapIndex(level)),
      ratio: rows(levels - 1, (history, pair) => history.swapRatio(pair)),
      ...(configuration.tempering?.ladder === undefined
        ? {}
        : { beta: rows(levels, (history, level) => history.swapBeta(level)) }),
    };
    return printShapes(swaps, () => swapShapes(swaps));
  }
}
