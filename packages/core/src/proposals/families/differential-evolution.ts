import { expected, expectNames } from '../../checks/validate.ts';
import { rangeError, typeError } from '../../errors/wrong-use.ts';
import { createArchiveKernel } from '../archive/archive-kernel.ts';
import {
  ARCHIVE_OPTIONS,
  type ArchiveOptions,
  type ArchiveSpec,
  domainOfArchive,
  resolveArchive,
} from '../archive/options.ts';
import type { ProposalFamily } from '../family.ts';
import type { ProposalSpec } from '../spec.ts';

/** A {@link differentialEvolution} proposal as plain data. */
export type DifferentialEvolutionProposal<P extends string> = ProposalSpec<'differentialEvolution', P> &
  Omit<ArchiveSpec, keyof ProposalSpec> & {
    /** Fraction of the jumps that are snooker moves. */
    readonly snooker: number;
  };

/** Options of {@link differentialEvolution}. */
export type DifferentialEvolutionOptions<P extends string> = ArchiveOptions<P> & {
  /** Fraction of the jumps that are moves of {@link snooker}, from the same archive. Default 0. */
  readonly snooker?: number;
};

/**
 * Differential evolution from the chain's own past: x + γ(z₁ − z₂) + ε, where z₁ and z₂ are different points of an archive of past positions
 * (ter Braak & Vrugt 2008, Statistics and Computing 18, 435, eq. 2). γ is 2.38/√(2d) for d parameters, and 1 in 10 % of the jumps, which can
 * lead from one mode to another. ε is normal, with at most a tenth of the spread of each parameter in the archive and mostly much less, so that
 * every point can be reached. Such jumps have the shape and the units of the posterior without any tuning. Symmetric, for real numbers and angles, not integers.
 *
 * The archive is adaptive state, and it starts empty: until it has d + 2 points, the jumps are normal with `covariance`. A full archive
 * replaces its oldest points at an interval that doubles with every round, so that the adaptation fades. With `duration` it ends.
 *
 * Differences alone can be slow where a chain starts far from the posterior. Snooker moves cure that: `{ snooker: 0.1 }`.
 *
 * @param parameters a name or an array of names
 * @throws TypeError or RangeError that names the option, what was expected and what came
 *
 * @example
 * ```ts
 * import { differentialEvolution } from '@epsie/core';
 *
 * const proposal = differentialEvolution(['mass', 'spin', 'phase'], {
 *   snooker: 0.1,
 *   covariance: [4, 0.01, 1], // of the first jumps
 *   period: { phase: 2 * Math.PI },
 * });
 * ```
 */
export function differentialEvolution<const P extends string>(
  parameters: P | readonly P[],
  options: DifferentialEvolutionOptions<NoInfer<P>> = {},
): DifferentialEvolutionProposal<P> {
  const names = expectNames('parameters', parameters);
  const resolved = resolveArchive('differentialEvolution', names, options, ['snooker', 'bounds', ...ARCHIVE_OPTIONS]);
  const snooker = expectShare('snooker', options.snooker ?? 0);
  return { kind: 'differentialEvolution', parameters: names, snooker, ...resolved };
}

function expectShare(option: string, value: unknown): number {
  if (typeof value !== 'number') throw typeError(expected(option, 'a number from 0 to 1', value));
  if (!(value >= 0 && value <= 1)) throw rangeError(expected(option, 'a number from 0 to 1', value));
  return value;
}

/** The family of {@link differentialEvolution}. */
export const differentialEvolutionFamily: ProposalFamily<DifferentialEvolutionProposal<string>> = {
  kind: 'differentialEvolution',
  kernel: (spec) => createArchiveKernel(spec, spec.snooker),
  domain: domainOfArchive,
};
