import { callIt, unknownParameter } from '../checks/validate.ts';
import { describe } from '../data/describe.ts';
import { typeError } from '../errors/wrong-use.ts';
import type { Prior } from '../model/prior.ts';
import { automatic } from './automatic/automatic.ts';
import type { Proposal } from './composites/registry.ts';
import { normal } from './families/normal.ts';
import { familyOf } from './families/registry.ts';
import { closeProposal } from './open-proposals.ts';
import { partsOf } from './parts.ts';

/**
 * Completes a list of proposals so that exactly one moves each parameter. The parameters that are not in any share one, in the order of
 * `parameters`: {@link automatic} where the model declares its prior, else a normal of unit variance.
 *
 * @throws TypeError for a parameter that is unknown or in two proposals
 */
export function withDefaultProposals<P extends string>(
  parameters: readonly P[],
  proposals: readonly Proposal<NoInfer<P>>[] = [],
  prior?: Prior,
): readonly Proposal<P>[] {
  const isList = Array.isArray(proposals);
  if (!isList || proposals.some((proposal) => !isProposal(proposal))) {
    const expectation = 'Expected `proposals` to be an array of proposals (`normal(…)`, …), got';
    const wrong: unknown = isList ? proposals.find((proposal) => !isProposal(proposal)) : proposals;
    const advice = isProposal(wrong) ? `. Put it into an array: \`proposals: [${wrong.kind}(…)]\`` : callIt(wrong);
    throw typeError(`${expectation} ${describe(proposals)}${advice}`);
  }
  const named = new Set(proposals.flatMap((proposal) => proposal.parameters));
  const left = parameters.filter((name) => !named.has(name));
  const closed = proposals.map((proposal) =>
    closeProposal(proposal, proposal.kind === 'automatic' ? left : parameters, prior),
  );
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
  if (prior !== undefined) checkIntegers(closed, prior);
  const rest = parameters.filter((name) => !covered.has(name));
  if (rest.length === 0) return closed;
  return [...closed, prior === undefined ? normal(rest) : closeProposal(automatic(), rest, prior)];
}

const isProposal = (value: unknown): value is Proposal<string> =>
  Array.isArray((value as Proposal<string> | null | undefined)?.parameters);

/** Families whose jumps may be integers, whatever their domain. */
const ANY_NUMBERS: readonly string[] = ['priorDraw', 'custom'];

/** Throws unless the proposals of parameters with integer priors propose integers: the prior would reject every other jump. */
function checkIntegers(proposals: readonly Proposal<string>[], prior: Prior): void {
  for (const part of proposals.flatMap(partsOf)) {
    if (ANY_NUMBERS.includes(part.kind)) continue;
    const name = part.parameters.find(
      (parameter, i) => prior.domainOf(parameter).integer && !familyOf(part).domain?.(part, i)?.integer,
    );
    if (name === undefined) continue;
    const advice = `Leave \`${name}\` to \`automatic\`, or write \`discrete('${name}')\` or \`boundedDiscrete('${name}', …)\``;
    throw typeError(
      `Expected a proposal of integers for \`${name}\`, whose prior is one of integers, got \`${part.kind}\`. ${advice}`,
    );
  }
}
