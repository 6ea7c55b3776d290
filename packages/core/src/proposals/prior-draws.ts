import { quoted } from '../checks/validate.ts';
import { describe } from '../data/describe.ts';
import { summarise } from '../errors/error-data.ts';
import { typeError } from '../errors/wrong-use.ts';
import { ModelFailure } from '../model/evaluate.ts';
import type { Prior } from '../model/prior.ts';
import type { Random } from '../random/random.ts';
import type { ModelView } from './family.ts';

/** Draws of some parameters from the prior of a model. */
export type Draws = {
  /** Writes a draw. */
  draw(to: Float64Array, random: Random): void;
  /** Returns the log prior of these parameters at `from`, minus that at `to`. */
  logRatio(from: Float64Array, to: Float64Array): number;
};

/**
 * Returns the draws of some parameters from the prior of a level's model.
 *
 * @throws TypeError for a model without a prior to draw from, and for parameters that cannot be drawn without others
 */
export function createDraws(parameters: readonly string[], view: ModelView): Draws {
  const { prior } = view.model;
  return prior === undefined ? samplePriorDraws(parameters, view) : declaredDraws(parameters, prior);
}

function declaredDraws(parameters: readonly string[], prior: Prior): Draws {
  const own = prior.restrictedTo(parameters);
  if (own.undrawable.length > 0)
    throw typeError(
      `Expected \`priorDraw\` to move parameters whose prior has a \`sample\`, got ${quoted(own.undrawable)}`,
    );
  const point: { [parameter: string]: number } = {};
  const logPrior = (x: Float64Array): number => {
    for (let i = 0; i < x.length; i++) point[parameters[i] as string] = x[i] as number;
    return own.logDensity(point);
  };
  return {
    draw: (to, random) =>
      write(
        callSample(() => own.sample(random)),
        parameters,
        to,
        'the prior',
      ),
    logRatio: (from, to) => logPrior(from) - logPrior(to),
  };
}

function samplePriorDraws(parameters: readonly string[], view: ModelView): Draws {
  const { model, candidate } = view;
  if (model.samplePrior === undefined)
    throw typeError(
      'Expected the model to declare its prior or to have a function `samplePrior`, since `priorDraw` draws from it',
    );
  const missing = candidate.parameters.filter((name) => !parameters.includes(name));
  if (missing.length > 0) {
    throw typeError(
      `Expected \`priorDraw\` to move all parameters, since the \`samplePrior\` of the model draws them together, got it without ` +
        `${quoted(missing)}. Name all, or declare the prior of each parameter`,
    );
  }
  const samplePrior = model.samplePrior.bind(model);
  return {
    draw: (to, random) =>
      write(
        callSample(() => samplePrior(random)),
        parameters,
        to,
        '`samplePrior`',
      ),
    logRatio: () => view.logPrior - view.proposedLogPrior,
  };
}

type Drawn = { readonly [parameter: string]: number };

function callSample(sample: () => Drawn): Drawn {
  try {
    return sample();
  } catch (cause) {
    throw new ModelFailure(`The draw from the prior of the model threw: ${summarise(cause)}`, {}, undefined, cause);
  }
}

function write(point: Drawn, parameters: readonly string[], to: Float64Array, source: string): void {
  for (let i = 0; i < to.length; i++) {
    const name = parameters[i] as string;
    const value: unknown = point?.[name];
    if (typeof value !== 'number') {
      const message = `Expected ${source} to return a number for parameter \`${name}\`, got ${describe(value)}`;
      throw new ModelFailure(message, point ?? {}, undefined);
    }
    to[i] = value;
  }
}
