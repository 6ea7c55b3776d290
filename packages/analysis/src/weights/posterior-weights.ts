import { expectOptions } from '@epsie/core/checks';
import { pooled } from '../draws/matrix.ts';
import { type Evidence, evidenceOf } from '../evidence/evidence-of.ts';
import { logSumExp, scaled } from '../evidence/log-sum.ts';
import { type LogLikelihoods, readLogLikelihoods } from '../sources/log-likelihoods.ts';
import { type Steps, settle } from '../sources/settle.ts';
import {
  expectBurnIn,
  expectTempered,
  type TemperedDisk,
  type TemperedMemory,
  type TemperedOptions,
  type TemperedReading,
} from '../sources/tempered-source.ts';
import { paretoK } from './pareto-k.ts';

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
  readonly warnings: readonly PosteriorWeightsWarning[];
};

/** A reason to doubt weights. */
export type PosteriorWeightsWarning = {
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
  expectOptions('posteriorWeights', options, ['burnIn'], '{ burnIn: 1000 }');
  return settle(compute(expectTempered(source), expectBurnIn(options.burnIn)));
}

function* compute(reading: TemperedReading, burnIn: number): Steps<PosteriorWeights> {
  const input = yield* readLogLikelihoods(reading, burnIn);
  const evidence = evidenceOf({ betas: input.betas, logLikelihood: input.logLikelihood });
  const weights = weightsOf(input, evidence);
  const all = pooled(weights.flat());
  const k = paretoK(all);
  const { from, to } = input.ladder;
  return {
    weights,
    from,
    to,
    ess: 1 / all.reduce((sum, w) => sum + w * w, 0),
    coldDraws: pooled(weights[input.betas.indexOf(1)] as Float64Array[]).length,
    paretoK: k,
    warnings: warningsOf(input, evidence, k),
  };
}

/** Returns e^l / Σ_j N_j e^{β_j l} / Z_j of every draw, with a sum of 1. */
function weightsOf({ betas, logLikelihood }: LogLikelihoods, { logEvidences }: Evidence): Float64Array[][] {
  const offsets = betas.map((_, j) => {
    const count = (logLikelihood[j] as Float64Array[]).reduce((sum, draws) => sum + draws.length, 0);
    return Math.log(count) - (logEvidences[j] as number);
  });
  const terms = new Float64Array(betas.length);
  const logWeight = (l: number): number => {
    if (l === Number.NEGATIVE_INFINITY) return l;
    for (let j = 0; j < terms.length; j++) terms[j] = scaled(betas[j] as number, l) + (offsets[j] as number);
    return l - logSumExp(terms);
  };
  const logs = logLikelihood.map((level) => level.map((draws) => draws.map(logWeight)));
  const total = logSumExp(pooled(logs.flat()));
  return logs.map((level) => level.map((draws) => draws.map((log) => Math.exp(log - total))));
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
