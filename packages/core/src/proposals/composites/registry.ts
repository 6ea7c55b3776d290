import type { AutomaticProposal } from '../automatic/spec.ts';
import type { Composite } from '../composite.ts';
import type { FixedProposal } from '../families/registry.ts';
import type { ProposalSpec } from '../spec.ts';
import { type CycleProposal, cycleComposite } from './cycle.ts';
import { type NestedTransdimensionalProposal, nestedTransdimensionalComposite } from './nested-transdimensional.ts';

/** A proposal that consists of others. */
export type CompositeProposal<P extends string> = NestedTransdimensionalProposal<P> | CycleProposal<P>;

/** A proposal as plain data. The functions `normal`, `boundedNormal`, … make them. */
export type Proposal<P extends string> = FixedProposal<P> | CompositeProposal<P> | AutomaticProposal<P>;

/** The composites, by the `kind` of their proposals. */
export const COMPOSITES: { readonly [S in CompositeProposal<string> as S['kind']]: Composite<S> } = {
  nestedTransdimensional: nestedTransdimensionalComposite as Composite<NestedTransdimensionalProposal<string>>,
  cycle: cycleComposite as Composite<CycleProposal<string>>,
};

/** Returns the composite that a proposal is one of; undefined for a proposal of a family. */
export function compositeOf(spec: ProposalSpec): Composite<ProposalSpec> | undefined {
  const kind: unknown = (spec as { kind?: unknown } | null | undefined)?.kind;
  if (typeof kind !== 'string' || !Object.hasOwn(COMPOSITES, kind)) return undefined;
  return COMPOSITES[kind as keyof typeof COMPOSITES] as unknown as Composite<ProposalSpec>;
}
