import { exp } from '../elementary.ts';
import { ModelFailure } from '../model/evaluate.ts';
import type { Evaluation } from '../model/model.ts';
import type { Level } from './level.ts';
import { logTargetRatio } from './ratio.ts';

/**
 * Accepts or rejects the proposed point by the Metropolis–Hastings rule, tempered with β.
 *
 * @param evaluation what the model said of the proposed point
 * @throws ModelFailure if the ratio is NaN
 */
export function decide(level: Level, evaluation: Evaluation): void {
  level.ratio = 0;
  level.accepted = false;
  if (evaluation.logPrior === Number.NEGATIVE_INFINITY) return;
  let logRatio = logTargetRatio(level, evaluation, level.beta);
  if (!level.symmetric) logRatio += logDensityRatio(level);
  const ratio = logRatio > 0 ? 1 : exp(logRatio);
  level.ratio = ratio;
  // Only a point that may be refused costs a random number: part of the sequence that seeds stand for.
  if (logRatio > 0 || level.random.random() <= ratio) {
    level.accepted = true;
    level.accept(evaluation);
  } else if (Number.isNaN(ratio)) failRatio(level, evaluation);
}

function failRatio({ candidate }: Level, evaluation: Evaluation): never {
  const message = 'The acceptance ratio is NaN: check the log densities of the proposals at this point';
  throw new ModelFailure(message, candidate.position, evaluation);
}

function logDensityRatio({ proposals }: Level): number {
  let sum = 0;
  for (const proposal of proposals) sum += proposal.logDensityRatio();
  return sum;
}
