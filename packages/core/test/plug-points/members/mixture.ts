// A composite, written against the contract alone: one of its two members is drawn for each step, as `cycle` does it.
import type { FixedProposal } from '@epsie/core';
import type { Composite, CompositeContext } from '#src/proposals/composite.js';
import { CompositeRun } from '#src/proposals/run/composite-run.js';
import { indicesOf } from '#src/proposals/run/jump-run.js';
import type { ProposalRun } from '#src/proposals/run/proposal-run.js';
import type { ProposalSpec } from '#src/proposals/spec.js';

type MixtureProposal = ProposalSpec<'mixture'> & {
  readonly members: readonly FixedProposal<string>[];
  /** Probability of the first member. */
  readonly first: number;
};

type MixtureParts = { readonly members: readonly ProposalSpec[] };

export const mixtureOf = (first: number, ...members: readonly FixedProposal<string>[]): MixtureProposal => ({
  kind: 'mixture',
  parameters: [...new Set(members.flatMap(({ parameters }) => parameters))],
  jumpInterval: 1,
  members,
  first,
});

const NONE = -1;

class MixtureRun extends CompositeRun {
  #chosen: number = NONE;
  readonly #members: readonly ProposalRun[];
  readonly #indices: Int32Array;
  readonly #first: number;

  constructor(context: CompositeContext<MixtureProposal, MixtureParts>) {
    super(context);
    this.#members = context.parts.members;
    this.#indices = indicesOf(context.spec.parameters, context.level);
    this.#first = context.spec.first;
  }

  propose(): void {
    const { position, candidate } = this.level;
    for (const i of this.#indices) candidate.values[i] = position[i] as number;
    // The choice must not depend on the position.
    this.#chosen = this.level.random.random() < this.#first ? 0 : 1;
    this.#members[this.#chosen]?.propose();
  }

  recordNoJump(): void {
    this.#chosen = NONE;
  }

  logRatio(): number {
    return this.#members[this.#chosen]?.logRatio() ?? 0;
  }

  update(): void {
    this.#members[this.#chosen]?.update();
    this.steps++;
  }
}

export const mixtureComposite: Composite<MixtureProposal, MixtureParts> = {
  kind: 'mixture',
  fixed: true,
  parts: ({ members }) => ({ members }),
  createRun: (context) => new MixtureRun(context),
  logDensity({ members, first }, to, from, densities) {
    const [a, b] = members.map((member) => Math.exp(densities.ofProposal(member, to, from))) as [number, number];
    return Math.log(first * a + (1 - first) * b);
  },
};
