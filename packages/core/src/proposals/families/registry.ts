import { describe } from '../../data/describe.ts';
import { typeError } from '../../errors/wrong-use.ts';
import type { ParameterDomain, ProposalFamily } from '../family.ts';
import type { ProposalKernel } from '../kernel.ts';
import type { ProposalSpec } from '../spec.ts';
import { type AdaptiveMixtureProposal, adaptiveMixtureFamily } from './adaptive-mixture.ts';
import { type AngularProposal, angularFamily } from './angular.ts';
import { type BoundedDiscreteProposal, boundedDiscreteFamily } from './bounded-discrete.ts';
import { type BoundedEigenvectorProposal, boundedEigenvectorFamily } from './bounded-eigenvector.ts';
import { type BoundedNormalProposal, boundedNormalFamily } from './bounded-normal.ts';
import { type CustomProposal, customFamily } from './custom.ts';
import { type DifferentialEvolutionProposal, differentialEvolutionFamily } from './differential-evolution.ts';
import { type DiscreteProposal, discreteFamily } from './discrete.ts';
import { type EigenvectorProposal, eigenvectorFamily } from './eigenvector.ts';
import { type NormalProposal, normalFamily } from './normal.ts';
import { type PriorDrawProposal, priorDrawFamily } from './prior-draw.ts';
import { type SnookerProposal, snookerFamily } from './snooker.ts';
import { type SolidAngleProposal, solidAngleFamily } from './solid-angle.ts';

/** A proposal of a family, which moves a fixed number of parameters by one kernel: any but {@link nestedTransdimensional} and {@link cycle}. */
export type FixedProposal<P extends string> =
  | NormalProposal<P>
  | BoundedNormalProposal<P>
  | AngularProposal<P>
  | DiscreteProposal<P>
  | BoundedDiscreteProposal<P>
  | EigenvectorProposal<P>
  | BoundedEigenvectorProposal<P>
  | SolidAngleProposal<P>
  | DifferentialEvolutionProposal<P>
  | SnookerProposal<P>
  | PriorDrawProposal<P>
  | AdaptiveMixtureProposal<P>
  | CustomProposal<P>;

/** The families, by the `kind` of their proposals. */
export const FAMILIES: { readonly [S in FixedProposal<string> as S['kind']]: ProposalFamily<S> } = {
  normal: normalFamily,
  boundedNormal: boundedNormalFamily,
  angular: angularFamily,
  discrete: discreteFamily,
  boundedDiscrete: boundedDiscreteFamily,
  eigenvector: eigenvectorFamily,
  boundedEigenvector: boundedEigenvectorFamily,
  solidAngle: solidAngleFamily,
  differentialEvolution: differentialEvolutionFamily,
  snooker: snookerFamily,
  priorDraw: priorDrawFamily,
  adaptiveMixture: adaptiveMixtureFamily,
  custom: customFamily,
};

/**
 * Returns the family of a proposal.
 *
 * @throws TypeError for a value that is not a proposal of any family
 */
export function familyOf(spec: ProposalSpec): ProposalFamily<ProposalSpec> {
  const kind: unknown = (spec as { kind?: unknown } | null | undefined)?.kind;
  if (typeof kind === 'string' && Object.hasOwn(FAMILIES, kind))
    return FAMILIES[kind as keyof typeof FAMILIES] as unknown as ProposalFamily<ProposalSpec>;
  throw typeError(`Unknown proposal ${describe(spec)}: make proposals with \`normal(…)\` and its like`);
}

/**
 * Creates the kernel of a proposal.
 *
 * @throws Error for a custom proposal whose module was not imported yet: see {@link loadProposals}
 */
export const createKernel = (spec: ProposalSpec): ProposalKernel => familyOf(spec).kernel(spec);

/** Returns the domain of parameter number `index` of a proposal; undefined where it is all real numbers. */
export const domainOf = (spec: ProposalSpec, index: number): ParameterDomain | undefined =>
  familyOf(spec).domain?.(spec, index);
