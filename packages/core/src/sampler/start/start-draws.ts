import { ModelFailure } from '../../model/evaluate.ts';
import type { Evaluation, ModelObject } from '../../model/model.ts';
import { drawFromPrior } from '../../proposals/draw-from-prior.ts';
import type { Random } from '../../random/random.ts';
import { withUnknownNames } from './evaluation-checks.ts';
import { locationText, reject } from './start-checks.ts';
import type { Evaluating, StartPoints } from './start-points.ts';

/** Draws from a declared prior for one start point, at most; fewer if the likelihood was NaN at all of them. */
const [MOST_DRAWS, MOST_NAN] = [1000, 100];

/** A draw from the prior, evaluated. */
export type Draw = { readonly position: Float64Array; readonly evaluation: Evaluation };

/**
 * Draws a start point from the prior. Yields the points that it needs the evaluation of. From a declared prior it draws again where the likelihood
 * is 0 or not a number.
 *
 * @throws EpsieError `START_REJECTED` after too many draws; ModelFailure if all of them were NaN, or the model fails otherwise
 */
export function* drawPossible(
  item: StartPoints,
  model: ModelObject<string>,
  temperature: number,
  random: Random,
): Evaluating<Draw> {
  const { parameters, proposals = [] } = item;
  const tally: Tally = { impossible: 0, nan: 0 };
  for (;;) {
    const position = drawFromPrior(model, proposals, parameters, random);
    try {
      const evaluation = yield position;
      if (model.prior === undefined || isPossible(evaluation)) return { position, evaluation };
      tally.impossible++;
    } catch (error) {
      if (tally.nan === 0 || !isNaNFailure(error, model)) throwUnlessNaN(error, parameters, model);
      tally.nan++;
    }
    checkTally(tally, { ...item, temperature }, position);
  }
}

type Tally = { impossible: number; nan: number };

type Place = Pick<StartPoints, 'parameters' | 'chain'> & { readonly temperature: number };

// A point outside of the prior is refused later: another draw would hide that `sample` and `logDensity` disagree.
const isPossible = ({ logPrior, logLikelihood }: Evaluation): boolean =>
  logPrior === Number.NEGATIVE_INFINITY || logLikelihood > Number.NEGATIVE_INFINITY;

/** Throws an error of the model, with a name that it misspells, unless the likelihood may be a number at another draw. */
function throwUnlessNaN(error: unknown, parameters: readonly string[], model: ModelObject<string>): void {
  const explained = withUnknownNames(error, parameters, model);
  if (explained !== error || !isNaNFailure(error, model)) throw explained;
}

function isNaNFailure(error: unknown, model: ModelObject<string>): boolean {
  if (model.prior === undefined || !(error instanceof ModelFailure)) return false;
  const { evaluation } = error;
  return Number.isNaN((evaluation as { logLikelihood?: unknown } | undefined)?.logLikelihood ?? evaluation);
}

/** Throws if there were too many draws. */
function checkTally({ impossible, nan }: Tally, place: Place, last: Float64Array): void {
  const { parameters, chain, temperature } = place;
  const draws = impossible + nan;
  if (impossible === 0 && nan === MOST_NAN) {
    const position = Object.fromEntries(parameters.map((name, i) => [name, last[i] as number]));
    const message = `Expected \`logLikelihood\` to return a number, got NaN at all of ${draws} draws from the prior. ${ADVICE}`;
    throw new ModelFailure(message, position, Number.NaN);
  }
  if (draws < MOST_DRAWS) return;
  const counts = `-Infinity at ${impossible}${nan === 0 ? '' : ` and NaN at ${nan}`}`;
  const at = parameters.map((name, i) => `${name}: ${last[i]}`).join(', ');
  const message = `Expected a finite log likelihood at one of ${draws} draws from the prior, got ${counts} of them`;
  reject(`${message}; the last was { ${at} } (${locationText({ chain, temperature })}). ${ADVICE}`, {
    chain,
    temperature,
  });
}

const ADVICE = 'Check the likelihood, narrow the prior to where it is above 0, or pass positions to `start`';
