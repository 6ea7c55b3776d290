import { expectBounds, expectNames, expectOptions } from '../../checks/validate.ts';
import type { Adaptation } from '../adaptation/registry.ts';
import { type Bounds, boundsExample, domainOfBounds } from '../bounds.ts';
import type { ProposalFamily } from '../family.ts';
import { JUMP_OPTIONS } from '../jump-options.ts';
import type { ProposalKernel } from '../kernel.ts';
import { type IndependentOptions, independentScale, resolveIndependent, widthsOf } from '../scales/independent.ts';
import type { DiagonalScale } from '../scales/scale.ts';
import type { ProposalSpec } from '../spec.ts';
import { createBox, drawTruncated, logMassRatio, logTruncated } from '../truncated-normal.ts';

/** A {@link boundedNormal} proposal as plain data. */
export type BoundedNormalProposal<P extends string> = ProposalSpec<'boundedNormal', P> & {
  /** Lower and upper bound of each parameter. */
  readonly bounds: readonly (readonly [number, number])[];
  /** Variances. */
  readonly covariance?: readonly number[];
  /** Rule by which it adapts. */
  readonly adaptation?: Adaptation;
};

/** Options of {@link boundedNormal}. The covariance is that of a jump before it is truncated. */
export type BoundedNormalOptions<P extends string> = IndependentOptions & {
  /** Lower and upper bound of each parameter; both belong to the interval. */
  readonly bounds: Bounds<P>;
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
  expectOptions(
    'boundedNormal',
    options,
    ['bounds', 'covariance', 'adaptation', ...JUMP_OPTIONS],
    boundsExample(parameters),
  );
  const names = expectNames('parameters', parameters);
  const bounds = expectBounds(options.bounds, names);
  return {
    kind: 'boundedNormal',
    parameters: names,
    bounds,
    ...resolveIndependent('boundedNormal', names, options, widthsOf(bounds)),
  };
}

/** The family of {@link boundedNormal}. */
export const boundedNormalFamily: ProposalFamily<BoundedNormalProposal<string>> = {
  kind: 'boundedNormal',
  kernel: createBoundedNormalKernel,
  domain: domainOfBounds,
};

/** Creates the kernel of {@link boundedNormal}. */
function createBoundedNormalKernel(spec: BoundedNormalProposal<string>): ProposalKernel<DiagonalScale> {
  const box = createBox(spec.bounds);
  const { lower, upper } = box;
  return {
    symmetric: false,
    jump(from, to, { std }, random) {
      for (let i = 0; i < std.length; i++) {
        const sigma = std[i] as number;
        to[i] = drawTruncated(from[i] as number, sigma, lower[i] as number, upper[i] as number, random);
      }
    },
    logDensity(to, from, { std }) {
      let sum = 0;
      for (let i = 0; i < std.length; i++) {
        const sigma = std[i] as number;
        sum += logTruncated(to[i] as number, from[i] as number, sigma, lower[i] as number, upper[i] as number);
      }
      return sum;
    },
    logRatio: (from, to, { std }) => logMassRatio(box, from, to, std),
    ...independentScale(spec, { widths: widthsOf(spec.bounds) }),
  };
}
