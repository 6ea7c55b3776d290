import { pooled } from '../draws/matrix.ts';
import { type Evidence, evidenceFrom } from '../evidence/evidence-of.ts';
import { solutionOf } from '../evidence/solution.ts';
import { analyseTempered } from '../sources/analyse-tempered.ts';
import { type LogLikelihoods, readLogLikelihoods } from '../sources/log-likelihoods.ts';
import type { Steps } from '../sources/settle.ts';
import type { TemperedDisk, TemperedMemory, TemperedOptions, TemperedReading } from '../sources/tempered-source.ts';
import { paretoK } from './pareto-k.ts';
import { type Weighting, weightingOf } from './weighting.ts';

/** Weights that turn the draws of all temperatures into draws of the posterior. */
export type PosteriorWeights = {
  /** `weights[temperature][chain]`, one per draw. All together they add up to 1. */
  readonly weights: readonly (readonly Float64Array[])[];
  /** First recorded draw that has a weight: `draws(name, { chain, temperature, from, to })` reads those of the weights. */
  readonly from: number;
  /** Recorded draw behind the last one that has a weight. */
  readonly to: number;
  /**
   * Effective number of the weights, (Σw)² / Σw² (Kish 1965). It compares with `coldDraws`, not with an effective sample size: the draws of
   * a chain are correlated.
   */
  readonly ess: number;
  /** Number of draws at β = 1. */
  readonly coldDraws: number;
  /** Pareto k̂ of the weights: above 0.7 a few of them dominate. NaN for too few draws. */
  readonly paretoK: number;
  /** Reasons to doubt the weights; empty if there are no such reasons. */
  readonly warnings: readonly PosteriorWeightsWarning[];
};

/** A reason to doubt weights. */
export type PosteriorWeightsWarning = {
  /** Topic of the warning. */
  readonly code: 'paretoK' | 'overlap' | 'ladderMoved';
  /** A sentence with the numbers, and a way out. */
  readonly message: string;
};

/** Largest k̂ of weights that can be trusted. */
const LARGEST_K = 0.7;

/**
 * Returns the weights at β = 1 of the draws of all temperatures, by MBAR (Shirts & Chodera 2008, J. Chem. Phys. 129, 124105), or the promise
 * of those of a run on disk. Hot draws that reach the posterior make its averages more precise than the coldest level alone.
 *
 * @throws RangeError if the ladder still moves, if chains have different ladders, or if all draws are burn-in
 *
 * @example
 * ```ts
 * import { posteriorWeights } from '@epsie/analysis';
 * import { betaLadder, ParallelTemperedSampler } from '@epsie/core';
 * import { normal } from '@epsie/priors';
 *
 * const sampler = new ParallelTemperedSampler({
 *   model: { prior: { x: normal(0, 4) }, logLikelihood: ({ x }) => -0.5 * x * x },
 *   chains: 4,
 *   betas: betaLadder(5, 50, { prior: true }),
 *   seed: 1,
 * });
 * await sampler.start();
 * await sampler.run(2000);
 * const { weights, from, to, ess, coldDraws } = posteriorWeights(sampler, { burnIn: 500 });
 * let secondMoment = 0;
 * for (const [temperature, level] of weights.entries())
 *   for (const [chain, ws] of level.entries()) {
 *     const xs = sampler.history.draws('x', { chain, temperature, from, to });
 *     ws.forEach((w, i) => (secondMoment += w * (xs[i] as number) ** 2));
 *   }
 * console.log(secondMoment); // 16/17
 * console.log(ess / coldDraws); // what the hotter levels are worth
 * ```
 */
export function posteriorWeights(source: TemperedMemory, options?: TemperedOptions): PosteriorWeights;
export function posteriorWeights(source: TemperedDisk, options?: TemperedOptions): Promise<PosteriorWeights>;
export function posteriorWeights(
  source: TemperedMemory | TemperedDisk,
  options: TemperedOptions = {},
): PosteriorWeights | Promise<PosteriorWeights> {
  return analyseTempered('posteriorWeights', source, options, weigh);
}

function* weigh(reading: TemperedReading, burnIn: number): Steps<PosteriorWeights> {
  return (yield* readWeighting(reading, burnIn)).posterior;
}

/** Reads the log likelihoods of tempered chains. Returns their weights, and what the weights depend on. */
export function* readWeighting(
  reading: TemperedReading,
  burnIn: number,
): Steps<{ readonly posterior: PosteriorWeights; readonly weighting: Weighting }> {
  const input = yield* readLogLikelihoods(reading, burnIn);
  const { betas, logLikelihood, ladder } = input;
  const solution = solutionOf({ betas, logLikelihood });
  const weighting = weightingOf(solution);
  const all = pooled(weighting.weights.flat());
  const k = paretoK(all);
  const posterior: PosteriorWeights = {
    weights: weighting.weights,
    from: ladder.from,
    to: ladder.to,
    ess: 1 / all.reduce((sum, w) => sum + w * w, 0),
    coldDraws: pooled(weighting.weights[betas.indexOf(1)] as Float64Array[]).length,
    paretoK: k,
    warnings: warningsOf(input, evidenceFrom(solution), k),
  };
  return { posterior, weighting };
}

function warningsOf({ moved }: LogLikelihoods, evidence: Evidence, k: number): PosteriorWeightsWarning[] {
  const warnings: PosteriorWeightsWarning[] = [];
  if (moved !== undefined) warnings.push({ code: 'ladderMoved', message: moved });
  for (const { code, message } of evidence.warnings) if (code === 'overlap') warnings.push({ code, message });
  if (k > LARGEST_K) {
    const message = `Pareto k̂ is ${k.toFixed(2)}, above ${LARGEST_K}: a few draws dominate the averages. Sample longer, or add levels`;
    warnings.push({ code: 'paretoK', message });
  }
  return warnings;
}
