import { ModelFailure } from '../model/evaluate.ts';
import type { Level } from './level.ts';
import { logTargetRatio } from './ratio.ts';

/**
 * Accepts or rejects the proposed point by the Metropolis–Hastings rule, tempered with β.
 *
 * @throws ModelFailure if the ratio is NaN
 */
export function decide(level: Level): void {
  const { evaluator } = level;
  if (evaluator.logPrior === Number.NEGATIVE_INFINITY) {
    level.ratio = 0;
    level.accepted = false;
    return;
  }
  const logRatio = logAcceptanceRatio(level);
  // A point that is better for sure costs no random number: part of the sequence that seeds stand for.
  level.ratio = logRatio > 0 ? 1 : Math.exp(logRatio);
  level.accepted = logRatio > 0 || level.random.random() <= level.ratio;
  if (level.accepted) moveTo(level);
}

function logAcceptanceRatio(level: Level): number {
  let logRatio = logTargetRatio(level, level.evaluator, level.beta);
  if (!level.symmetric) for (const proposal of level.proposals) logRatio += proposal.logDensityRatio();
  if (!Number.isNaN(logRatio)) return logRatio;
  throw new ModelFailure(
    'The acceptance ratio is NaN: check the log densities of the proposals at this point',
    level.candidatePoint,
    { logLikelihood: level.evaluator.logLikelihood, logPrior: level.evaluator.logPrior },
  );
}

function moveTo(level: Level): void {
  const { evaluator, position, candidate } = level;
  if (level.blobNames.length > 0) level.setBlob(evaluator.blob);
  for (let i = 0; i < position.length; i++) position[i] = candidate[i] as number;
  level.logLikelihood = evaluator.logLikelihood;
  level.logPrior = evaluator.logPrior;
}
