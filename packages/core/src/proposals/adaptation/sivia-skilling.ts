import { exp } from '../../elementary.ts';
import { expected, expectFraction, expectInteger, expectOptions, expectPositive } from '../../validate.ts';
import type { Transition } from '../kernel.ts';
import type { DiagonalScale, FullScale } from '../scale.ts';
import { DEFAULT_TARGET_RATE, type Rule, stepsSinceStart } from './rule.ts';

/** Made by {@link siviaSkilling}. */
export type SiviaSkillingSpec = {
  /** Name of the rule. */
  readonly kind: 'siviaSkilling';
  /** Acceptance rate to reach. */
  readonly targetRate: number;
  /** The largest variance (or element of the covariance) that it may reach. */
  readonly maxCovariance?: number;
  /** Steps after which it stops. */
  readonly duration: number;
};

/** Options of {@link siviaSkilling}. */
export type SiviaSkillingOptions = {
  /** Acceptance rate to reach. Default 0.234. */
  readonly targetRate?: number;
  /**
   * A step that would raise an element of the covariance beyond this is not made. Default: none; for bounded proposals and
   * angles no step that would raise every standard deviation beyond 1.49 times the width of its parameter.
   */
  readonly maxCovariance?: number;
  /** Steps of the proposal after which the adaptation stops. Default: never. */
  readonly duration?: number;
};

/** What {@link siviaSkilling} adds to the scale of a family. */
export type AcceptanceCount = {
  /** Steps accepted since the adaptation started. */
  accepted: number;
};

/**
 * Adapts the covariance as a whole, by a factor that follows the acceptance rate since the start: e^{1/accepted} above
 * the target, e^{−1/rejected} below (Sivia & Skilling 2006, *Data Analysis: A Bayesian Tutorial*).
 *
 * It never stops by itself. Samples that are drawn while a proposal adapts are not from the exact posterior: give a
 * `duration` and discard the samples before it.
 */
export function siviaSkilling(options: SiviaSkillingOptions = {}): SiviaSkillingSpec {
  expectOptions('siviaSkilling', options, ['targetRate', 'maxCovariance', 'duration']);
  const { targetRate = DEFAULT_TARGET_RATE, maxCovariance, duration = Number.POSITIVE_INFINITY } = options;
  return {
    kind: 'siviaSkilling',
    targetRate: expectFraction('targetRate', targetRate),
    ...(maxCovariance === undefined ? {} : { maxCovariance: expectMaximum(maxCovariance) }),
    duration: duration === Number.POSITIVE_INFINITY ? duration : expectInteger('duration', duration, 1),
  };
}

/**
 * The rule for independent parameters.
 *
 * @param impliedMaxima variances, one for each: growth ends where all are beyond, unless the user gives a maximum
 */
export function siviaSkillingDiagonal(
  spec: SiviaSkillingSpec,
  scale: DiagonalScale,
  impliedMaxima?: readonly number[],
): Rule<DiagonalScale & AcceptanceCount> {
  const n = scale.std.length;
  const implied = spec.maxCovariance === undefined ? impliedMaxima : undefined;
  const limits =
    implied === undefined ? limitsOf(spec, n) : { ...spec, maxima: Float64Array.from(implied), tooMany: n };
  return {
    initial: () => ({ std: scale.std.slice(), accepted: 0 }),
    adapt(state, step) {
      rescale(limits, state, step, undefined, state.std);
    },
  };
}

/** The rule for parameters that move together. */
export function siviaSkillingFull(spec: SiviaSkillingSpec, scale: FullScale): Rule<FullScale & AcceptanceCount> {
  const limits = limitsOf(spec, scale.covariance.length);
  return {
    initial: () => ({ covariance: scale.covariance.slice(), factor: scale.factor.slice(), accepted: 0 }),
    adapt(state, step) {
      rescale(limits, state, step, state.covariance, state.factor);
    },
  };
}

type Limits = Pick<SiviaSkillingSpec, 'targetRate' | 'duration'> & {
  /** Largest variances, or elements of the covariance. */
  readonly maxima: Float64Array;
  /** How many may not grow beyond them. */
  readonly tooMany: number;
};

const limitsOf = (spec: SiviaSkillingSpec, n: number): Limits => ({
  ...spec,
  maxima: new Float64Array(n).fill(spec.maxCovariance ?? Number.POSITIVE_INFINITY),
  tooMany: 1,
});

// One function without a number among its arguments: a number that passes between functions that the engine does not join
// is an object on the heap.
function rescale(
  { targetRate, duration, maxima, tooMany }: Limits,
  state: AcceptanceCount,
  step: Transition,
  covariance: Float64Array | undefined,
  root: Float64Array,
): void {
  const d = stepsSinceStart(step);
  if (d >= duration) return;
  if (step.accepted) state.accepted++;
  const { accepted } = state;
  const count = d + 1;
  const rate = accepted / count;
  if (rate === targetRate) return;
  const factor = exp(rate > targetRate ? 1 / accepted : -1 / (count - accepted));
  // What starts beyond its maximum may shrink.
  if (factor > 1) {
    let beyond = 0;
    for (let i = 0; i < maxima.length; i++) {
      const std = root[i] as number;
      const value = covariance === undefined ? std * std : (covariance[i] as number);
      if (value * factor > (maxima[i] as number)) beyond++;
    }
    if (beyond >= tooMany) return;
  }
  const rootFactor = Math.sqrt(factor);
  if (covariance !== undefined) {
    for (let i = 0; i < covariance.length; i++) covariance[i] = (covariance[i] as number) * factor;
  }
  for (let i = 0; i < root.length; i++) root[i] = (root[i] as number) * rootFactor;
}

function expectMaximum(value: unknown): number {
  if (value === Number.POSITIVE_INFINITY)
    throw new RangeError(expected('maxCovariance', 'a positive number, or left out', value));
  return expectPositive('maxCovariance', value);
}
