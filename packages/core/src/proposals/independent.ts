import { expected } from '../checks/validate.ts';
import { rangeError, typeError } from '../errors/wrong-use.ts';
import { andrieuThomsDiagonal } from './adaptation/andrieu-thoms.ts';
import type { Implied, Rule } from './adaptation/rule.ts';
import { siviaSkillingDiagonal } from './adaptation/sivia-skilling.ts';
import { priorWidthsOf, veitchRule } from './adaptation/veitch.ts';
import { resolveAdaptation, resolveJumpOptions } from './jump-options.ts';
import { type Covariance, type DiagonalScale, diagonalScale, isMatrix, normaliseCovariance } from './scale.ts';
import type { Adaptation, JumpOptions } from './spec.ts';

/** Options of the proposals whose parameters move independently of each other. */
export type IndependentOptions = JumpOptions & {
  /** Variance of a jump: one for all parameters or one each. Default 1. */
  readonly covariance?: Covariance;
  /** How the proposal learns its widths. Default: it does not. */
  readonly adaptation?: Adaptation;
};

/** What they have in common as data. */
type Independent = {
  readonly parameters: readonly string[];
  readonly covariance?: readonly number[];
  readonly adaptation?: Adaptation;
};

/**
 * Checks the options that they have in common.
 *
 * @param widths widths of the parameters' domains, where the family implies them
 */
export function resolveIndependent(
  owner: string,
  names: readonly string[],
  options: IndependentOptions,
  widths?: readonly number[],
): Omit<Independent, 'parameters'> & { readonly jumpInterval: number; readonly jumpIntervalDuration?: number } {
  const covariance = independentVariances(owner, options.covariance, names.length);
  const adaptation = resolveAdaptation(owner, options);
  if (adaptation?.kind === 'veitch') priorWidthsOf(owner, adaptation, names, widths);
  return {
    ...(covariance === undefined ? {} : { covariance }),
    ...(adaptation === undefined ? {} : { adaptation }),
    ...resolveJumpOptions(owner, options, adaptation),
  };
}

/** The rule that adapts one width for each parameter. */
export function independentRule(owner: string, spec: Independent, implied: Implied = {}): Rule<DiagonalScale> {
  const { adaptation, parameters } = spec;
  const { widths } = implied;
  const scale = diagonalScale(spec.covariance, parameters.length);
  if (adaptation?.kind === 'veitch')
    return veitchRule(adaptation, priorWidthsOf(owner, adaptation, parameters, widths));
  if (adaptation?.kind === 'siviaSkilling') {
    const maximum = widths === undefined ? undefined : (1.49 * Math.max(...widths)) ** 2;
    return siviaSkillingDiagonal(adaptation, scale, maximum) as Rule<DiagonalScale>;
  }
  if (adaptation?.kind === 'andrieuThoms')
    return andrieuThomsDiagonal(adaptation, scale, implied) as Rule<DiagonalScale>;
  return { initial: () => ({ std: scale.std.slice() }) };
}

/** Widths of intervals. */
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
