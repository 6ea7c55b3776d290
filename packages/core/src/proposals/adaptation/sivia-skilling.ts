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
  /** A step that would take the largest element of the covariance beyond this is not made. Default: (1.49 × largest width)² for bounded proposals, else none. */
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

/** The rule for independent parameters. */
export function siviaSkillingDiagonal(
  spec: SiviaSkillingSpec,
  scale: DiagonalScale,
  impliedMaximum?: number,
): Rule<DiagonalScale & AcceptanceCount> {
  const maximum = spec.maxCovariance ?? impliedMaximum ?? Number.POSITIVE_INFINITY;
  return {
    initial: () => ({ std: scale.std.slice(), accepted: 0 }),
    adapt(state, step) {
      const factor = varianceFactor(spec, state, step);
      const largest = largestOf(state.std);
      if (largest * largest * factor <= maximum) multiply(state.std, Math.sqrt(factor));
    },
  };
}

/** The rule for parameters that move together. */
export function siviaSkillingFull(spec: SiviaSkillingSpec, scale: FullScale): Rule<FullScale & AcceptanceCount> {
  const maximum = spec.maxCovariance ?? Number.POSITIVE_INFINITY;
  return {
    initial: () => ({ covariance: scale.covariance.slice(), factor: scale.factor.slice(), accepted: 0 }),
    adapt(state, step) {
      const factor = varianceFactor(spec, state, step);
      const largest = largestOf(state.covariance);
      if (largest * factor > maximum) return;
      multiply(state.covariance, factor);
      multiply(state.factor, Math.sqrt(factor));
    },
  };
}

function varianceFactor(spec: SiviaSkillingSpec, state: AcceptanceCount, step: Transition): number {
  const d = stepsSinceStart(step);
  if (d >= spec.duration) return 1;
  if (step.accepted) state.accepted++;
  const count = d + 1;
  const rate = state.accepted / count;
  if (rate > spec.targetRate) return exp(1 / state.accepted);
  return rate < spec.targetRate ? exp(-1 / (count - state.accepted)) : 1;
}

function largestOf(values: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, values[i] as number);
  return largest;
}

function multiply(values: Float64Array, factor: number): void {
  for (let i = 0; i < values.length; i++) values[i] = (values[i] as number) * factor;
}

function expectMaximum(value: unknown): number {
  if (value === Number.POSITIVE_INFINITY)
    throw new RangeError(expected('maxCovariance', 'a positive number, or left out', value));
  return expectPositive('maxCovariance', value);
}
