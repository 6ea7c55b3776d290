import { expected } from '../checks/validate.ts';
import { typeError } from '../errors/wrong-use.ts';
import { type Birth, createBirthKernel, isBirth } from './births/registry.ts';
import type { PartDensities } from './composite.ts';
import { compositeOf, type Proposal } from './composites/registry.ts';
import { createKernel } from './families/registry.ts';
import type { ProposalSpec } from './spec.ts';
import { numbersOf, type Values } from './values.ts';

/**
 * Returns log q(to | from) of a proposal in its initial state, as its first step uses it. A birth has no `from`.
 *
 * Of a {@link cycle} it returns log Σ pᵢ qᵢ, where the pᵢ are the weights divided by their sum. A member that does not move all
 * parameters of the cycle has no density with respect to all of them, only on the slice through `from` where its other parameters stay.
 * So the sum has the members that can reach `to`: those that move at least the parameters in which `to` and `from` differ. Of these it
 * has the ones with the fewest continuous parameters, because the others reach the slice with probability 0. The density is with respect
 * to those parameters; it is −Infinity where no member reaches `to`.
 *
 * @throws TypeError for a proposal without log density, such as one whose moves are degenerate
 *
 * @param to the proposed point, by parameter name; NaN for the parameters of inactive components
 * @param from the present point, by parameter name
 *
 * @example
 * ```ts
 * import { evaluateLogDensity, normal } from '@epsie/core';
 *
 * evaluateLogDensity(normal('x', { covariance: 4 }), { x: 1 }, { x: 0 }); // −½·(1/2)² − log 2 − ½·log 2π
 * ```
 */
export function evaluateLogDensity<P extends string>(
  birth: Birth<P>,
  to: { readonly [K in P]: number },
  from?: { readonly [K in P]: number },
): number;
export function evaluateLogDensity<P extends string>(
  proposal: Proposal<P>,
  to: { readonly [K in P]: number },
  from: { readonly [K in P]: number },
): number;
export function evaluateLogDensity<P extends string>(
  proposal: Proposal<P> | Birth<P>,
  to: Values<P>,
  from?: Values<P>,
): number {
  if (isBirth(proposal)) return densities.ofBirth(proposal as Birth<string>, to);
  if (typeof (proposal as ProposalSpec | undefined)?.kind !== 'string')
    throw typeError(expected('proposal', 'made by `normal(…)` or another function for proposals or births', proposal));
  if (typeof from !== 'object') throw typeError('Expected the present point `from`, an object by parameter name');
  return densities.ofProposal(proposal, to, from);
}

const densities: PartDensities = {
  ofProposal(spec, to, from) {
    const composite = compositeOf(spec);
    return composite === undefined ? kernelLogDensity(spec, to, from) : composite.logDensity(spec, to, from, densities);
  },
  ofBirth(birth, to) {
    const kernel = createBirthKernel(birth);
    return numbersOf(to, birth.parameters).reduce((sum, x, i) => sum + kernel.logDensity(i, x), 0);
  },
};

function kernelLogDensity(spec: ProposalSpec, to: Values, from: Values): number {
  const kernel = createKernel(spec);
  if (kernel.logDensity === undefined) {
    const reason = kernel.symmetric
      ? 'it is symmetric and does not need one'
      : 'its density is degenerate, so it has only a `logRatio`';
    throw typeError(`Expected a proposal with a log density, got \`${spec.kind}\` without \`logDensity\`: ${reason}`);
  }
  return kernel.logDensity(numbersOf(to, spec.parameters), numbersOf(from, spec.parameters), kernel.initial());
}
