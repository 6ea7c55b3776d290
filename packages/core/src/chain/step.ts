import { exp } from '../math/elementary.ts';
import { failAnswer, failThrown, isEvaluation, ModelFailure } from '../model/evaluate.ts';
import type { Evaluation } from '../model/model.ts';
import type { Level } from './level.ts';
import { logTargetRatio } from './ratio.ts';

/**
 * One Metropolis–Hastings step of one level: propose, evaluate, decide, adapt.
 *
 * One function on purpose, the call of the model included: V8 inlines no function of more than 460 bytes of bytecode. So it
 * compiles this one by itself, with room to inline model, proposal and generator, and a step allocates nothing. Split up, it
 * took a third longer.
 *
 * A level that {@link propose} was called for has its point already.
 *
 * @throws ModelFailure if the model fails, or the acceptance ratio is NaN
 */
export function step(level: Level): void {
  const { proposals, candidate, model, random, beta } = level;
  if (level.proposed) level.proposed = false;
  else for (let i = 0; i < proposals.length; i++) proposals[i]?.propose();

  let evaluation: Evaluation;
  try {
    evaluation = model.evaluate(candidate.position);
  } catch (cause) {
    failThrown(candidate.position, cause);
  }
  if (!isEvaluation(evaluation)) failAnswer(candidate.position, evaluation);

  let ratio = 0;
  let accepted = false;
  if (evaluation.logPrior !== Number.NEGATIVE_INFINITY) {
    let logRatio = logTargetRatio(level, evaluation, beta);
    if (!level.symmetric) {
      level.proposedLogPrior = evaluation.logPrior;
      for (let i = 0; i < proposals.length; i++) logRatio += proposals[i]?.logRatio() ?? 0;
    }
    if (logRatio > 0) {
      ratio = 1;
      accepted = true;
    } else {
      // A random number is drawn only for a point that may be rejected: the sequence of draws is part of what a seed means.
      ratio = exp(logRatio);
      accepted = random.random() <= ratio;
      if (Number.isNaN(ratio)) failRatio(level, evaluation);
    }
  }
  level.ratio = ratio;
  level.accepted = accepted;
  if (accepted) {
    const { position } = level;
    const { values } = candidate;
    for (let i = 0; i < position.length; i++) position[i] = values[i] as number;
    level.logLikelihood = evaluation.logLikelihood;
    level.logPrior = evaluation.logPrior;
    if (level.blobNames.length > 0 || evaluation.blob !== undefined) level.setBlob(evaluation);
  }

  for (let i = 0; i < proposals.length; i++) proposals[i]?.update();
}

/** Proposes a point, which the next {@link step} of the level evaluates and decides: a batch of levels proposes first. */
export function propose(level: Level): void {
  const { proposals } = level;
  for (let i = 0; i < proposals.length; i++) proposals[i]?.propose();
  level.proposed = true;
}

function failRatio({ candidate }: Level, evaluation: Evaluation): never {
  const message = 'The acceptance ratio is NaN: check the log densities of the proposals at this point';
  throw new ModelFailure(message, candidate.position, evaluation);
}
