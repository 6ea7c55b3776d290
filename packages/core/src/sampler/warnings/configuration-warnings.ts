import { quoted } from '../../checks/validate.ts';
import type { FixedProposal } from '../../proposals/families/registry.ts';
import { partsOf } from '../../proposals/parts.ts';
import { rankOf } from '../../proposals/scales/scale.ts';
import type { Configuration } from '../configuration.ts';
import type { SamplerWarning } from './warning.ts';

/** Returns warnings about settings that are legal but probably not intended. */
export function configurationWarnings({ proposals, tempering }: Configuration): readonly SamplerWarning[] {
  return [...coldestWarning(tempering?.betas[0] ?? 1), ...proposals.flatMap(partsOf).flatMap(singularWarning)];
}

function coldestWarning(coldest: number): readonly SamplerWarning[] {
  if (coldest === 1) return [];
  const message = `No temperature samples the posterior: the coldest of \`betas\` is ${coldest}, not 1`;
  return [{ code: 'NO_POSTERIOR', parameters: [], message }];
}

function singularWarning(proposal: FixedProposal<string>): readonly SamplerWarning[] {
  if (!('covariance' in proposal) || proposal.covariance === undefined || 'singular' in proposal) return [];
  const { covariance, kind, parameters } = proposal;
  const rank = rankOf(covariance, parameters.length);
  if (rank === parameters.length) return [];
  const message =
    `The \`covariance\` of \`${kind}\` for ${quoted(parameters)} is singular (rank ${rank} of ${parameters.length}): no jump leaves its ` +
    'subspace, so the chains may never reach the rest of the posterior. Pass `singular: true` if that is what you want';
  return [{ code: 'SINGULAR', parameters, message }];
}
