import { expectBoolean, expectByName, expectNames, expectOptions } from '../../checks/validate.ts';
import { normalLogMass } from '../../math/normal-distribution.ts';
import type { Random } from '../../random/random.ts';
import type { Adaptation } from '../adaptation/registry.ts';
import type { ProposalFamily } from '../family.ts';
import { JUMP_OPTIONS } from '../jump-options.ts';
import type { ProposalKernel } from '../kernel.ts';
import { type IndependentOptions, independentScale, resolveIndependent } from '../scales/independent.ts';
import type { DiagonalScale } from '../scales/scale.ts';
import type { ProposalSpec } from '../spec.ts';

/** A {@link discrete} proposal as plain data. */
export type DiscreteProposal<P extends string> = ProposalSpec<'discrete', P> & {
  /** Whether a jump of each parameter may propose the present integer again. */
  readonly successive: readonly boolean[];
  /** Variances. */
  readonly covariance?: readonly number[];
  /** Rule by which it adapts. */
  readonly adaptation?: Adaptation;
};

/** Whether a jump may propose the present integer again (`successive` in Python EPSIE): for all parameters, or by name. */
export type Successive<P extends string> = boolean | { readonly [K in P]: boolean };

/** Options of {@link discrete}. */
export type DiscreteOptions<P extends string> = IndependentOptions & {
  /** Round the normal step to the nearest integer, so that a jump may propose the present one again. Default false: round away from zero, so that it never does. */
  readonly successive?: Successive<P>;
};

/**
 * A jump of integers: a normal step σ z rounded away from zero (never zero), or with `successive` to the nearest integer.
 * Symmetric.
 *
 * @param parameters a name or an array of names
 * @throws TypeError or RangeError that names the option, what was expected and what came
 *
 * @example
 * ```ts
 * import { discrete, siviaSkilling } from '@epsie/core';
 *
 * const count = discrete('count', { covariance: 4, adaptation: siviaSkilling({ duration: 1000 }) });
 * ```
 */
export function discrete<const P extends string>(
  parameters: P | readonly P[],
  options: DiscreteOptions<P> = {},
): DiscreteProposal<P> {
  expectOptions('discrete', options, ['covariance', 'successive', 'adaptation', ...JUMP_OPTIONS]);
  const names = expectNames('parameters', parameters);
  return {
    kind: 'discrete',
    parameters: names,
    successive: resolveSuccessive(options.successive, names),
    ...resolveIndependent('discrete', names, options),
  };
}

/** The family of {@link discrete}. */
export const discreteFamily: ProposalFamily<DiscreteProposal<string>> = {
  kind: 'discrete',
  kernel: createDiscreteKernel,
  domain: () => ({ lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY, integer: true }),
};

/** Creates the kernel of {@link discrete}. */
function createDiscreteKernel(spec: DiscreteProposal<string>): ProposalKernel<DiagonalScale> {
  const { successive } = spec;
  return {
    symmetric: true,
    jump(from, to, { std }, random) {
      for (let i = 0; i < std.length; i++) {
        to[i] = (from[i] as number) + drawStep(std[i] as number, successive[i] as boolean, random);
      }
    },
    logDensity(to, from, { std }) {
      let sum = 0;
      for (let i = 0; i < std.length; i++) {
        const step = (to[i] as number) - (from[i] as number);
        sum += logStep(step, std[i] as number, successive[i] as boolean);
      }
      return sum;
    },
    ...independentScale(spec, { smallestStd: smallestStds(successive) }),
  };
}

/** Checks the option `successive` and returns one value for each parameter. */
export function resolveSuccessive(successive: unknown, names: readonly string[]): readonly boolean[] {
  if (successive === undefined || typeof successive === 'boolean') return names.map(() => successive ?? false);
  if (typeof successive !== 'object') expectBoolean('successive', successive);
  return expectByName<string, unknown>('successive', successive, names).map((value, i) =>
    expectBoolean(`successive.${names[i]}`, value),
  );
}

/**
 * Returns the smallest standard deviation that is worth learning for each parameter: a normal step that is rounded to the
 * nearest integer is not 0 in a third of the jumps at ½, and in one of two million at 0.1. One that is rounded away from zero
 * never is.
 */
export const smallestStds = (successive: readonly boolean[]): readonly number[] =>
  successive.map((flag) => (flag ? 0.5 : 0));

const drawStep = (sigma: number, successive: boolean, random: Random): number =>
  toStep(sigma * random.standardNormal(), successive);

/** Rounds a normal step to an integer one. */
export function toStep(d: number, successive: boolean): number {
  if (successive) return roundHalfEven(d);
  return d < 0 ? -Math.ceil(-d) : Math.ceil(d);
}

/** Returns the log probability of an integer step, before any truncation. */
export function logStep(step: number, sigma: number, successive: boolean): number {
  const m = Math.abs(step);
  if (successive) return normalLogMass((m - 0.5) / sigma, (m + 0.5) / sigma);
  return m === 0 ? Number.NEGATIVE_INFINITY : normalLogMass((m - 1) / sigma, m / sigma);
}

function roundHalfEven(x: number): number {
  const up = Math.round(x);
  return up - x === 0.5 && up % 2 !== 0 ? up - 1 : up;
}
