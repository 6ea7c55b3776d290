import { expectBounds, expectNames, expectOptions } from '../../checks/validate.ts';
import { centralMass } from '../../math/central-mass.ts';
import { log } from '../../math/elementary.ts';
import type { Random } from '../../random/random.ts';
import { type Bounds, boundsExample, domainOfBounds } from '../bounds.ts';
import type { ProposalFamily } from '../family.ts';
import { JUMP_OPTIONS } from '../jump-options.ts';
import type { ProposalKernel } from '../kernel.ts';
import { DirectionPicker } from '../scales/direction-picker.ts';
import {
  DIRECTION_OPTIONS,
  type DirectionOptions,
  type DirectionSpec,
  directionOf,
  directionScale,
  lengthAlong,
  resolveDirections,
} from '../scales/directions.ts';
import { widthsOf } from '../scales/independent.ts';
import type { DirectionScale } from '../scales/scale.ts';
import type { ProposalSpec } from '../spec.ts';
import { type Box, clamp, createBox, drawTruncated, logTruncated } from '../truncated-normal.ts';

/** A {@link boundedEigenvector} proposal as plain data. */
export type BoundedEigenvectorProposal<P extends string> = ProposalSpec<'boundedEigenvector', P> &
  DirectionSpec & {
    /** Lower and upper bound of each parameter. */
    readonly bounds: readonly (readonly [number, number])[];
  };

/** Options of {@link boundedEigenvector}. */
export type BoundedEigenvectorOptions<P extends string> = DirectionOptions & {
  /** Lower and upper bound of each parameter; both belong to the interval. */
  readonly bounds: Bounds<P>;
};

/**
 * A jump along one eigenvector of a covariance, as of {@link eigenvector}, that stays within bounds: a normal truncated to
 * the chord of the box along the eigenvector through x. Not symmetric: the chord is longer on one side of one point than of
 * the other, and the sampler corrects for it.
 *
 * @param parameters a name or an array of names
 * @throws TypeError or RangeError that names the option, what was expected and what came
 *
 * @example
 * ```ts
 * import { andrieuThoms, boundedEigenvector } from '@epsie/core';
 *
 * const fractions = boundedEigenvector(['a', 'b'], {
 *   bounds: { a: [0, 1], b: [0, 1] },
 *   adaptation: andrieuThoms({ duration: 5000 }),
 * });
 * ```
 */
export function boundedEigenvector<const P extends string>(
  parameters: P | readonly P[],
  options: BoundedEigenvectorOptions<P>,
): BoundedEigenvectorProposal<P> {
  expectOptions(
    'boundedEigenvector',
    options,
    ['bounds', ...DIRECTION_OPTIONS, ...JUMP_OPTIONS],
    boundsExample(parameters),
  );
  const names = expectNames('parameters', parameters);
  return {
    kind: 'boundedEigenvector',
    parameters: names,
    bounds: expectBounds(options.bounds, names),
    ...resolveDirections('boundedEigenvector', names, options),
  };
}

/** The family of {@link boundedEigenvector}. */
export const boundedEigenvectorFamily: ProposalFamily<BoundedEigenvectorProposal<string>> = {
  kind: 'boundedEigenvector',
  kernel: createBoundedEigenvectorKernel,
  domain: domainOfBounds,
  movesSome: true,
};

/** Creates the kernel of {@link boundedEigenvector}. */
function createBoundedEigenvectorKernel(spec: BoundedEigenvectorProposal<string>): ProposalKernel<DirectionScale> {
  const n = spec.parameters.length;
  const box = createBox(spec.bounds);
  const picker = new DirectionPicker(n, spec.shuffleRate);
  const chord = new Float64Array(2);
  const located = { lower: Number.NaN, upper: Number.NaN, t: Number.NaN };
  return {
    symmetric: false,
    jump(from, to, scale, random) {
      const { units, eigenvalues, eigenvectors } = scale;
      const j = picker.pick(eigenvalues, random);
      findChord(box, from, scale, j, chord);
      const t = drawOnChord(Math.sqrt(eigenvalues[j] as number), chord, random);
      for (let i = 0; i < n; i++) {
        const x = (from[i] as number) + t * (eigenvectors[j * n + i] as number) * (units[i] as number);
        to[i] = clamp(x, box.lower[i] as number, box.upper[i] as number);
      }
    },
    logDensity(to, from, scale) {
      const j = locate(to, from, scale);
      if (j < 0) return Number.NEGATIVE_INFINITY;
      const { lower, upper, t } = located;
      // A chord of no length has one point.
      return lower < upper ? logTruncated(t, 0, Math.sqrt(scale.eigenvalues[j] as number), lower, upper) : 0;
    },
    // The normal along the chord cancels; the masses that the chord cuts out of it are left.
    logRatio(from, to, scale) {
      const j = locate(to, from, scale);
      if (j < 0) return Number.NEGATIVE_INFINITY;
      const { lower, upper, t } = located;
      if (!(lower < upper)) return 0;
      const perSigma = 1 / Math.sqrt(scale.eigenvalues[j] as number);
      const here = centralMass(-lower * perSigma) + centralMass(upper * perSigma);
      return log(here / (centralMass((t - lower) * perSigma) + centralMass((upper - t) * perSigma)));
    },
    ...directionScale(spec, widthsOf(spec.bounds)),
  };

  // Returns the direction of a jump, −1 where no direction fits, and writes its chord and its length t to `located`.
  function locate(to: Float64Array, from: Float64Array, scale: DirectionScale): number {
    const j = directionOf(to, from, scale);
    if (j < 0) return j;
    findChord(box, from, scale, j, chord);
    located.lower = Math.min(chord[0] as number, 0);
    located.upper = Math.max(chord[1] as number, 0);
    located.t = clamp(lengthAlong(to, from, scale, j), located.lower, located.upper);
    return j;
  }
}

/** Finds where the line through a point of the box along direction j enters and leaves it, as lengths from the point. */
function findChord(
  { lower, upper }: Box,
  x: Float64Array,
  { units, eigenvectors }: DirectionScale,
  j: number,
  chord: Float64Array,
): void {
  const n = x.length;
  let first = Number.NEGATIVE_INFINITY;
  let last = Number.POSITIVE_INFINITY;
  for (let i = 0; i < n; i++) {
    const e = (eigenvectors[j * n + i] as number) * (units[i] as number);
    if (e === 0) continue;
    const toLower = ((lower[i] as number) - (x[i] as number)) / e;
    const toUpper = ((upper[i] as number) - (x[i] as number)) / e;
    first = Math.max(first, Math.min(toLower, toUpper));
    last = Math.min(last, Math.max(toLower, toUpper));
  }
  chord[0] = first;
  chord[1] = last;
}

function drawOnChord(sigma: number, chord: Float64Array, random: Random): number {
  const first = chord[0] as number;
  const last = chord[1] as number;
  return first < last ? drawTruncated(0, sigma, first, last, random) : 0;
}
