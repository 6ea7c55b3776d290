import { evaluate, ModelFailure } from '../model/evaluate.ts';
import { samplePriorInto } from '../model/sample-prior.ts';
import { domainOf } from '../proposals/families/registry.ts';
import { partsOf } from '../proposals/parts.ts';
import type { Level, LevelContext } from './level.ts';

/**
 * The step of a level at β = 0 that draws an independent point from the prior, which is its target, instead of walking. Its proposals
 * neither move nor adapt.
 */
export class PriorDraws {
  readonly #parameters: readonly string[];
  /** Bounds of each parameter's proposal, within which the other levels walk. */
  readonly #lower: Float64Array;
  readonly #upper: Float64Array;

  constructor({ proposals, candidate }: LevelContext) {
    const { parameters } = candidate;
    this.#parameters = parameters;
    this.#lower = new Float64Array(parameters.length).fill(Number.NEGATIVE_INFINITY);
    this.#upper = new Float64Array(parameters.length).fill(Number.POSITIVE_INFINITY);
    for (const part of proposals.flatMap(({ spec }) => partsOf(spec))) {
      for (const [i, name] of part.parameters.entries()) {
        const { lower, upper } = domainOf(part, i) ?? {};
        const at = parameters.indexOf(name);
        this.#lower[at] = Math.max(this.#lower[at] as number, lower ?? Number.NEGATIVE_INFINITY);
        this.#upper[at] = Math.min(this.#upper[at] as number, upper ?? Number.POSITIVE_INFINITY);
      }
    }
  }

  /**
   * Moves a level to a draw from the prior.
   *
   * @throws ModelFailure if the model fails there, or draws a point that its own log prior or a proposal excludes
   */
  step(level: Level): void {
    const { candidate, model, random, position } = level;
    const { values } = candidate;
    samplePriorInto(values, this.#parameters, model, random);
    this.#checkBounds(level);
    const evaluation = evaluate(model, candidate.position);
    if (evaluation.logPrior === Number.NEGATIVE_INFINITY)
      throw new ModelFailure(`${EXPECTATION}, got a log prior of -Infinity`, candidate.position, evaluation);
    level.ratio = 1;
    level.accepted = true;
    for (let i = 0; i < position.length; i++) position[i] = values[i] as number;
    level.logLikelihood = evaluation.logLikelihood;
    level.logPrior = evaluation.logPrior;
    if (level.blobNames.length > 0 || evaluation.blob !== undefined) level.setBlob(evaluation);
  }

  #checkBounds({ candidate: { values, position } }: Level): void {
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as number;
      const [lower, upper] = [this.#lower[i] as number, this.#upper[i] as number];
      if (!(value < lower || value > upper)) continue;
      const got = `\`${this.#parameters[i]}\` = ${value} outside of the bounds [${lower}, ${upper}] of its proposal`;
      throw new ModelFailure(`${EXPECTATION}, got ${got}`, position, undefined);
    }
  }
}

const EXPECTATION = 'Expected `samplePrior` to draw points that `evaluate` and the proposals allow';
