import { exp } from '../math/elementary.ts';
import type { Random } from '../random/random.ts';

/** Decisions of the sweeps of swaps between the levels of one chain, with the record of the last sweep. */
export class SwapSweep {
  /** Inverse temperature of each level, coldest first. */
  readonly betas: Float64Array;
  /** Log likelihood of the state at each level; the caller fills it before a sweep, which permutes it. */
  readonly logLikelihoods: Float64Array;
  /** `swapIndex[t]`: the level whose state is at level t after the sweep. */
  readonly swapIndex: Int32Array;
  /** `ratios[i]`: acceptance ratio of pair i; NaN if it was not tried. */
  readonly ratios: Float64Array;
  /** `accepted[i]`: 1 if the states of pair i were exchanged. */
  readonly accepted: Uint8Array;
  readonly #acceptance: Float64Array;

  /** @param betas read at every sweep */
  constructor(betas: Float64Array) {
    this.betas = betas;
    this.logLikelihoods = new Float64Array(betas.length);
    this.swapIndex = new Int32Array(betas.length);
    this.ratios = new Float64Array(betas.length - 1);
    this.accepted = new Uint8Array(betas.length - 1);
    this.#acceptance = new Float64Array(betas.length - 1);
  }

  /**
   * Decides a sweep.
   *
   * @param order pairs to try, in their order
   * @param random draws one uniform per pair, except where the swap is certain
   */
  run(order: ArrayLike<number>, random: Pick<Random, 'random'>): void {
    const { logLikelihoods, swapIndex, ratios, accepted } = this;
    for (let t = 0; t < swapIndex.length; t++) swapIndex[t] = t;
    for (let pair = 0; pair < ratios.length; pair++) {
      ratios[pair] = Number.NaN;
      accepted[pair] = 0;
    }
    for (let i = 0; i < order.length; i++) {
      const pair = order[i] as number;
      const logRatio = this.#logRatio(pair);
      const ratio = ratioOf(logRatio);
      ratios[pair] = ratio;
      if (!(logRatio > 0 || random.random() <= ratio)) continue;
      accepted[pair] = 1;
      exchange(logLikelihoods, pair);
      exchange(swapIndex, pair);
    }
  }

  /**
   * Returns the acceptance ratio of every pair, for ladder rules: of a pair that the last sweep did not try, the ratio that an
   * attempt after it would have had. Both have the same expectation once the levels sample their targets.
   */
  acceptance(): Float64Array {
    const acceptance = this.#acceptance;
    for (let pair = 0; pair < acceptance.length; pair++) {
      const ratio = this.ratios[pair] as number;
      acceptance[pair] = Number.isNaN(ratio) ? ratioOf(this.#logRatio(pair)) : ratio;
    }
    return acceptance;
  }

  // (β_{i+1} − β_i)(log L_i − log L_{i+1})
  #logRatio(pair: number): number {
    const { betas, logLikelihoods } = this;
    const gap = (betas[pair + 1] as number) - (betas[pair] as number);
    return gap * difference(logLikelihoods[pair] as number, logLikelihoods[pair + 1] as number);
  }
}

const ratioOf = (logRatio: number): number => (logRatio > 0 ? 1 : exp(logRatio));

// Two states without support are equally likely at every temperature.
const difference = (a: number, b: number): number => (a === b ? 0 : a - b);

function exchange(array: Float64Array | Int32Array, i: number): void {
  const item = array[i] as number;
  array[i] = array[i + 1] as number;
  array[i + 1] = item;
}
