import { callIt, expected, expectOptions } from '../../checks/validate.ts';
import { describe } from '../../data/describe.ts';
import { rangeError, typeError } from '../../errors/wrong-use.ts';
import type { AutomaticProposal } from '../automatic/spec.ts';
import type { Composite } from '../composite.ts';
import type { FixedProposal } from '../families/registry.ts';
import { JUMP_OPTIONS, resolveJumpOptions } from '../jump-options.ts';
import type { JumpOptions, ProposalSpec } from '../spec.ts';
import { cycleLogDensity } from './cycle-density.ts';
import { type CycleParts, CycleRun } from './cycle-run.ts';

/** A proposal that moves a fixed number of parameters, as {@link cycle} takes them: of a family, or a cycle. */
export type CycleMember<P extends string> = FixedProposal<P> | CycleProposal<P> | AutomaticProposal<P>;

/** A {@link cycle} as plain data. */
export type CycleProposal<P extends string> = ProposalSpec<'cycle', P> & {
  /** The proposals of which each step uses one. */
  readonly members: readonly CycleMember<P>[];
  /** Weight of each member: 0 or more. */
  readonly weights: readonly number[];
  /** Set where {@link automatic} stands for it. */
  readonly automatic?: true;
};

/**
 * Returns a weighted mixture of proposals, which gravitational-wave samplers call a proposal cycle. Each step draws one member, with
 * a probability in proportion to its weight, from the generator of the chain. That member alone proposes and adapts, and it counts
 * only the steps that drew it: `duration`, `start` and `jumpInterval` of a member are in its own steps. The other parameters of the
 * cycle stay where they are.
 *
 * The members may have the same parameters or different ones; together they move all parameters of the cycle. A member can be a
 * cycle. The choice does not depend on the position, so a mixture of proposals that keep the target keeps it (Tierney 1994,
 * Ann. Statist. 22, 1701). For the log density of a cycle, see {@link evaluateLogDensity}.
 *
 * A cycle can be used like any other proposal: beside others, and for a component of {@link nestedTransdimensional}. With a jump
 * interval, it moves only at every n-th step of the chain.
 *
 * @param members pairs of a proposal and its weight, a finite number of 0 or more
 *
 * @throws TypeError or RangeError that names the member, what was expected and what came
 *
 * @example
 * ```ts
 * import { andrieuThoms, cycle, normal } from '@epsie/core';
 *
 * const mixed = cycle([
 *   [normal(['mass', 'spin'], { adaptation: andrieuThoms({ duration: 5000 }) }), 8], // 8 of 10 steps: both parameters
 *   [normal('mass', { covariance: 100 }), 1], // 1 of 10: a wide step of the mass alone
 *   [normal('spin', { covariance: 0.01 }), 1],
 * ]);
 * console.log(mixed.parameters); // [ 'mass', 'spin' ]
 * ```
 */
export function cycle<const P extends string>(
  members: readonly (readonly [proposal: CycleMember<P>, weight: number])[],
  options: JumpOptions = {},
): CycleProposal<P> {
  expectOptions('cycle', options, JUMP_OPTIONS, '{ jumpInterval: 2, jumpIntervalDuration: 1000 }');
  if (!Array.isArray(members) || members.length === 0)
    throw typeError(`${expected('members', LIST, members)}${hint(members)}`);
  members.forEach(checkMember);
  const proposals = members.map(([proposal]) => proposal);
  const weights = members.map(([, weight]) => weight);
  checkTotal(weights);
  const parameters = [...new Set(proposals.flatMap((proposal): readonly P[] => proposal.parameters))];
  checkCovered(parameters, members);
  return { kind: 'cycle', parameters, ...resolveJumpOptions('cycle', options), members: proposals, weights };
}

const LIST = 'an array of one or more pairs [proposal, weight]';

const hint = (members: unknown): string =>
  isProposal(members) ? '. Write `cycle([[normal(…), 1], [normal(…), 2]])`' : '';

function checkMember(member: unknown, i: number): void {
  const name = `members[${i}]`;
  if (!Array.isArray(member) || member.length !== 2) {
    const advice = isProposal(member) ? '. Write `[normal(…), 1]`' : callIt(member);
    throw typeError(`${expected(name, 'a pair [proposal, weight]', member)}${advice}`);
  }
  const [proposal, weight] = member as [unknown, unknown];
  if (!isProposal(proposal) || proposal.kind === 'nestedTransdimensional') {
    const made = 'made by `normal` or another function for proposals, but not by `nestedTransdimensional`';
    throw typeError(expected(`${name}[0]`, made, proposal));
  }
  const what = 'a weight, a finite number of 0 or more';
  if (typeof weight !== 'number') throw typeError(expected(`${name}[1]`, what, weight));
  if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY)) throw rangeError(expected(`${name}[1]`, what, weight));
}

function isProposal(value: unknown): value is ProposalSpec {
  const { kind, parameters } = (value ?? {}) as Partial<ProposalSpec>;
  return typeof kind === 'string' && Array.isArray(parameters);
}

function checkTotal(weights: readonly number[]): void {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total > 0 && total < Number.POSITIVE_INFINITY) return;
  throw rangeError(`Expected the weights of \`cycle\` to have a finite sum above 0, got ${describe(weights)}`);
}

// A parameter that only members of weight 0 move would never move.
function checkCovered(
  parameters: readonly string[],
  members: readonly (readonly [proposal: ProposalSpec, weight: number])[],
): void {
  const covered = new Set(members.flatMap(([proposal, weight]) => (weight > 0 ? proposal.parameters : [])));
  const missing = parameters.find((name) => !covered.has(name));
  if (missing === undefined) return;
  throw rangeError(
    `Expected every parameter of \`cycle\` in a member of positive weight, got \`${missing}\` in none: it would never move`,
  );
}

/** The composite of {@link cycle}. */
export const cycleComposite: Composite<CycleProposal<string>, CycleParts> = {
  kind: 'cycle',
  fixed: true,
  label: ({ automatic }) => (automatic ? 'automatic' : 'cycle'),
  parts: ({ members }) => ({ members }),
  createRun: (context) => new CycleRun(context),
  logDensity: cycleLogDensity,
};
