import { expectBoolean, expectInteger, expectOptions } from '../../checks/validate.ts';
import { rangeError } from '../../errors/wrong-use.ts';
import { equalRejectionBetas } from '../equal-rejection-betas.ts';
import type { LadderRule } from '../ladder-rule.ts';

/** Settings of {@link equalRejection}. */
export type EqualRejectionSpec = {
  /** Name of the rule. */
  readonly kind: 'equalRejection';
  /** Number of rounds. */
  readonly rounds: number;
  /** Sweeps of the first round. */
  readonly firstRound: number;
  /** Whether the hottest level samples the prior. */
  readonly infiniteHottest: boolean;
  /** Whether all chains of a run have one ladder. */
  readonly shared: boolean;
};

/** Options of {@link equalRejection}. */
export type EqualRejectionOptions = {
  /** Number of rounds, each twice as long as the one before. After the last one the ladder stays as it is. Default 8. */
  readonly rounds?: number;
  /** Number of sweeps in the first round: all rounds together have `firstRound` · (2^`rounds` − 1). Default 32. */
  readonly firstRound?: number;
  /** Whether the hottest level is set to β = 0, the prior, instead of the last of `betas`. Default true. */
  readonly infiniteHottest?: boolean;
  /**
   * Whether all chains of a run have one ladder, estimated from all of them together. They agree on it at the end of each round, and know
   * nothing of each other in between. With 8 chains, the rejections of the pairs then differ by 0.02, with a ladder for each chain by 0.05, while
   * round trips are equally frequent. Default true.
   */
  readonly shared?: boolean;
};

/**
 * Returns a rule that finds the ladder on which all neighbours reject swaps equally often, in rounds of doubling length (Syed,
 * Bouchard-Côté, Deligiannidis & Doucet 2022, JRSSB 84, 321, Algorithm 2). At the end of a round the rejections rᵢ of all pairs are known. Their cumulated sum Λ(β)
 * is interpolated, and the new levels divide it equally: Λ(βⱼ) = Λ · j / (levels − 1). Within a round, and after the last one, the ladder
 * is fixed.
 *
 * Any start ladder will do. The rule has nothing to tune but the number of rounds: more of them make the ladder more precise. While it
 * still adapts, a warning of the sampler states for how long.
 *
 * The hottest level is *set to β = 0*, whatever the last of `betas` is: it samples the prior, which must then be proper.
 * `infiniteHottest: false` keeps the given one. The coldest level keeps its β.
 *
 * `state.chains[c].ladder.rejections` has the mean rejection of every pair in the last complete round. Their sum estimates the
 * communication barrier Λ: with `swaps: 'evenOdd'`, a chain of many levels makes at most 1 / (2 + 2Λ) round trips per sweep.
 *
 * Λ is interpolated by a monotone cubic in β^¼. A geometric ladder is more even in it than in β, so that levels reach the small β in
 * fewer rounds. Where the ladder ends up does not depend on that.
 *
 * @example
 * ```ts
 * import { betaLadder, equalRejection, ParallelTemperedSampler } from '@epsie/core';
 *
 * const sampler = new ParallelTemperedSampler({
 *   parameters: ['x'],
 *   model: ({ x }) => ({ logPrior: Math.abs(x) < 10 ? -Math.log(20) : -Infinity, logLikelihood: -50 * x * x }),
 *   chains: 1,
 *   betas: betaLadder(4, 100),
 *   ladder: equalRejection({ rounds: 6 }),
 *   seed: 1,
 * });
 * await sampler.start({ x: [[0], [0], [0], [0]] });
 * await sampler.run(2016); // 32 · (2⁶ − 1) sweeps: all rounds
 * console.log(sampler.betas[0], sampler.state.chains[0].ladder);
 * ```
 */
export function equalRejection(options: EqualRejectionOptions = {}): EqualRejectionSpec {
  expectOptions('equalRejection', options, ['rounds', 'firstRound', 'infiniteHottest', 'shared'], '{ rounds: 8 }');
  const { rounds = 8, firstRound = 32, infiniteHottest = true, shared = true } = options;
  const spec: EqualRejectionSpec = {
    kind: 'equalRejection',
    rounds: expectInteger('rounds', rounds, 1),
    firstRound: expectInteger('firstRound', firstRound, 1),
    infiniteHottest: expectBoolean('infiniteHottest', infiniteHottest),
    shared: expectBoolean('shared', shared),
  };
  const sweeps = sweepsUntil(spec, rounds);
  if (Number.isSafeInteger(sweeps)) return spec;
  throw rangeError(
    'Expected `rounds` of doubling length to have fewer than 2^53 sweeps together, ' +
      `got ${sweeps} (${rounds} rounds, the first of ${firstRound})`,
  );
}

/** State of {@link equalRejection}. */
export type EqualRejectionState = {
  /** Mean rejection of each pair in the last complete round; NaN before its end. Their sum estimates the communication barrier. */
  readonly rejections: Float64Array;
  /** Sum of the rejections of each pair in the present round. */
  readonly sums: Float64Array;
  /** Sweeps of the present round so far. */
  sweeps: number;
};

/** The rule of {@link equalRejection}. With two levels it only estimates their rejection. */
export const equalRejectionRule: LadderRule<EqualRejectionSpec, EqualRejectionState> = {
  start(spec, given) {
    if (given.length < 2) {
      const expectation = 'Expected `betas` to have at least 2 temperatures with `equalRejection`';
      throw rangeError(`${expectation}, got ${given.length}`);
    }
    const betas = given.slice();
    if (spec.infiniteHottest) betas[betas.length - 1] = 0;
    return { betas, ladder: newRound(new Float64Array(betas.length - 1).fill(Number.NaN)) };
  },

  adapt(spec, betas, state, acceptance, sweep) {
    const { sums } = state;
    for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] as number) + 1 - (acceptance[i] as number);
    state.sweeps++;
    if (spec.shared || !endsRound(spec, sweep)) return;
    const next = endRound(betas, [state]);
    betas.set(next.betas);
    state.rejections.set(next.ladder.rejections);
    sums.fill(0);
    state.sweeps = 0;
  },

  lastSweep: (spec) => sweepsUntil(spec, spec.rounds),

  nextAgreement: (spec, sweep) =>
    spec.shared && sweep < sweepsUntil(spec, spec.rounds) ? roundEnd(spec, sweep + 1) : undefined,

  agree: (_spec, betas, states) => endRound(betas, states),
};

/** Returns the state at the start of a round. */
const newRound = (rejections: Float64Array): EqualRejectionState => ({
  rejections,
  sums: new Float64Array(rejections.length),
  sweeps: 0,
});

/** Returns the ladder for the next round, and the state at its start. */
function endRound(betas: Float64Array, states: readonly EqualRejectionState[]): Ladder {
  const sweeps = states.reduce((total, state) => total + state.sweeps, 0);
  const rejections = betas
    .slice(1)
    .map((_, i) => states.reduce((sum, { sums }) => sum + (sums[i] as number), 0) / sweeps);
  return { betas: equalRejectionBetas(betas, rejections), ladder: newRound(rejections) };
}

type Ladder = { readonly betas: Float64Array; readonly ladder: EqualRejectionState };

/** Returns the number of sweeps in the first rounds. */
const sweepsUntil = ({ firstRound }: EqualRejectionSpec, rounds: number): number => firstRound * (2 ** rounds - 1);

/** Returns the last sweep of the round that a sweep is in. */
function roundEnd({ firstRound }: EqualRejectionSpec, sweep: number): number {
  let end = firstRound;
  while (end < sweep) end = 2 * end + firstRound;
  return end;
}

const endsRound = (spec: EqualRejectionSpec, sweep: number): boolean => roundEnd(spec, sweep) === sweep;
