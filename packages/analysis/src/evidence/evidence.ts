import { analyseTempered } from '../sources/analyse-tempered.ts';
import { readLogLikelihoods } from '../sources/log-likelihoods.ts';
import type { Steps } from '../sources/settle.ts';
import type { TemperedDisk, TemperedMemory, TemperedOptions, TemperedReading } from '../sources/tempered-source.ts';
import { shown } from './display.ts';
import { type Evidence, evidenceOf } from './evidence-of.ts';

/**
 * Returns the log evidence of a tempered sampler, or the promise of that of a run on disk: {@link evidenceOf} its log likelihoods, with the
 * jackknife over its chains. Draws that were made while the ladder moved are left out, with a warning.
 *
 * @throws RangeError if the ladder still moves, if chains have different ladders, or if all draws are burn-in
 *
 * @example
 * ```ts
 * import { evidence } from '@epsie/analysis';
 * import { betaLadder, ParallelTemperedSampler } from '@epsie/core';
 * import { normal } from '@epsie/priors';
 *
 * const sampler = new ParallelTemperedSampler({
 *   model: { prior: { x: normal(0, 4) }, logLikelihood: ({ x }) => -0.5 * x * x },
 *   chains: 8,
 *   betas: betaLadder(5, 50, { prior: true }),
 *   seed: 1,
 * });
 * await sampler.start();
 * await sampler.run(2000);
 * const { logEvidence, standardError } = evidence(sampler, { burnIn: 500 });
 * console.log(logEvidence, standardError); // −½ log 17 = −1.417
 * ```
 */
export function evidence(source: TemperedMemory, options?: TemperedOptions): Evidence;
export function evidence(source: TemperedDisk, options?: TemperedOptions): Promise<Evidence>;
export function evidence(
  source: TemperedMemory | TemperedDisk,
  options: TemperedOptions = {},
): Evidence | Promise<Evidence> {
  return analyseTempered('evidence', source, options, compute);
}

function* compute(reading: TemperedReading, burnIn: number): Steps<Evidence> {
  const { betas, logLikelihood, moved } = yield* readLogLikelihoods(reading, burnIn);
  const result = evidenceOf({ betas, logLikelihood });
  if (moved === undefined) return result;
  return shown({ ...result, warnings: [{ code: 'ladderMoved', message: moved }, ...result.warnings] });
}
