import { expected } from '../checks/validate.ts';
import { typeError } from '../errors/wrong-use.ts';
import { type Birth, createBirthKernel, isBirth } from './births/birth.ts';
import { createKernel } from './create.ts';
import type { FixedProposal, NestedTransdimensionalProposal, Proposal } from './spec.ts';

/** Numbers by parameter name; NaN for inactive components. */
type Values<P extends string> = { readonly [K in P]: number };

/**
 * log q(to | from) of a proposal in its initial state: what a step of it uses. A birth has no `from`.
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
  if (isBirth(proposal)) return birthLogDensity(proposal, to);
  if (typeof (proposal as Proposal<P> | undefined)?.kind !== 'string')
    throw typeError(expected('proposal', 'made by `normal(…)` or another function for proposals or births', proposal));
  if (typeof from !== 'object') throw typeError('Expected the present point `from`, an object by parameter name');
  if (proposal.kind === 'nestedTransdimensional') return nestedLogDensity(proposal, to, from);
  return fixedLogDensity(proposal, to, from);
}

function fixedLogDensity<P extends string>(proposal: FixedProposal<P>, to: Values<P>, from: Values<P>): number {
  const kernel = createKernel(proposal);
  if (kernel.logDensity === undefined)
    throw typeError('This proposal has no `logDensity`: it is symmetric and does not need one');
  return kernel.logDensity(valuesOf(to, proposal.parameters), valuesOf(from, proposal.parameters), kernel.initial());
}

function birthLogDensity<P extends string>(birth: Birth<P>, to: Values<P>): number {
  const kernel = createBirthKernel(birth);
  return valuesOf(to, birth.parameters).reduce((sum, x, i) => sum + kernel.logDensity(i, x), 0);
}

function nestedLogDensity<P extends string>(
  { indexProposal, components }: NestedTransdimensionalProposal<P>,
  to: Values<P>,
  from: Values<P>,
): number {
  let sum = fixedLogDensity(indexProposal, to, from);
  for (const { proposal, birth } of components) {
    if (!isActive(to, proposal)) continue;
    sum += isActive(from, proposal) ? fixedLogDensity(proposal, to, from) : birthLogDensity(birth, to);
  }
  return sum;
}

const isActive = <P extends string>(point: Values<P>, { parameters }: FixedProposal<P>): boolean =>
  !valuesOf(point, parameters).some(Number.isNaN);

const valuesOf = <P extends string>(point: Values<P>, names: readonly P[]): Float64Array =>
  Float64Array.from(names, (name) => coordinate(point, name));

function coordinate<P extends string>(point: Values<P>, name: P): number {
  if (typeof point[name] === 'number') return point[name];
  throw typeError(`Expected the point to have parameter \`${name}\`, a number, got ${String(point[name])}`);
}
