import { expectBounds, expectNames, expectOptions } from '../../checks/validate.ts';
import { normalLogMass } from '../../math/normal-distribution.ts';
import type { Adaptation } from '../adaptation/registry.ts';
import { type Bounds, boundsExample, domainOfBounds } from '../bounds.ts';
import type { ProposalFamily } from '../family.ts';
import { JUMP_OPTIONS } from '../jump-options.ts';
import type { ProposalKernel } from '../kernel.ts';
import { type IndependentOptions, independentScale, resolveIndependent, widthsOf } from '../scales/independent.ts';
import type { DiagonalScale } from '../scales/scale.ts';
import type { ProposalSpec } from '../spec.ts';
import { clamp, createBox, drawTruncated, logMassRatio } from '../truncated-normal.ts';
import { logStep, resolveSuccessive, type Successive, smallestStds, toStep } from './discrete.ts';

/** A {@link boundedDiscrete} proposal as plain data. */
export type BoundedDiscreteProposal<P extends string> = ProposalSpec<'boundedDiscrete', P> & {
  /** Smallest and largest value of each parameter: integers. */
  readonly bounds: readonly (readonly [number, number])[];
  /** Whether a jump of each parameter may propose the present integer again. */
  readonly successive: readonly boolean[];
  /** Variances. */
  readonly covariance?: readonly number[];
  /** Rule by which it adapts. */
  readonly adaptation?: Adaptation;
};

/** Options of {@link boundedDiscrete}. The covariance is that of a jump before it is rounded and truncated. */
export type BoundedDiscreteOptions<P extends string> = IndependentOptions & {
  /** Smallest and largest value of each parameter; a lower bound is rounded down, an upper one up. */
  readonly bounds: Bounds<P>;
  /** Round the normal step to the nearest integer, so that a jump may propose the present one again. Default false: round away from zero, so that it never does. */
  readonly successive?: Successive<P>;
};

/**
 * A jump of integers that stays within bounds: the steps of {@link discrete}, truncated. Not symmetric: near a bound the
 * truncated part differs, and the sampler corrects for it.
 *
 * @param parameters a name or an array of names
 * @throws TypeError or RangeError that names the option, what was expected and what came
 *
 * @example
 * ```ts
 * import { boundedDiscrete } from '@epsie/core';
 *
 * const order = boundedDiscrete('order', { bounds: { order: [0, 12] }, covariance: 2 });
 * ```
 */
export function boundedDiscrete<const P extends string>(
  parameters: P | readonly P[],
  options: BoundedDiscreteOptions<P>,
): BoundedDiscreteProposal<P> {
  expectOptions(
    'boundedDiscrete',
    options,
    ['bounds', 'covariance', 'successive', 'adaptation', ...JUMP_OPTIONS],
    boundsExample(parameters),
  );
  const names = expectNames('parameters', parameters);
  const bounds = expectBounds(options.bounds, names).map(
    ([lower, upper]) => [Math.floor(lower), Math.ceil(upper)] as const,
  );
  return {
    kind: 'boundedDiscrete',
    parameters: names,
    bounds,
    successive: resolveSuccessive(options.successive, names),
    ...resolveIndependent('boundedDiscrete', names, options, widthsOf(bounds)),
  };
}

/** The family of {@link boundedDiscrete}. */
export const boundedDiscreteFamily: ProposalFamily<BoundedDiscreteProposal<string>> = {
  kind: 'boundedDiscrete',
  kernel: createBoundedDiscreteKernel,
  domain: (spec, index) => ({ ...domainOfBounds(spec, index), integer: true }),
};

/** Creates the kernel of {@link boundedDiscrete}. */
function createBoundedDiscreteKernel(spec: BoundedDiscreteProposal<string>): ProposalKernel<DiagonalScale> {
  const { bounds, successive } = spec;
  const { lower, upper } = createBox(bounds);
  // A normal step up to half an integer past a bound is rounded onto it.
  const margins = successive.map((flag) => (flag ? 0.5 : 0));
  const box = createBox(bounds, margins);
  return {
    symmetric: false,
    jump(from, to, { std }, random) {
      for (let i = 0; i < std.length; i++) {
        const x = from[i] as number;
        const down = (box.lower[i] as number) - x;
        const up = (box.upper[i] as number) - x;
        const step = toStep(drawTruncated(0, std[i] as number, down, up, random), successive[i] as boolean);
        to[i] = clamp(x + step, lower[i] as number, upper[i] as number);
      }
    },
    logDensity(to, from, { std }) {
      let sum = 0;
      for (let i = 0; i < std.length; i++) {
        const x = from[i] as number;
        const y = to[i] as number;
        const sigma = std[i] as number;
        if (!(y >= (lower[i] as number) && y <= (upper[i] as number))) return Number.NEGATIVE_INFINITY;
        const mass = normalLogMass(((box.lower[i] as number) - x) / sigma, ((box.upper[i] as number) - x) / sigma);
        sum += logStep(y - x, sigma, successive[i] as boolean) - mass;
      }
      return sum;
    },
    logRatio: (from, to, { std }) => logMassRatio(box, from, to, std),
    ...independentScale(spec, { widths: widthsOf(bounds), smallestStd: smallestStds(successive) }),
  };
}
