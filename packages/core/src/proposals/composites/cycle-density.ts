import { exp, log } from '../../math/elementary.ts';
import type { PartDensities } from '../composite.ts';
import { domainOf } from '../families/registry.ts';
import type { ProposalSpec } from '../spec.ts';
import type { Values } from '../values.ts';

type Cycle = ProposalSpec & { readonly members: readonly ProposalSpec[]; readonly weights: readonly number[] };

/** A member with its probability. */
type Weighted = { readonly member: ProposalSpec; readonly probability: number };

/**
 * Returns log Σ pᵢ qᵢ(to | from) of the members of a cycle.
 *
 * A member that moves only some of the parameters has no density with respect to all of them: it moves on a slice through `from`. So
 * the sum has the members that can reach `to`, which leave out only parameters in which both points agree; and of these, the ones with
 * the fewest continuous parameters, since the others reach a slice with probability 0. The density is with respect to those
 * parameters. It is 0 where no member can reach `to`.
 */
export function cycleLogDensity(cycle: Cycle, to: Values, from: Values, densities: PartDensities): number {
  const able = membersOf(cycle, 1).filter(({ member }) => canReach(cycle, member, to, from));
  const fewest = Math.min(...able.map(({ member }) => continuousParameters(member)));
  const terms = able
    .filter(({ member }) => continuousParameters(member) === fewest)
    .map(({ member, probability }) => log(probability) + densities.ofProposal(member, to, from));
  return logSumExp(terms);
}

/** Returns the members with their probabilities, those of inner cycles in place of these, without those that are never drawn. */
function membersOf({ members, weights }: Cycle, probability: number): readonly Weighted[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return members.flatMap((member, i): readonly Weighted[] => {
    const share = (probability * (weights[i] as number)) / total;
    if (share === 0) return [];
    return member.kind === 'cycle' ? membersOf(member as Cycle, share) : [{ member, probability: share }];
  });
}

const canReach = ({ parameters }: Cycle, member: ProposalSpec, to: Values, from: Values): boolean =>
  parameters.every((name) => member.parameters.includes(name) || to[name] === from[name]);

const continuousParameters = (member: ProposalSpec): number =>
  member.parameters.filter((_, i) => domainOf(member, i)?.integer !== true).length;

function logSumExp(terms: readonly number[]): number {
  const largest = Math.max(...terms);
  if (largest === Number.NEGATIVE_INFINITY) return largest;
  return largest + log(terms.reduce((sum, term) => sum + exp(term - largest), 0));
}
