import { expected } from '../../checks/validate.ts';
import { rangeError, typeError } from '../../errors/wrong-use.ts';
import { type Adaptation, learnerOf, resolveAdaptation } from '../adaptation/registry.ts';
import type { AdaptiveScale, ParameterFacts } from '../adaptation/rule.ts';
import { resolveJumpOptions } from '../jump-options.ts';
import type { JumpOptions, ProposalSpec } from '../spec.ts';
import { type Covariance, type DiagonalScale, diagonalScale, isMatrix, normaliseCovariance } from './scale.ts';

/** Options of the proposals whose parameters move independently of each other. */
export type IndependentOptions = JumpOptions & {
  /** Variance of a jump: one for all parameters or one each. Default 1. */
  readonly covariance?: Covariance;
  /** Rule by which the proposal learns its widths. Default: none. */
  readonly adaptation?: Adaptation;
};

/** The members that they have in common as plain data. */
type Independent = ProposalSpec & {
  readonly covariance?: readonly number[];
  readonly adaptation?: Adaptation;
};

/**
 * Checks {@link IndependentOptions}.
 *
 * @param widths widths of the parameters' domains, where the family implies them
 */
export function resolveIndependent(
  owner: string,
  names: readonly string[],
  options: IndependentOptions,
  widths?: readonly number[],
): Omit<Independent, 'kind' | 'parameters'> {
  const covariance = independentVariances(owner, options.covariance, names.length);
  const adapting = { owner, scales: ['diagonal'] as const, parameters: names };
  const adaptation = resolveAdaptation(options, { ...adapting, ...(widths && { widths }) });
  return {
    ...(covariance === undefined ? {} : { covariance }),
    ...(adaptation === undefined ? {} : { adaptation }),
    ...resolveJumpOptions(owner, options, adaptation),
  };
}

/** Returns the adaptive part of a kernel with one width for each parameter. */
export function independentScale(
  { kind, parameters, covariance, adaptation }: Independent,
  facts: Omit<ParameterFacts, 'owner' | 'parameters'> = {},
): AdaptiveScale<DiagonalScale> {
  const scale = diagonalScale(covariance, parameters.length);
  if (adaptation === undefined) return { initial: () => ({ std: scale.std.slice() }) };
  return learnerOf(adaptation, 'diagonal', kind)(adaptation, scale, { ...facts, owner: kind, parameters });
}

/** Returns the widths of intervals. */
export const widthsOf = (bounds: readonly (readonly [number, number])[]): readonly number[] =>
  bounds.map(([lower, upper]) => upper - lower);

function independentVariances(
  owner: string,
  covariance: Covariance | undefined,
  n: number,
): readonly number[] | undefined {
  const normalised = normaliseCovariance(covariance, n);
  if (isMatrix(normalised)) {
    throw typeError(
      expected('covariance', `diagonal for \`${owner}\` (its parameters move independently)`, covariance),
    );
  }
  if (normalised?.some((variance) => variance === 0)) {
    throw rangeError(expected('covariance', `variances above 0 for \`${owner}\``, covariance));
  }
  return normalised;
}
