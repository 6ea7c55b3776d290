import { exp } from '../math/elementary.ts';
import type { Random } from '../random/random.ts';

/** The members of a level that a swap exchanges. Its β, its proposals and its counters stay. */
export type SwappedState = {
  /** The point. */
  position: Float64Array;
  /** Log likelihood there. */
  logLikelihood: number;
  /** Log prior there. */
  logPrior: number;
  /** Numbers in the model's blob there. */
  blob: Float64Array;
};

/** Sweeps of swaps between the levels of one chain, with the record of the last one. */
export class SwapSweep {
  /** Inverse temperature of each level, coldest first. */
  readonly betas: Float64Array;
  /** `swapIndex[t]`: the level that the state at level t came from. */
  readonly swapIndex: Int32Array;
  /** `ratios[i]`: acceptance ratio of pair i; NaN if it was not tried. */
  readonly ratios: Float64Array;
  readonly #levels: readonly SwappedState[];
  readonly #acceptance: Float64Array;

  /**
   * @param levels levels whose states are exchanged in place, coldest first
   * @param betas read at every sweep
   */
  constructor(levels: readonly SwappedState[], betas: Float64Array) {
    this.betas = betas;
    this.swapIndex = new Int32Array(levels.length);
    this.ratios = new Float64Array(levels.length - 1);
    this.#levels = levels;
    this.#acceptance = new Float64Array(levels.length - 1);
  }

  /**
   * Makes a sweep: tries pairs of neighbours, and exchanges the states of those that are accepted.
   *
   * @param order pairs to try, in their order
   * @param random draws one uniform per pair, except where the swap is certain
   */
  run(order: ArrayLike<number>, random: Pick<Random, 'random'>): void {
    const { betas, swapIndex, ratios } = this;
    const levels = this.#levels;
    for (let t = 0; t < swapIndex.length; t++) swapIndex[t] = t;
    if (order.length < ratios.length) ratios.fill(Number.NaN);
    for (let i = 0; i < order.length; i++) {
      const pair = order[i] as number;
      const colder = levels[pair] as SwappedState;
      const hotter = levels[pair + 1] as SwappedState;
      const logRatio = logSwapRatio(colder, hotter, betas, pair);
      const ratio = ratioOf(logRatio);
      ratios[pair] = ratio;
      if (!(logRatio > 0 || random.random() <= ratio)) continue;
      exchange(colder, hotter);
      const from = swapIndex[pair] as number;
      swapIndex[pair] = swapIndex[pair + 1] as number;
      swapIndex[pair + 1] = from;
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
      acceptance[pair] = Number.isNaN(ratio) ? this.#untriedRatio(pair) : ratio;
    }
    return acceptance;
  }

  #untriedRatio(pair: number): number {
    const [colder, hotter] = [this.#levels[pair] as SwappedState, this.#levels[pair + 1] as SwappedState];
    return ratioOf(logSwapRatio(colder, hotter, this.betas, pair));
  }
}

// (β_{i+1} − β_i)(log L_i − log L_{i+1}). Two states without support are equally likely at every temperature.
function logSwapRatio(colder: SwappedState, hotter: SwappedState, betas: Float64Array, pair: number): number {
  const a = colder.logLikelihood;
  const b = hotter.logLikelihood;
  return ((betas[pair + 1] as number) - (betas[pair] as number)) * (a === b ? 0 : a - b);
}

const ratioOf = (logRatio: number): number => (logRatio > 0 ? 1 : exp(logRatio));

function exchange(a: SwappedState, b: SwappedState): void {
  const { position, logLikelihood, logPrior, blob } = a;
  a.position = b.position;
  a.logLikelihood = b.logLikelihood;
  a.logPrior = b.logPrior;
  a.blob = b.blob;
  b.position = position;
  b.logLikelihood = logLikelihood;
  b.logPrior = logPrior;
  b.blob = blob;
}
