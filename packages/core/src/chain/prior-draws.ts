import { evaluate, ModelFailure } from '../model/evaluate.ts';
import type { Evaluation } from '../model/model.ts';
import { drawFromPrior } from '../proposals/draw-from-prior.ts';
import { domainOf } from '../proposals/families/registry.ts';
import { partsOf } from '../proposals/parts.ts';
import type { ProposalSpec } from '../proposals/spec.ts';
import type { Level, LevelContext } from './level.ts';

/**
 * The step of a level at β = 0 that draws an independent point from the prior, which is its target, instead of walking. Its proposals
 * neither move nor adapt.
 */
export class PriorDraws {
  readonly #parameters: readonly string[];
  readonly #proposals: readonly ProposalSpec[];
  /** Bounds of each parameter's proposal, within which the other levels walk. */
  readonly #lower: Float64Array;
  readonly #upper: Float64Array;

  constructor({ proposals, candidate }: LevelContext) {
    const { parameters } = candidate;
    this.#parameters = parameters;
    this.#proposals = proposals.map(({ spec }) => spec);
    this.#lower = new Float64Array(parameters.length).fill(Number.NEGATIVE_INFINITY);
    this.#upper = new Float64Array(parameters.length).fill(Number.POSITIVE_INFINITY);
    for (const part of this.#proposals.flatMap(partsOf)) {
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
    const { candidate, model, position } = level;
    const { values } = candidate;
    if (!level.proposed) this.propose(level);
    level.proposed = false;
    const evaluation = evaluate(model, candidate.position);
    if (evaluation.logPrior === Number.NEGATIVE_INFINITY) failDraw(level, 'a log prior of -Infinity', evaluation);
    level.ratio = 1;
    level.accepted = true;
    for (let i = 0; i < position.length; i++) position[i] = values[i] as number;
    level.logLikelihood = evaluation.logLikelihood;
    level.logPrior = evaluation.logPrior;
    if (level.blobNames.length > 0 || evaluation.blob !== undefined) level.setBlob(evaluation);
  }

  /**
   * Draws the point, which the next {@link PriorDraws.step} of the level evaluates and moves it to.
   *
   * @throws ModelFailure if the draw fails, or a proposal excludes the point
   */
  propose(level: Level): void {
    const { candidate, model, random } = level;
    if (model.samplePrior === undefined) throw new ModelFailure(CANNOT_DRAW, candidate.position, undefined);
    candidate.values.set(drawFromPrior(model, this.#proposals, this.#parameters, random));
    this.#checkBounds(level);
    level.proposed = true;
  }

  #checkBounds(level: Level): void {
    const { values } = level.candidate;
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as number;
      const [lower, upper] = [this.#lower[i] as number, this.#upper[i] as number];
      if (!(value < lower || value > upper)) continue;
      failDraw(
        level,
        `\`${this.#parameters[i]}\` = ${value} outside of the bounds [${lower}, ${upper}] of its proposal`,
      );
    }
  }
}

function failDraw({ model, candidate }: Level, got: string, evaluation?: Evaluation): never {
  const [who, density] = model.prior === undefined ? ['`samplePrior`', '`evaluate`'] : ['the prior', 'its log density'];
  const expectation = `Expected ${who} of the model to draw only points that ${density} and the proposals allow`;
  throw new ModelFailure(`${expectation}, got ${got}`, candidate.position, evaluation);
}

const CANNOT_DRAW =
  'Expected the model to have a function `samplePrior` with `priorDraws: true`, got none. Add it to the model';
