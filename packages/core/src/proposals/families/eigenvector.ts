import { expectNames, expectOptions } from '../../checks/validate.ts';
import { log } from '../../math/elementary.ts';
import { normalLogPdf } from '../../math/normal-distribution.ts';
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
import type { DirectionScale } from '../scales/scale.ts';
import type { ProposalSpec } from '../spec.ts';

/** An {@link eigenvector} proposal as plain data. */
export type EigenvectorProposal<P extends string> = ProposalSpec<'eigenvector', P> & DirectionSpec;

/**
 * A jump along one eigenvector of a covariance: direction j is chosen with a probability proportional to its eigenvalue
 * λ_j, and x′ = x + √λ_j z e_j. For correlated parameters, where a jump in all directions at once would be rejected.
 * Symmetric. At the rate `shuffleRate` the probabilities are shuffled first, so that narrow directions are drawn too.
 *
 * Its log density is the normal one along the direction that leads from one point to the other, without the probability of
 * choosing that direction, and −∞ where none leads there.
 *
 * @param parameters a name or an array of names
 * @throws TypeError or RangeError that names the option, what was expected and what came
 *
 * @example
 * ```ts
 * import { andrieuThoms, eigenvector } from '@epsie/core';
 *
 * const masses = eigenvector(['mass1', 'mass2'], {
 *   covariance: [
 *     [2, 1.4],
 *     [1.4, 2],
 *   ],
 *   adaptation: andrieuThoms({ duration: 5000 }),
 * });
 * ```
 */
export function eigenvector<const P extends string>(
  parameters: P | readonly P[],
  options: DirectionOptions = {},
): EigenvectorProposal<P> {
  expectOptions('eigenvector', options, [...DIRECTION_OPTIONS, ...JUMP_OPTIONS]);
  const names = expectNames('parameters', parameters);
  return { kind: 'eigenvector', parameters: names, ...resolveDirections('eigenvector', names, options) };
}

/** The family of {@link eigenvector}. */
export const eigenvectorFamily: ProposalFamily<EigenvectorProposal<string>> = {
  kind: 'eigenvector',
  kernel: createEigenvectorKernel,
  movesSome: true,
};

/** Creates the kernel of {@link eigenvector}. */
function createEigenvectorKernel(spec: EigenvectorProposal<string>): ProposalKernel<DirectionScale> {
  const n = spec.parameters.length;
  const picker = new DirectionPicker(n, spec.shuffleRate);
  return {
    symmetric: true,
    jump(from, to, { units, eigenvalues, eigenvectors }, random) {
      const j = picker.pick(eigenvalues, random);
      const t = Math.sqrt(eigenvalues[j] as number) * random.standardNormal();
      for (let i = 0; i < n; i++)
        to[i] = (from[i] as number) + t * (eigenvectors[j * n + i] as number) * (units[i] as number);
    },
    logDensity(to, from, scale) {
      const j = directionOf(to, from, scale);
      if (j < 0) return Number.NEGATIVE_INFINITY;
      const sigma = Math.sqrt(scale.eigenvalues[j] as number);
      return normalLogPdf(lengthAlong(to, from, scale, j) / sigma) - log(sigma);
    },
    ...directionScale(spec),
  };
}
