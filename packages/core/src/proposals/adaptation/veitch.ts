import {
  expectByName,
  expected,
  expectFraction,
  expectInteger,
  expectOptions,
  expectPositive,
  isNumbers,
} from '../../checks/validate.ts';
import { describe } from '../../data/describe.ts';
import { typeError } from '../../errors/wrong-use.ts';
import { log } from '../../math/elementary.ts';
import { powersOf } from '../../math/powers.ts';
import type { Transition } from '../kernel.ts';
import type { DiagonalScale } from '../scales/scale.ts';
import {
  type AdaptationRule,
  type AdaptiveScale,
  DEFAULT_TARGET_RATE,
  type ParameterFacts,
  stepsSinceStart,
} from './rule.ts';

/** A {@link veitch} adaptation as plain data. */
export type VeitchSpec = {
  /** Name of the rule. */
  readonly kind: 'veitch';
  /** Steps after which it stops. */
  readonly duration: number;
  /** Width of the prior of each parameter. */
  readonly priorWidths?: { readonly [parameter: string]: number };
  /** Exponent of the decaying gain. */
  readonly decay?: number;
  /** Step at which it starts. */
  readonly start: number;
  /** Acceptance rate to reach. */
  readonly targetRate: number;
  /** Standard deviations to start from. */
  readonly initialStd?: number | readonly number[];
};

/** Options of {@link veitch}. */
export type VeitchOptions = {
  /** Steps of the proposal after which the adaptation stops. */
  readonly duration: number;
  /** Width of the prior of each parameter, in its units; implied by bounds and by angles. */
  readonly priorWidths?: { readonly [parameter: string]: number };
  /** Exponent of the decaying gain; 1 / log₁₀ `duration` unless given, which ends at a gain of zero. */
  readonly decay?: number;
  /** Step of the proposal at which the adaptation starts. Default 1. */
  readonly start?: number;
  /** Acceptance rate to reach. Default 0.234. */
  readonly targetRate?: number;
  /** Standard deviation to start from, one for all or one each; 0.09 (1 − `targetRate`) × width unless given. */
  readonly initialStd?: number | ArrayLike<number>;
};

/**
 * Adapts each standard deviation by a fraction of the prior's width, up after an accepted step and down after a rejected
 * one, with a gain that decays to zero over `duration` steps (Veitch et al. 2015, Phys. Rev. D 91, 042003, eqs. 35–36).
 * For proposals whose parameters move independently.
 */
export function veitch(options: VeitchOptions): VeitchSpec {
  expectOptions('veitch', options, ['duration', 'priorWidths', 'decay', 'start', 'targetRate', 'initialStd']);
  const { duration, priorWidths, decay, start = 1, targetRate = DEFAULT_TARGET_RATE, initialStd } = options;
  return {
    kind: 'veitch',
    duration: expectInteger('duration', duration, 2),
    ...(priorWidths === undefined ? {} : { priorWidths: checkPriorWidths(priorWidths) }),
    ...(decay === undefined ? {} : { decay: expectPositive('decay', decay) }),
    start: expectInteger('start', start, 1),
    targetRate: expectFraction('targetRate', targetRate),
    ...(initialStd === undefined ? {} : { initialStd: checkInitialStd(initialStd) }),
  };
}

/** The rule of {@link veitch}. */
export const veitchRule: AdaptationRule<VeitchSpec> = {
  kind: 'veitch',
  fits: { diagonal: learnWidths },
  scale: () => 'diagonal',
  firstScale: 'initialStd',
  check: priorWidthsOf,
};

// In the order of the parameters: the widths given, else those that the family implies.
function priorWidthsOf(
  spec: VeitchSpec,
  { owner, parameters, widths }: Pick<ParameterFacts, 'owner' | 'parameters' | 'widths'>,
): readonly number[] {
  if (spec.priorWidths !== undefined) {
    return expectByName<string, number>('priorWidths', spec.priorWidths, parameters).map((w, i) =>
      expectPositive(`priorWidths.${parameters[i]}`, w),
    );
  }
  if (widths !== undefined) return widths;
  throw typeError(
    `Expected \`priorWidths\` in \`veitch\` for \`${owner}\`, an object with the width of the prior of each parameter, got undefined`,
  );
}

function learnWidths(spec: VeitchSpec, _scale: DiagonalScale, facts: ParameterFacts): AdaptiveScale<DiagonalScale> {
  const widths = priorWidthsOf(spec, facts);
  const { duration, targetRate } = spec;
  const decay = spec.decay ?? Math.LN10 / log(duration);
  const initial = initialStds(spec, widths);
  const powers = powersOf(-decay);
  return {
    initial: () => ({ std: initial.slice() }),
    adapt({ std }, step: Transition) {
      const d = stepsSinceStart(step);
      if (d < 1 || d >= duration) return;
      const gain = ((step.accepted ? 1 - targetRate : -targetRate) * (powers(d) - 0.1)) / 10;
      for (let i = 0; i < std.length; i++) {
        const next = (std[i] as number) + gain * (widths[i] as number);
        if (next >= 0) std[i] = next;
      }
    },
  };
}

function initialStds(spec: VeitchSpec, widths: readonly number[]): Float64Array {
  const { initialStd, targetRate } = spec;
  if (initialStd === undefined) return Float64Array.from(widths, (width) => (1 - targetRate) * 0.09 * width);
  if (typeof initialStd === 'number') return new Float64Array(widths.length).fill(initialStd);
  if (initialStd.length === widths.length) return Float64Array.from(initialStd);
  throw typeError(`Expected \`initialStd\` to be a number or ${widths.length} numbers, got ${describe(initialStd)}`);
}

function checkPriorWidths(widths: unknown): { readonly [parameter: string]: number } {
  if (typeof widths === 'object' && widths !== null && !Array.isArray(widths)) return { ...widths };
  throw typeError(expected('priorWidths', 'an object with the width of the prior of each parameter', widths));
}

function checkInitialStd(initialStd: unknown): number | readonly number[] {
  if (typeof initialStd === 'number') return expectPositive('initialStd', initialStd);
  if (!isNumbers(initialStd))
    throw typeError(`Expected \`initialStd\` to be a number or an array of numbers, got ${describe(initialStd)}`);
  return Array.from(initialStd, (value) => expectPositive('initialStd', value));
}
