import { expectNames } from '../../checks/validate.ts';
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

/** A {@link snooker} proposal as plain data. */
export type SnookerProposal<P extends string> = ProposalSpec<'snooker', P> & Omit<ArchiveSpec, keyof ProposalSpec>;

/**
 * Snooker moves from the chain's own past: along the line through x and a point z of an archive of past positions, x + γ p e, where e is the
 * unit vector from z to x, p the difference of two more points of the archive projected on it, and γ uniform in (1.2, 2.2). The acceptance
 * ratio has the factor (|x′ − z| / |x − z|)^(d − 1) (ter Braak & Vrugt 2008, Statistics and Computing 18, 435, eq. 3 and 4). Lengths
 * are in units of the spread of each parameter in the archive, so that the units of the parameters do not matter.
 *
 * A snooker move can lead far away at once, and finds the posterior from a start that is out of scale. As the main proposal it is slow: mix it
 * with differences of the same archive by the option `snooker` of {@link differentialEvolution}, which has the same options otherwise. For real
 * numbers and angles, not integers. A jump that would lead an angle more than half a turn away from z is refused, as its way back would be
 * along another line.
 *
 * @param parameters a name or an array of names
 * @throws TypeError or RangeError that names the option, what was expected and what came
 *
 * @example
 * ```ts
 * import { cycle, normal, snooker } from '@epsie/core';
 *
 * const proposal = cycle([
 *   [normal(['x', 'y', 'z'], { covariance: 0.1 }), 9],
 *   [snooker(['x', 'y', 'z']), 1],
 * ]);
 * ```
 */
export function snooker<const P extends string>(
  parameters: P | readonly P[],
  options: ArchiveOptions<NoInfer<P>> = {},
): SnookerProposal<P> {
  const names = expectNames('parameters', parameters);
  return {
    kind: 'snooker',
    parameters: names,
    ...resolveArchive('snooker', names, options, ['bounds', ...ARCHIVE_OPTIONS]),
  };
}

/** The family of {@link snooker}. */
export const snookerFamily: ProposalFamily<SnookerProposal<string>> = {
  kind: 'snooker',
  kernel: (spec) => createArchiveKernel(spec, 1),
  domain: domainOfArchive,
};
