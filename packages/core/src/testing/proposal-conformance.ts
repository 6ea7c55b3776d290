import { expectByName, expectOptions } from '../checks/validate.ts';
import type { FixedProposal } from '../proposals/families/registry.ts';
import { createKernel } from '../proposals/families/registry.ts';
import { loadProposals } from '../proposals/parts.ts';
import { checksOfKernels } from './kernel-checks.ts';
import type { ConformanceCheck } from './pool-conformance.ts';
import { type Domain, lawOf } from './proposal-domains.ts';
import type { KernelUnderTest } from './proposal-subject.ts';
import { checksOfDensity, checksOfLaws } from './statistical-checks.ts';

/** Options of {@link proposalConformance}. */
export type ProposalConformanceOptions<P extends string> = {
  /** Domain of each parameter. The checks use targets of about its size; on the reals of width 1, unless you give another. */
  readonly domain: { readonly [K in P]: Domain };
  /** Whether the log density is one of all parameters together. Default true; false for one along a line, as of `eigenvector`. */
  readonly jointDensity?: boolean;
};

/**
 * Checks that a proposal keeps the contract of `ProposalKernel`: give each check to your test runner as a test.
 *
 * Exact draws of a target stay exact draws; detailed balance holds; the log density integrates (or sums) to 1 and is that of
 * the jumps; symmetric means symmetric; a copied state continues like the state itself; nothing is drawn but from the given
 * `Random`. A kernel that has `logRatio` instead of a density may note in its state what the ratio of the same jump needs, and later jumps
 * must not depend on it. Adaptation is frozen where a target is checked: in the initial state, and for a kernel without log density also in
 * the state that it has learnt in 500 steps. The seeds are fixed: a check that passes, passes always. That
 * a right kernel fails a statistical check has a probability of about 10⁻⁵.
 *
 * @param proposal made by `customProposal`, or one of the built-in ones
 * @param options the domain of its parameters
 * @returns the checks, none of them started
 *
 * @example
 * ```ts
 * import { boundedNormal } from '@epsie/core';
 * import { proposalConformance } from '@epsie/core/testing';
 *
 * const proposal = boundedNormal('x', { bounds: { x: [0, 2] } });
 * for (const { name, run } of proposalConformance(proposal, { domain: { x: [0, 2] } })) {
 *   await run();
 *   console.log(`ok: ${name}`);
 * }
 * ```
 */
export function proposalConformance<P extends string>(
  proposal: FixedProposal<P>,
  options: ProposalConformanceOptions<NoInfer<P>>,
): readonly ConformanceCheck[] {
  expectOptions('proposalConformance', options, ['domain', 'jointDensity']);
  const { parameters } = proposal;
  const targets = expectByName<P, Domain>('domain', options.domain, parameters).map(lawOf);
  const checks = [...checksOfKernels, ...checksOfLaws, ...(options.jointDensity === false ? [] : checksOfDensity)];
  return checks.map(([name, check]) => ({
    name,
    async run() {
      await loadProposals([proposal]);
      const subject: KernelUnderTest = { parameters, targets, kernel: createKernel(proposal) };
      check(subject);
    },
  }));
}
