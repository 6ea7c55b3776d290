import { expectBoolean, expected, expectFraction, expectInteger, expectOptions } from '../../checks/validate.ts';
import { typeError } from '../../errors/wrong-use.ts';
import { cholesky } from '../../math/cholesky.ts';
import { exp, power } from '../../math/elementary.ts';
import type { Transition } from '../kernel.ts';
import type { DiagonalScale, FullScale } from '../scale.ts';
import { powersOf } from './powers.ts';
import { DEFAULT_TARGET_RATE, type Implied, type Rule, stepsSinceStart } from './rule.ts';

/** Made by {@link andrieuThoms}. */
export type AndrieuThomsSpec = {
  /** Name of the rule. */
  readonly kind: 'andrieuThoms';
  /** Steps after which it stops. */
  readonly duration: number;
  /** Whether the proposal's parameters stay independent. */
  readonly diagonal: boolean;
  /** Whether every parameter has a scale of its own. */
  readonly componentwise: boolean;
  /** Step at which it starts. */
  readonly start: number;
  /** Acceptance rate to reach. */
  readonly targetRate: number;
  /** Where the running mean of the positions starts. */
  readonly initialMean: 'start' | 'origin';
};

/** Options of {@link andrieuThoms}. */
export type AndrieuThomsOptions = {
  /** Steps of the proposal after which the adaptation stops. */
  readonly duration: number;
  /** Learn variances only, no covariances. Default false; bounded families always do. */
  readonly diagonal?: boolean;
  /** Learn a scale for every parameter (algorithm 6) instead of one for all (algorithm 4). For parameters that are not correlated; costs one more evaluation of the model per parameter and step while adapting. Default false. */
  readonly componentwise?: boolean;
  /** Step of the proposal at which the adaptation starts. Default 1. */
  readonly start?: number;
  /** Acceptance rate to reach. Default 0.234, componentwise 0.48. */
  readonly targetRate?: number;
  /**
   * Where the running mean of the positions starts. `'start'`: at the position before the first adapting step, also after
   * a reset. `'origin'`: at 0, as in Python EPSIE, which ruins what is learned of a parameter that lies many widths away from 0.
   * Default `'start'`.
   */
  readonly initialMean?: 'start' | 'origin';
};

/** What {@link andrieuThoms} adds to the scale of a family. */
export type LearnedShape = {
  /** Running mean of the positions; NaN until the first adapting step, if it starts there. */
  readonly mean: Float64Array;
  /** Running covariance of the positions: variances, or a matrix, row-major. */
  readonly unitCovariance: Float64Array;
  /** Log of the factor on the covariance: a number, or one for each parameter when componentwise. */
  logLambda: number | Float64Array;
};

/** Acceptance rate that is the best where one parameter moves at a time. */
const COMPONENTWISE_TARGET_RATE = 0.48;

/**
 * Learns the shape of the target from the chain's past (running mean and covariance), and its scale from the acceptance
 * ratio, with a gain d^{−0.6} − `duration`^{−0.6} (Andrieu & Thoms 2008, Statistics and Computing 18, 343: algorithm 4;
 * algorithm 6 when `componentwise`, which is for parameters that are not correlated). The virtual moves of algorithm 6 start from the position after the decision, as in
 * Python EPSIE.
 */
export function andrieuThoms(options: AndrieuThomsOptions): AndrieuThomsSpec {
  expectOptions('andrieuThoms', options, OPTIONS);
  const { duration, diagonal = false, componentwise = false, start = 1, initialMean = 'start' } = options;
  expectBoolean('componentwise', componentwise);
  const { targetRate = componentwise ? COMPONENTWISE_TARGET_RATE : DEFAULT_TARGET_RATE } = options;
  return {
    kind: 'andrieuThoms',
    duration: expectInteger('duration', duration, 2),
    diagonal: expectBoolean('diagonal', diagonal),
    componentwise,
    start: expectInteger('start', start, 1),
    targetRate: expectFraction('targetRate', targetRate),
    initialMean: expectInitialMean(initialMean),
  };
}

const OPTIONS = ['duration', 'diagonal', 'componentwise', 'start', 'targetRate', 'initialMean'] as const;

function expectInitialMean(value: AndrieuThomsSpec['initialMean']): AndrieuThomsSpec['initialMean'] {
  if (value === 'start' || value === 'origin') return value;
  throw typeError(expected('initialMean', "'start' or 'origin'", value));
}

/** The rule for independent parameters. */
export function andrieuThomsDiagonal(
  spec: AndrieuThomsSpec,
  scale: DiagonalScale,
  implied: Implied,
): Rule<DiagonalScale & LearnedShape> {
  const n = scale.std.length;
  const gainAt = gainOf(spec);
  // Python EPSIE knows neither: there 2π − ε is far from 0, and a count whose jumps are rounded can come to rest for ever.
  const { period, smallestStd } = spec.initialMean === 'origin' ? {} : implied;
  return {
    initial: () => ({
      std: scale.std.slice(),
      ...initialShape(
        spec,
        scale.std.map((std) => std * std),
        n,
      ),
    }),
    adapt(state, step) {
      const gain = gainAt(step);
      if (gain <= 0) return;
      startMean(state.mean, step);
      adaptScale(spec, state, step, gain);
      const common = typeof state.logLambda === 'number' ? exp(state.logLambda) : Number.NaN;
      for (let i = 0; i < n; i++) {
        let delta = (step.position[i] as number) - (state.mean[i] as number);
        if (period !== undefined) delta -= period * Math.round(delta / period);
        state.mean[i] = (state.mean[i] as number) + gain * delta;
        const variance = state.unitCovariance[i] as number;
        state.unitCovariance[i] = variance + gain * (delta * delta - variance);
        const factor = typeof state.logLambda === 'number' ? common : exp(state.logLambda[i] as number);
        const std = Math.max(Math.sqrt((state.unitCovariance[i] as number) * factor), smallestStd?.[i] ?? 0);
        // On a flat target λ grows until it overflows.
        if (std < Number.POSITIVE_INFINITY) state.std[i] = std;
      }
    },
  };
}

/** The rule for parameters that move together. */
export function andrieuThomsFull(spec: AndrieuThomsSpec, scale: FullScale): Rule<FullScale & LearnedShape> {
  const n = Math.sqrt(scale.covariance.length);
  const gainAt = gainOf(spec);
  const delta = new Float64Array(n);
  const root = new Float64Array(n);
  const factor = new Float64Array(n * n);
  const rank = cholesky(scale.covariance, n, factor);
  return {
    initial: () => ({
      covariance: scale.covariance.slice(),
      factor: scale.factor.slice(),
      ...initialShape(spec, scale.covariance.slice(), n),
    }),
    adapt(state, step) {
      const gain = gainAt(step);
      if (gain <= 0) return;
      startMean(state.mean, step);
      // Where a flat target without bounds lets a chain run away, no covariance could hold what it sees.
      if (!isWithinReach(state.mean, step.position)) return;
      adaptScale(spec, state, step, gain);
      for (let i = 0; i < n; i++) {
        delta[i] = (step.position[i] as number) - (state.mean[i] as number);
        state.mean[i] = (state.mean[i] as number) + gain * (delta[i] as number);
      }
      updateCovariance(state, delta, root, gain);
      // A covariance that lost a direction to rounding would freeze it: until it is back, the last good factor serves.
      if (cholesky(state.covariance, n, factor) >= rank) state.factor.set(factor);
    },
  };
}

/** Lets a running mean begin at the position before the first adapting step, if it is to start there: NaN until then. */
export function startMean(mean: Float64Array, step: Transition): void {
  if (Number.isNaN(mean[0])) mean.set(step.previous);
}

/** Returns the running mean before any step: 0, or NaN where the first adapting step tells. */
export const initialMeanOf = ({ initialMean }: AndrieuThomsSpec, n: number): Float64Array =>
  new Float64Array(n).fill(initialMean === 'origin' ? 0 : Number.NaN);

/** The largest variance that is worth learning. */
export const LARGEST_VARIANCE = 1e200;

/** Whether the square of the distance from the mean is a variance to learn from. */
export function isWithinReach(mean: Float64Array, position: Float64Array): boolean {
  for (let i = 0; i < mean.length; i++) {
    const delta = (position[i] as number) - (mean[i] as number);
    if (!(delta * delta < LARGEST_VARIANCE)) return false;
  }
  return true;
}

function updateCovariance(
  state: FullScale & LearnedShape,
  delta: Float64Array,
  root: Float64Array,
  gain: number,
): void {
  const n = delta.length;
  for (let i = 0; i < n; i++) root[i] = Math.sqrt(lambda(state, i));
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const ij = i * n + j;
      const old = state.unitCovariance[ij] as number;
      const unit = old + gain * ((delta[i] as number) * (delta[j] as number) - old);
      state.unitCovariance[ij] = unit;
      state.covariance[ij] = unit * (root[i] as number) * (root[j] as number);
    }
  }
}

function initialShape(spec: AndrieuThomsSpec, unitCovariance: Float64Array, n: number): LearnedShape {
  return { mean: initialMeanOf(spec, n), unitCovariance, logLambda: spec.componentwise ? new Float64Array(n) : 0 };
}

/** The gain γ of a step: 0 where nothing adapts. */
export function gainOf({ duration }: AndrieuThomsSpec): (step: Transition) => number {
  const powers = powersOf(-0.6);
  const last = power(duration, -0.6);
  return (step) => {
    const d = stepsSinceStart(step);
    return d > 1 && d < duration ? powers(d) - last : 0;
  };
}

function adaptScale(spec: AndrieuThomsSpec, state: LearnedShape, step: Transition, gain: number): void {
  const { logLambda } = state;
  if (typeof logLambda === 'number') {
    state.logLambda = logLambda + gain * (step.ratio - spec.targetRate);
    return;
  }
  for (let i = 0; i < logLambda.length; i++) {
    logLambda[i] = (logLambda[i] as number) + gain * (step.virtualRatio(i) - spec.targetRate);
  }
}

const lambda = ({ logLambda }: LearnedShape, i: number): number =>
  exp(typeof logLambda === 'number' ? logLambda : (logLambda[i] as number));
