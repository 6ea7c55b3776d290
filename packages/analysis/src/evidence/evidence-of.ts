import { overlap } from './bar.ts';
import { shown } from './display.ts';
import type { Level, Levels } from './levels.ts';
import { pairs, type Solution, solutionOf } from './solution.ts';
import { standardErrorOf } from './standard-error.ts';
import { stone } from './stepping-stone.ts';
import { correctedTrapezoid, trapezoid } from './thermodynamic.ts';
import { type EvidenceWarning, warningsOf } from './warnings.ts';

/** The log likelihoods of tempered chains. */
export type TemperedLogLikelihoods = {
  /** The β of every level, in any order: distinct, from 0 to 1, one of them 1. */
  readonly betas: ArrayLike<number>;
  /** `logLikelihood[level][chain]`: the log likelihoods of the draws. −Infinity is legal at β = 0. Numbers of draws may differ. */
  readonly logLikelihood: readonly (readonly ArrayLike<number>[])[];
};

/** The log evidence by one method. */
export type EvidenceEstimate = {
  /** log Z(β = 1) − log Z(hottest level). */
  readonly logEvidence: number;
};

/** Overlap of two neighbouring levels. */
export type Overlap = {
  /** β of the two levels. */
  readonly betas: readonly [hotter: number, colder: number];
  /** 0 if the levels are disjoint, ½ if they are equal. */
  readonly overlap: number;
};

/** The log evidence, its standard error, and what supports it. */
export type Evidence = {
  /** log Z(β = 1) − log Z(hottest level) by MBAR, which is the log evidence if the hottest level is at β = 0. */
  readonly logEvidence: number;
  /** Standard error by the jackknife over chains; for fewer than four chains the asymptotic error times √τ. NaN without any overlap. */
  readonly standardError: number;
  /** Degrees of freedom for Student's t: chains − 1, or Infinity with the asymptotic error. */
  readonly degreesOfFreedom: number;
  /** The same by each method. */
  readonly byMethod: {
    /** Multistate Bennett acceptance ratio, the answer. */
    readonly mbar: EvidenceEstimate & {
      /** Standard error, as above. */
      readonly standardError: number;
      /** Standard error for independent draws. */
      readonly asymptoticError: number;
    };
    /** Bennett acceptance ratio of neighbouring levels. */
    readonly bar: EvidenceEstimate;
    /** Stepping stone, each pair from its hotter level (Xie et al. 2011, Syst. Biol. 60, 150). */
    readonly steppingStone: EvidenceEstimate;
    /** −Infinity if a draw at β = 0 has that log likelihood. */
    readonly thermodynamicIntegration: EvidenceEstimate;
    /** NaN if a draw at β = 0 has a log likelihood of −Infinity, or a level a single draw. */
    readonly thermodynamicIntegrationCorrected: EvidenceEstimate;
  };
  /** log Z(β) − log Z(hottest level) by MBAR, in the order of `betas`. */
  readonly logEvidences: readonly number[];
  /** Pairs of neighbouring levels, from the hottest: overlap 0 if they are disjoint, ½ if they are equal. */
  readonly overlaps: readonly Overlap[];
  /** Reasons to doubt the result; empty if there are no such reasons. */
  readonly warnings: readonly EvidenceWarning[];
};

/**
 * Returns the log evidence from the log likelihoods of tempered chains: by MBAR (Shirts & Chodera 2008, J. Chem. Phys. 129, 124105), beside
 * BAR, stepping stone and thermodynamic integration. Chain c of all levels is one tempered chain, independent of the others.
 *
 * @throws TypeError or RangeError for log likelihoods that are NaN or Infinity, for levels without draws, for equal β or none at 1
 */
export function evidenceOf(source: TemperedLogLikelihoods): Evidence {
  return evidenceFrom(solutionOf(source));
}

/** Returns the log evidence from the solution of MBAR. */
export function evidenceFrom({ input, steps, mbar: solution }: Solution): Evidence {
  const { levels } = input;
  const error = standardErrorOf(levels, solution);
  const overlaps = pairs(levels, (hotter, colder, k) => overlap(hotter, colder, steps[k] as number));
  const logEvidences = inOrder(input, solution.logZ);
  const logEvidence = unshifted(input, solution.logZ.at(-1) as number);
  const { asymptoticError } = solution;
  return shown({
    logEvidence,
    ...error,
    byMethod: {
      mbar: { logEvidence, standardError: error.standardError, asymptoticError },
      ...others(input, steps),
    },
    logEvidences,
    overlaps: pairs(levels, (hotter, colder, k) => ({
      betas: [hotter.beta, colder.beta] as const,
      overlap: overlaps[k] as number,
    })),
    warnings: warningsOf(levels, overlaps),
  });
}

type OtherMethods = Omit<Evidence['byMethod'], 'mbar'>;

function others(input: Levels, barSteps: readonly number[]): OtherMethods {
  const total = (steps: readonly number[]): EvidenceEstimate => ({
    logEvidence: unshifted(
      input,
      steps.reduce((sum, step) => sum + step, 0),
    ),
  });
  return {
    bar: total(barSteps),
    steppingStone: total(pairs(input.levels, stone)),
    thermodynamicIntegration: total(pairs(input.levels, trapezoid)),
    thermodynamicIntegrationCorrected: total(pairs(input.levels, correctedTrapezoid)),
  };
}

function unshifted({ levels, shift }: Levels, difference: number, beta = 1): number {
  return difference + (beta - (levels[0] as Level).beta) * shift;
}

function inOrder(input: Levels, logZ: Float64Array): number[] {
  const result: number[] = new Array(logZ.length);
  for (const [k, { index, beta }] of input.levels.entries()) result[index] = unshifted(input, logZ[k] as number, beta);
  return result;
}
