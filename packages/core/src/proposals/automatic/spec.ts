import type { ProposalSpec } from '../spec.ts';

/**
 * An {@link automatic} proposal as plain data. A sampler replaces it by the {@link cycle} that it stands for. Without parameters it takes those
 * that are left to it.
 */
export type AutomaticProposal<P extends string> = ProposalSpec<'automatic', P> & {
  /** Width of some parameters. */
  readonly widths?: { readonly [K in P]?: number };
  /** Steps of the chain after which nothing adapts. */
  readonly duration?: number;
};
