export { type ConformanceCheck, type ConformanceOptions, poolConformance } from './pool-conformance.ts';
export { type ProposalConformanceOptions, proposalConformance } from './proposal-conformance.ts';
export type { Domain } from './proposal-domains.ts';
