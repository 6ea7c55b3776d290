import type { FixedProposal } from '../families/registry.ts';
import type { NestedTransdimensionalProposal } from './nested-transdimensional.ts';

/** A proposal as plain data. The functions `normal`, `boundedNormal`, … make them. */
export type Proposal<P extends string> = FixedProposal<P> | NestedTransdimensionalProposal<P>;
