import { expectNames, expectOptions } from '../../checks/validate.ts';
import { log } from '../../math/elementary.ts';
import type { Adaptation } from '../adaptation/registry.ts';
import type { ProposalFamily } from '../family.ts';
import { JUMP_OPTIONS } from '../jump-options.ts';
import type { ProposalKernel } from '../kernel.ts';
import { type IndependentOptions, independentScale, resolveIndependent } from '../scales/independent.ts';
import type { DiagonalScale } from '../scales/scale.ts';
import type { ProposalSpec } from '../spec.ts';
import { drawTruncated, logTruncated, REJECTION_WIDTHS } from '../truncated-normal.ts';

/** An {@link angular} proposal as plain data. */
export type AngularProposal<P extends string> = ProposalSpec<'angular', P> & {
  /** Variances, in rad². */
  readonly covariance?: readonly number[];
  /** Rule by which it adapts. */
  readonly adaptation?: Adaptation;
};

/** Options of {@link angular}. Variances are in rad². */
export type AngularOptions = IndependentOptions;

const LOG_PI = log(Math.PI);

/**
 * A jump of angles with period 2π, in radians: a normal step of at most half a turn, wrapped to [0, 2π). Symmetric.
 *
 * The widths of {@link veitch} are 2π unless given.
 *
 * @param parameters a name or an array of names
 * @throws TypeError or RangeError that names the option, what was expected and what came
 *
 * @example
 * ```ts
 * import { angular, andrieuThoms } from '@epsie/core';
 *
 * const phase = angular('phase', { adaptation: andrieuThoms({ duration: 1000 }) });
 * ```
 */
export function angular<const P extends string>(
  parameters: P | readonly P[],
  options: AngularOptions = {},
): AngularProposal<P> {
  expectOptions('angular', options, ['covariance', 'adaptation', ...JUMP_OPTIONS]);
  const names = expectNames('parameters', parameters);
  return { kind: 'angular', parameters: names, ...resolveIndependent('angular', names, options, turns(names)) };
}

/** The family of {@link angular}. */
export const angularFamily: ProposalFamily<AngularProposal<string>> = {
  kind: 'angular',
  kernel: createAngularKernel,
};

/** Creates the kernel of {@link angular}; the density is per radian. */
function createAngularKernel(spec: AngularProposal<string>): ProposalKernel<DiagonalScale> {
  return {
    symmetric: true,
    jump(from, to, { std }, random) {
      for (let i = 0; i < std.length; i++) {
        const sigma = (std[i] as number) / Math.PI;
        // Rejection with one branch: of two it could not be predicted which one fails, and wide draws took half as long again.
        let step = sigma > REJECTION_WIDTHS * 2 ? drawTruncated(0, sigma, -1, 1, random) : Number.POSITIVE_INFINITY;
        while (Math.abs(step) > 1) step = sigma * random.standardNormal();
        to[i] = Math.PI * wrap((from[i] as number) / Math.PI + step);
      }
    },
    logDensity(to, from, { std }) {
      let sum = 0;
      for (let i = 0; i < std.length; i++) {
        const step = wrap(((to[i] as number) - (from[i] as number)) / Math.PI + 1) - 1;
        sum += logTruncated(step, 0, (std[i] as number) / Math.PI, -1, 1) - LOG_PI;
      }
      return sum;
    },
    ...independentScale(spec, { widths: turns(spec.parameters), period: 2 * Math.PI }),
  };
}

const turns = (names: readonly string[]): readonly number[] => names.map(() => 2 * Math.PI);

/** x modulo 2, from 0 up to, not including, 2: half turns. (The operator % takes several times as long.) */
function wrap(x: number): number {
  const rest = x - 2 * Math.floor(0.5 * x);
  // A rest below 0 that is tiny is rounded up to a whole turn.
  return rest < 2 ? rest : 0;
}
