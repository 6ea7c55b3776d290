import { expectNames } from '../../checks/validate.ts';
import { ARCHIVE_OPTIONS, type ArchiveOptions, type ArchiveSpec, resolveArchive } from '../archive/options.ts';
import type { ProposalFamily } from '../family.ts';
import { createMixtureKernel } from '../mixture/mixture-kernel.ts';
import type { ProposalSpec } from '../spec.ts';

/** An {@link adaptiveMixture} proposal as plain data. */
export type AdaptiveMixtureProposal<P extends string> = ProposalSpec<'adaptiveMixture', P> &
  Omit<ArchiveSpec, keyof ProposalSpec>;

/** Options of {@link adaptiveMixture}. */
export type AdaptiveMixtureOptions<P extends string> = Omit<ArchiveOptions<P>, 'bounds'>;

/** Default number of past points for few parameters. */
const FEW_POINTS = 120;

/**
 * Moves that find their own scale and shape: of each parameter alone, of all by a random walk, by differences of past points, by
 * {@link snooker} moves, and by independent draws from a learned density. All learn from the same past of the chain, so they need no
 * tuning, and one start far from the posterior costs them little. {@link automatic} makes it for a model that declares its prior. For real numbers and
 * angles, not integers.
 *
 * - Moves of one parameter have a scale for each, which adapts to an acceptance of 0.44 (Roberts & Rosenthal 2001, Statist. Sci. 16, 351):
 *   they find scales that are off by many orders of magnitude in some hundred steps.
 * - Covariance and mean are learned in windows that grow by half, each from its own steps only, so that the way from the start is
 *   forgotten. Where a window has few effective draws, most of the correlations known before are kept. Past points serve from the end of
 *   their window on: a chain that could jump by its present point would leave the tails too soon.
 * - The random walk has the learned covariance, with a scale that adapts to an acceptance of 0.234 (Roberts, Gelman & Gilks 1997,
 *   Ann. Appl. Probab. 7, 110).
 * - Differences and snooker moves are those of {@link differentialEvolution}, with lengths in units of the learned covariance.
 * - Independent draws (Tierney 1994, Ann. Statist. 22, 1701) are from a wide Student t with the learned mean and covariance, or from a
 *   narrower one around a past point: a kernel density estimate. Where that is close to the posterior, consecutive draws are nearly uncorrelated.
 *
 * Independent draws are most of the moves from the window on in which 5 % of them were accepted. Until then they are few, and windows grow by a
 * tenth only.
 *
 * The state of each level of each chain holds two triangles of a covariance matrix and past points: `capacity` (by default 120, or eight for
 * each parameter) and a fourth as many that wait. For 15 parameters that is 21 kB, so 94 MB for 280 chains of 16 levels.
 *
 * @param parameters a name or an array of names
 * @throws TypeError or RangeError that names the option, what was expected and what came
 *
 * @example
 * ```ts
 * import { adaptiveMixture } from '@epsie/core';
 *
 * const proposal = adaptiveMixture(['strain', 'frequency', 'phase'], {
 *   covariance: [1e-44, 1, 1], // of the first jumps
 *   period: { phase: 2 * Math.PI },
 *   duration: 20_000, // learns in its first 20 000 steps
 * });
 * ```
 */
export function adaptiveMixture<const P extends string>(
  parameters: P | readonly P[],
  options: AdaptiveMixtureOptions<NoInfer<P>> = {},
): AdaptiveMixtureProposal<P> {
  const names = expectNames('parameters', parameters);
  const capacity = Math.max(FEW_POINTS, 8 * names.length);
  return {
    kind: 'adaptiveMixture',
    parameters: names,
    ...resolveArchive('adaptiveMixture', names, options, ARCHIVE_OPTIONS, capacity),
  };
}

/** The family of {@link adaptiveMixture}. */
export const adaptiveMixtureFamily: ProposalFamily<AdaptiveMixtureProposal<string>> = {
  kind: 'adaptiveMixture',
  kernel: createMixtureKernel,
  movesSome: true,
};
