import { log } from '../elementary.ts';
import type { Random } from '../random/random.ts';
import { expectBounds, expected, expectNames, expectOptions } from '../validate.ts';
import { andrieuThomsDiagonal } from './adaptation/andrieu-thoms.ts';
import type { Rule } from './adaptation/rule.ts';
import { siviaSkillingDiagonal } from './adaptation/sivia-skilling.ts';
import { priorWidthsOf, veitchRule } from './adaptation/veitch.ts';
import { JUMP_OPTIONS, resolveAdaptation, resolveJumpOptions } from './jump-options.ts';
import type { ProposalKernel } from './kernel.ts';
import { isRareInterval, logNormalDensity, logNormalInterval, truncatedNormalQuantile } from './normal-distribution.ts';
import { type Covariance, type DiagonalScale, diagonalScale, isMatrix, normaliseCovariance } from './scale.ts';
import type { Adaptation, BoundedNormalProposal, Bounds, JumpOptions } from './spec.ts';

/** Options of {@link boundedNormal}. */
export type BoundedNormalOptions<P extends string> = JumpOptions & {
  /** Lower and upper bound of each parameter; both belong to the interval. */
  readonly bounds: Bounds<P>;
  /** Variance of a jump before it is truncated: one for all or one each. Default 1. */
  readonly covariance?: Covariance;
  /** How the proposal learns its widths. Default: it does not. */
  readonly adaptation?: Adaptation;
};

/**
 * A normal jump that stays within bounds: per parameter a normal around the present value, truncated to the bounds. Not
 * symmetric: near a bound the truncated part differs, and the sampler corrects for it.
 *
 * Where less than 1 % of the normal lies within the bounds, it is drawn by inversion of its distribution function, else
 * by rejection; so a jump costs bounded time whatever an adaptation makes of the width.
 *
 * @param parameters a name or an array of names
 * @throws TypeError or RangeError that names the option, what was expected and what came
 *
 * @example
 * ```ts
 * import { boundedNormal, veitch } from '@epsie/core';
 *
 * const mass = boundedNormal('mass', { bounds: { mass: [1, 100] }, adaptation: veitch({ duration: 2000 }) });
 * ```
 */
export function boundedNormal<const P extends string>(
  parameters: P | readonly P[],
  options: BoundedNormalOptions<P>,
): BoundedNormalProposal<P> {
  expectOptions('boundedNormal', options, ['bounds', 'covariance', 'adaptation', ...JUMP_OPTIONS]);
  const names = expectNames('parameters', parameters);
  const bounds = expectBounds(options.bounds, names);
  const covariance = independentCovariance(options.covariance, names.length);
  const adaptation = resolveAdaptation('boundedNormal', options);
  if (adaptation?.kind === 'veitch') priorWidthsOf('boundedNormal', adaptation, names, widthsOf(bounds));
  return {
    kind: 'boundedNormal',
    parameters: names,
    bounds,
    ...(covariance === undefined ? {} : { covariance }),
    ...(adaptation === undefined ? {} : { adaptation }),
    ...resolveJumpOptions('boundedNormal', options, adaptation),
  };
}

/** The kernel of {@link boundedNormal}. */
export function createBoundedNormalKernel(spec: BoundedNormalProposal<string>): ProposalKernel<DiagonalScale> {
  const { bounds } = spec;
  return {
    symmetric: false,
    jump(from, to, { std }, random) {
      for (let i = 0; i < std.length; i++) {
        const [lower, upper] = bounds[i] as readonly [number, number];
        to[i] = drawTruncated(from[i] as number, std[i] as number, lower, upper, random);
      }
    },
    logDensity(to, from, { std }) {
      let sum = 0;
      for (let i = 0; i < std.length; i++) {
        const [lower, upper] = bounds[i] as readonly [number, number];
        sum += logTruncated(to[i] as number, from[i] as number, std[i] as number, lower, upper);
      }
      return sum;
    },
    ...boundedRule(spec),
  };
}

// Inside the bounds the mass is smallest at a bound, where it falls below 1 % only for σ above 39.8 widths.
const SURELY_COMMON = 39;

function drawTruncated(x: number, sigma: number, lower: number, upper: number, random: Random): number {
  const inside = x >= lower && x <= upper;
  if (!inside || sigma > SURELY_COMMON * (upper - lower)) {
    const a = (lower - x) / sigma;
    const b = (upper - x) / sigma;
    if (isRareInterval(a, b)) return clamp(x + sigma * truncatedNormalQuantile(a, b, random.random()), lower, upper);
  }
  for (;;) {
    const candidate = x + sigma * random.standardNormal();
    if (candidate >= lower && candidate <= upper) return candidate;
  }
}

function logTruncated(to: number, from: number, sigma: number, lower: number, upper: number): number {
  if (!(to >= lower && to <= upper)) return Number.NEGATIVE_INFINITY;
  const mass = logNormalInterval((lower - from) / sigma, (upper - from) / sigma);
  return logNormalDensity((to - from) / sigma) - log(sigma) - mass;
}

const clamp = (x: number, lower: number, upper: number): number => Math.min(Math.max(x, lower), upper);

function boundedRule(spec: BoundedNormalProposal<string>): Rule<DiagonalScale> {
  const { adaptation, parameters } = spec;
  const widths = widthsOf(spec.bounds);
  const scale = diagonalScale(spec.covariance, parameters.length);
  if (adaptation?.kind === 'veitch')
    return veitchRule(adaptation, priorWidthsOf('boundedNormal', adaptation, parameters, widths));
  if (adaptation?.kind === 'siviaSkilling') {
    return siviaSkillingDiagonal(adaptation, scale, (1.49 * Math.max(...widths)) ** 2) as Rule<DiagonalScale>;
  }
  if (adaptation?.kind === 'andrieuThoms') return andrieuThomsDiagonal(adaptation, scale) as Rule<DiagonalScale>;
  return { initial: () => ({ std: scale.std.slice() }) };
}

const widthsOf = (bounds: readonly (readonly [number, number])[]): readonly number[] =>
  bounds.map(([lower, upper]) => upper - lower);

function independentCovariance(covariance: Covariance | undefined, n: number): readonly number[] | undefined {
  const normalised = normaliseCovariance(covariance, n);
  if (isMatrix(normalised)) {
    throw new TypeError(
      expected('covariance', 'diagonal for `boundedNormal` (its parameters move independently)', covariance),
    );
  }
  if (normalised?.some((variance) => variance === 0)) {
    throw new RangeError(expected('covariance', 'variances above 0 for `boundedNormal`', covariance));
  }
  return normalised;
}
