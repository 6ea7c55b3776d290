import { partsOf } from '../proposals/create.ts';
import { rankOf } from '../proposals/scale.ts';
import type { FixedProposal } from '../proposals/spec.ts';
import { quoted } from '../validate.ts';
import type { Configuration } from './configuration.ts';

/** Returns a sentence for all that is legal in a configuration but probably not meant. */
export function configurationWarnings({ proposals, tempering }: Configuration): readonly string[] {
  const coldest = tempering?.betas[0] ?? 1;
  return [
    ...(coldest === 1 ? [] : [`No temperature samples the posterior: the coldest of \`betas\` is ${coldest}, not 1`]),
    ...proposals.flatMap(partsOf).flatMap(singularWarning),
  ];
}

function singularWarning(proposal: FixedProposal<string>): readonly string[] {
  if (!('covariance' in proposal) || proposal.covariance === undefined || 'singular' in proposal) return [];
  const { covariance, kind, parameters } = proposal;
  const rank = rankOf(covariance, parameters.length);
  if (rank === parameters.length) return [];
  return [
    `The \`covariance\` of \`${kind}\` for ${quoted(parameters)} is singular (rank ${rank} of ${parameters.length}): no jump leaves its ` +
      'subspace, so the chains may never reach the rest of the posterior. Pass `singular: true` if that is what you want',
  ];
}
