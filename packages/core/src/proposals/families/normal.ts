import { expectBoolean, expected, expectNames, expectOptions } from '../../checks/validate.ts';
import { typeError } from '../../errors/wrong-use.ts';
import { multiplyLower } from '../../math/cholesky.ts';
import { log } from '../../math/elementary.ts';
import { normalLogPdf } from '../../math/normal-distribution.ts';
import type { Random } from '../../random/random.ts';
import { type Adaptation, learnerOf, resolveAdaptation, ruleOf } from '../adaptation/registry.ts';
import type { AdaptiveScale } from '../adaptation/rule.ts';
import type { ProposalFamily } from '../family.ts';
import { JUMP_OPTIONS, resolveJumpOptions } from '../jump-options.ts';
import type { ProposalKernel } from '../kernel.ts';
import { independentScale } from '../scales/independent.ts';
import {
  type Covariance,
  type DiagonalScale,
  expectVariance,
  type FullScale,
  fullScale,
  isMatrix,
  normaliseCovariance,
  type SingularOption,
} from '../scales/scale.ts';
import type { JumpOptions, ProposalSpec } from '../spec.ts';

/** A {@link normal} proposal as plain data. */
export type NormalProposal<P extends string> = ProposalSpec<'normal', P> & {
  /** Variances, or the rows of a matrix. */
  readonly covariance?: readonly number[] | readonly (readonly number[])[];
  /** Set where the covariance is singular on purpose. */
  readonly singular?: true;
  /** Rule by which it adapts. */
  readonly adaptation?: Adaptation;
};

/** Options of {@link normal}. */
export type NormalOptions = JumpOptions &
  SingularOption & {
    /** Covariance of a jump: one variance for all, one each, or a matrix in the order of the parameters. Default 1. */
    readonly covariance?: Covariance;
    /** Rule by which the proposal learns its scale. Default: none. */
    readonly adaptation?: Adaptation;
  };

/**
 * A normal jump around the present point: x + σ z per parameter, or x + L z with the Cholesky factor L of a covariance
 * matrix. Symmetric; for parameters that may take any real value.
 *
 * @param parameters a name or an array of names
 * @throws TypeError or RangeError that names the option, what was expected and what came
 *
 * @example
 * ```ts
 * import { andrieuThoms, normal } from '@epsie/core';
 *
 * const proposals = [
 *   normal(['x', 'y'], { adaptation: andrieuThoms({ duration: 1000 }) }),
 *   normal('z', { covariance: 0.25 }),
 * ];
 * ```
 */
export function normal<const P extends string>(
  parameters: P | readonly P[],
  options: NormalOptions = {},
): NormalProposal<P> {
  expectOptions('normal', options, ['covariance', 'singular', 'adaptation', ...JUMP_OPTIONS]);
  const names = expectNames('parameters', parameters);
  const covariance = normaliseCovariance(options.covariance, names.length);
  const singular = expectBoolean('singular', options.singular ?? false);
  expectVariance(covariance, singular, options.covariance);
  const adapting = { owner: 'normal', scales: ['diagonal', 'full'] as const, parameters: names };
  const adaptation = resolveAdaptation(options, adapting);
  if (isMatrix(covariance) && scaleOf(adaptation) === 'diagonal') {
    const diagonal = `diagonal beside \`${adaptation?.kind}\`, which learns only variances with these options`;
    throw typeError(expected('covariance', diagonal, options.covariance));
  }
  return {
    kind: 'normal',
    parameters: names,
    ...(covariance === undefined ? {} : { covariance }),
    ...(singular ? { singular } : {}),
    ...(adaptation === undefined ? {} : { adaptation }),
    ...resolveJumpOptions('normal', options, adaptation),
  };
}

/** The family of {@link normal}. */
export const normalFamily: ProposalFamily<NormalProposal<string>> = {
  kind: 'normal',
  kernel: createNormalKernel,
};

/** Creates the kernel of {@link normal}. */
function createNormalKernel(spec: NormalProposal<string>): ProposalKernel<DiagonalScale> | ProposalKernel<FullScale> {
  const n = spec.parameters.length;
  const { covariance, adaptation } = spec;
  if (isMatrix(covariance) || scaleOf(adaptation) === 'full') return { ...fullNormal(n), ...adaptiveFullScale(spec) };
  const { covariance: _, ...rest } = spec;
  return { ...diagonalNormal, ...independentScale({ ...rest, ...(covariance && { covariance }) }) };
}

/** Returns the scale that an adaptation insists on; undefined where it takes that of the covariance. */
const scaleOf = (adaptation: Adaptation | undefined): 'diagonal' | 'full' | undefined =>
  adaptation && ruleOf(adaptation).scale?.(adaptation);

const diagonalNormal: Omit<ProposalKernel<DiagonalScale>, 'initial'> = {
  symmetric: true,
  jump(from: Float64Array, to: Float64Array, { std }: DiagonalScale, random: Random) {
    for (let i = 0; i < std.length; i++) to[i] = (from[i] as number) + (std[i] as number) * random.standardNormal();
  },
  logDensity(to, from, { std }) {
    let sum = 0;
    for (let i = 0; i < std.length; i++) {
      const sigma = std[i] as number;
      sum += normalLogPdf(((to[i] as number) - (from[i] as number)) / sigma) - log(sigma);
    }
    return sum;
  },
};

function fullNormal(n: number): Omit<ProposalKernel<FullScale>, 'initial'> {
  const z = new Float64Array(n);
  const step = new Float64Array(n);
  return {
    symmetric: true,
    jump(from, to, { factor }, random) {
      for (let i = 0; i < n; i++) z[i] = random.standardNormal();
      multiplyLower(factor, z, step);
      for (let i = 0; i < n; i++) to[i] = (from[i] as number) + (step[i] as number);
    },
    logDensity: (to, from, { factor }) => fullLogDensity(to, from, factor),
  };
}

// Solves L z = to − from row by row; the density is that of z over the product of the pivots.
function fullLogDensity(to: Float64Array, from: Float64Array, factor: Float64Array): number {
  const n = to.length;
  const z = new Float64Array(n);
  let sum = 0;
  for (let i = 0; i < n; i++) {
    let rest = (to[i] as number) - (from[i] as number);
    for (let j = 0; j < i; j++) rest -= (factor[i * n + j] as number) * (z[j] as number);
    const pivot = factor[i * n + i] as number;
    z[i] = rest / pivot;
    sum += normalLogPdf(z[i] as number) - log(pivot);
  }
  return sum;
}

function adaptiveFullScale({
  kind,
  parameters,
  covariance,
  adaptation,
}: NormalProposal<string>): AdaptiveScale<FullScale> {
  const scale = fullScale(covariance, parameters.length);
  if (adaptation !== undefined) return learnerOf(adaptation, 'full', kind)(adaptation, scale);
  return { initial: () => ({ covariance: scale.covariance.slice(), factor: scale.factor.slice() }) };
}
