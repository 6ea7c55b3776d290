import { expectBoolean, expectInteger, expectOptions, expectPositive } from '../../checks/validate.ts';
import { rangeError } from '../../errors/wrong-use.ts';
import { exp, log } from '../../math/elementary.ts';
import type { LadderRule } from '../ladder-rule.ts';

/** Settings of {@link vousden}. */
export type VousdenSpec = {
  /** Name of the rule. */
  readonly kind: 'vousden';
  /** Sweeps over which the adaptation decays. */
  readonly tau: number;
  /** Sweeps over which it averages at the start. */
  readonly nu: number;
  /** Whether the hottest level samples the prior. */
  readonly infiniteHottest: boolean;
  /** Sweeps after which the ladder stays as it is, if it ever does. */
  readonly duration?: number;
};

/** Options of {@link vousden}. */
export type VousdenOptions = {
  /** Number of sweeps over which the adaptation decays, t₀ of the paper. Default 1000. */
  readonly tau?: number;
  /** Time scale of the adaptation in sweeps, ν of the paper. Default 10. */
  readonly nu?: number;
  /** Whether the hottest level is set to β = 0, the prior, instead of the last of `betas`. Default true. */
  readonly infiniteHottest?: boolean;
  /**
   * Sweeps after which the ladder stays as it is. A ladder that adapts biases the levels between its ends, and so estimates of the
   * evidence: drop the samples up to there. Default: it never ends.
   */
  readonly duration?: number;
};

/**
 * A ladder that adapts until all neighbours swap equally often (Vousden, Farr & Mandel 2016, MNRAS 455, 1919, eqs. 11–14).
 * Every tempered chain adapts its own ladder; its coldest and its hottest level stay fixed.
 *
 * The hottest level is *set to β = 0*, whatever the last of `betas` is: it samples the prior, which must then be proper.
 * `infiniteHottest: false` keeps the given one. `betas` of a sampler is the ladder that its chains will start with.
 *
 * @example
 * ```ts
 * import { ParallelTemperedSampler, vousden } from '@epsie/core';
 *
 * const sampler = new ParallelTemperedSampler({
 *   parameters: ['x'],
 *   model: ({ x }) => ({ logPrior: Math.abs(x) < 10 ? -Math.log(20) : -Infinity, logLikelihood: -0.5 * x * x }),
 *   chains: 1,
 *   betas: [1, 0.1, 0.01],
 *   ladder: vousden(),
 * });
 * console.log(sampler.betas[0]); // Float64Array(3) [ 1, 0.1, 0 ]
 * ```
 */
export function vousden(options: VousdenOptions = {}): VousdenSpec {
  expectOptions('vousden', options, ['tau', 'nu', 'infiniteHottest', 'duration']);
  const { tau = 1000, nu = 10, infiniteHottest = true, duration } = options;
  return {
    kind: 'vousden',
    tau: expectPositive('tau', tau),
    nu: expectPositive('nu', nu),
    infiniteHottest: expectBoolean('infiniteHottest', infiniteHottest),
    ...(duration === undefined ? {} : { duration: expectInteger('duration', duration, 1) }),
  };
}

/** State of {@link vousden}. */
export type VousdenState = {
  /** S_i = log(T_{i+1} − T_i) for i = 0 … K − 3. */
  readonly logSpacings: Float64Array;
};

/** The rule of {@link vousden}. Needs three levels: between a fixed coldest and a fixed hottest one, at least one to adapt. */
export const vousdenRule: LadderRule<VousdenSpec, VousdenState> = {
  start(spec, given) {
    if (given.length < 3) {
      const expectation = 'Expected `betas` to have at least 3 temperatures with an adaptive `ladder`';
      throw rangeError(`${expectation}, got ${given.length}`);
    }
    const betas = given.slice();
    if (spec.infiniteHottest) betas[betas.length - 1] = 0;
    const logSpacings = Float64Array.from({ length: betas.length - 2 }, (_, i) =>
      log(1 / (betas[i + 1] as number) - 1 / (betas[i] as number)),
    );
    return { betas, ladder: { logSpacings } };
  },

  lastSweep: ({ duration }) => duration,

  // Skips a change that would move a level past the hottest one.
  adapt(spec, betas, state, acceptance, sweep) {
    const gain = 1 / spec.nu / (1 + sweep / spec.tau);
    const spacings = state.logSpacings.map(
      (s, i) => s + ((acceptance[i] as number) - (acceptance[i + 1] as number)) * gain,
    );
    const hottest = betas.length - 1;
    let temperature = 1 / (betas[0] as number);
    const next = spacings.map((s) => {
      temperature += exp(s);
      return 1 / temperature;
    });
    if (!((next[hottest - 2] as number) > (betas[hottest] as number))) return;
    state.logSpacings.set(spacings);
    betas.set(next, 1);
  },
};
