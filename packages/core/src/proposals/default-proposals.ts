import { callIt, unknownParameter } from '../checks/validate.ts';
import { describe } from '../data/describe.ts';
import { typeError } from '../errors/wrong-use.ts';
import type { Proposal } from './composites/registry.ts';
import { normal } from './families/normal.ts';
import { closeProposal } from './open-proposals.ts';

/**
 * Completes a list of proposals so that exactly one moves each parameter: the parameters that are not in any share one
 * normal of unit variance, in the order of `parameters`.
 *
 * @throws TypeError for a parameter that is unknown or in two proposals
 */
export function withDefaultProposals<P extends string>(
  parameters: readonly P[],
  proposals: readonly Proposal<NoInfer<P>>[] = [],
): readonly Proposal<P>[] {
  const isList = Array.isArray(proposals);
  if (!isList || proposals.some((proposal) => !isProposal(proposal))) {
    const expectation = 'Expected `proposals` to be an array of proposals (`normal(…)`, …), got';
    const wrong: unknown = isList ? proposals.find((proposal) => !isProposal(proposal)) : proposals;
    const advice = isProposal(wrong) ? '. Put it into an array: `proposals: [normal(…)]`' : callIt(wrong);
    throw typeError(`${expectation} ${describe(proposals)}${advice}`);
  }
  const closed = proposals.map((proposal) => closeProposal(proposal, parameters));
  const covered = new Set<string>();
  for (const name of closed.flatMap((proposal) => proposal.parameters)) {
    if (!parameters.includes(name)) {
      throw typeError(unknownParameter(name, '`proposals`', parameters));
    }
    if (covered.has(name)) {
      const advice = `To move it by several, put them into one: \`cycle([[normal('${name}'), 1], …])\``;
      throw typeError(`Expected every parameter in one proposal, got \`${name}\` in two. ${advice}`);
    }
    covered.add(name);
  }
  const rest = parameters.filter((name) => !covered.has(name));
  return rest.length === 0 ? closed : [...closed, normal(rest)];
}

const isProposal = (value: unknown): boolean =>
  Array.isArray((value as Proposal<string> | null | undefined)?.parameters);
