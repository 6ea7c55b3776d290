import { describe } from '../error-data.ts';
import { createBoundedNormalKernel } from './bounded-normal.ts';
import { loadCustomKernel, loadedCustomKernel } from './custom.ts';
import type { ProposalKernel } from './kernel.ts';
import { createNormalKernel } from './normal.ts';
import type { Proposal } from './spec.ts';

/**
 * Makes the kernel of a proposal from its data.
 *
 * @throws Error for a custom proposal whose module was not imported yet: see {@link loadProposals}
 */
export function createKernel(spec: Proposal<string>): ProposalKernel {
  switch (spec.kind) {
    case 'normal':
      return createNormalKernel(spec) as unknown as ProposalKernel;
    case 'boundedNormal':
      return createBoundedNormalKernel(spec) as unknown as ProposalKernel;
    case 'custom':
      return loadedCustomKernel(spec) ?? notLoaded(spec.reference.export);
    default:
      throw new TypeError(`Unknown proposal ${describe(spec)}: make proposals with \`normal(…)\` and its like`);
  }
}

/**
 * Checks that a proposal can be made, as far as that is known before its module is imported.
 *
 * @throws TypeError for one that was not made by the functions for it, or whose options do not fit together
 */
export function checkProposal(spec: Proposal<string>): void {
  if (spec.kind !== 'custom') createKernel(spec);
}

/**
 * Imports the modules of custom proposals, so that what follows can be synchronous. Samplers do so by themselves; a single
 * {@link Chain} needs it once before.
 */
export async function loadProposals(proposals: readonly Proposal<string>[]): Promise<void> {
  for (const spec of proposals) if (spec.kind === 'custom') await loadCustomKernel(spec);
}

/**
 * log q(to | from) of a proposal in its initial state: what a step of it uses.
 *
 * @param to the proposed point, by parameter name
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
  proposal: Proposal<P>,
  to: { readonly [K in P]: number },
  from: { readonly [K in P]: number },
): number {
  const kernel = createKernel(proposal);
  const values = (point: { readonly [K in P]: number }): Float64Array =>
    Float64Array.from(proposal.parameters, (name) => coordinate(point, name));
  if (kernel.logDensity === undefined)
    throw new TypeError('This proposal has no `logDensity`: it is symmetric and does not need one');
  return kernel.logDensity(values(to), values(from), kernel.initial());
}

function coordinate<P extends string>(point: { readonly [K in P]: number }, name: P): number {
  if (typeof point[name] === 'number') return point[name];
  throw new TypeError(`Expected the point to have parameter \`${name}\`, a number, got ${String(point[name])}`);
}

function notLoaded(name: string): never {
  throw new Error(
    `The module of the custom proposal \`${name}\` is not imported yet: \`await loadProposals(proposals)\` first`,
  );
}
