import { expected, expectFraction, expectInteger, expectOptions, expectPositive } from '../../checks/validate.ts';
import { rangeError } from '../../errors/wrong-use.ts';
import { exp } from '../../math/elementary.ts';
import type { Transition } from '../kernel.ts';
import type { DiagonalScale, FullScale } from '../scales/scale.ts';
import {
  type AdaptationRule,
  type AdaptiveScale,
  DEFAULT_TARGET_RATE,
  type ParameterFacts,
  stepsSinceStart,
} from './rule.ts';

/** A {@link siviaSkilling} adaptation as plain data. */
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
  /** An adaptation that would raise the largest element of the covariance beyond this is skipped. Default: (1.49 × largest width)² for bounded proposals, else none. */
  readonly maxCovariance?: number;
  /** Steps of the proposal after which the adaptation stops. Default: never. */
  readonly duration?: number;
};

/** State that {@link siviaSkilling} adds to a scale. */
export type AcceptanceCount = {
  /** Steps accepted since the adaptation started. */
  accepted: number;
};

/**
 * Adapts the covariance by a factor that follows the acceptance rate since the start: e^{1/accepted} above
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

/** The rule of {@link siviaSkilling}. */
export const siviaSkillingRule: AdaptationRule<SiviaSkillingSpec> = {
  kind: 'siviaSkilling',
  fits: { diagonal: scaleWidths, full: scaleCovariance },
};

/** Largest standard deviation of a bounded parameter, in widths of its interval. */
const WIDEST = 1.49;

function scaleWidths(
  spec: SiviaSkillingSpec,
  scale: DiagonalScale,
  { widths }: ParameterFacts,
): AdaptiveScale<DiagonalScale & AcceptanceCount> {
  const implied = widths === undefined ? Number.POSITIVE_INFINITY : (WIDEST * Math.max(...widths)) ** 2;
  const limits = { ...spec, maximum: spec.maxCovariance ?? implied };
  return {
    initial: () => ({ std: scale.std.slice(), accepted: 0 }),
    adapt(state, step) {
      rescale(limits, state, step, undefined, state.std);
    },
  };
}

function scaleCovariance(spec: SiviaSkillingSpec, scale: FullScale): AdaptiveScale<FullScale & AcceptanceCount> {
  const limits = { ...spec, maximum: spec.maxCovariance ?? Number.POSITIVE_INFINITY };
  return {
    initial: () => ({ covariance: scale.covariance.slice(), factor: scale.factor.slice(), accepted: 0 }),
    adapt(state, step) {
      rescale(limits, state, step, state.covariance, state.factor);
    },
  };
}

type Limits = Pick<SiviaSkillingSpec, 'targetRate' | 'duration'> & { readonly maximum: number };

// Multiplies the covariance by the factor that the acceptance rate asks for, and its root by the square root of that, unless the
// largest variance would exceed the maximum. A diagonal scale has no covariance, only the root: its standard deviations.
//
// One function without a number among its arguments: a number that passes between functions that the engine does not join
// is an object on the heap.
function rescale(
  { targetRate, duration, maximum }: Limits,
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
  const values = covariance ?? root;
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, values[i] as number);
  if ((covariance === undefined ? largest * largest : largest) * factor > maximum) return;
  const rootFactor = Math.sqrt(factor);
  if (covariance !== undefined) {
    for (let i = 0; i < covariance.length; i++) covariance[i] = (covariance[i] as number) * factor;
  }
  for (let i = 0; i < root.length; i++) root[i] = (root[i] as number) * rootFactor;
}

function expectMaximum(value: unknown): number {
  if (value === Number.POSITIVE_INFINITY)
    throw rangeError(expected('maxCovariance', 'a positive number, or left out', value));
  return expectPositive('maxCovariance', value);
}
