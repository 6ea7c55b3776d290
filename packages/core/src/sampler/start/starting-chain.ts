import { acquirePoint, releasePoint } from '../../chain/point.ts';
import { evaluate } from '../../model/evaluate.ts';
import type { Evaluation, ModelObject } from '../../model/model.ts';
import { Pcg64, type Pcg64State } from '../../random/pcg64.ts';
import { Random } from '../../random/random.ts';
import { withLocation } from '../run/model-source.ts';
import { checkBlob, withUnknownNames } from './evaluation-checks.ts';
import { drawPossible } from './start-draws.ts';
import type { ChainStart, EvaluatedPoint, StartPoints } from './start-points.ts';
import { UnreadSearch } from './unread-search.ts';

/** The start of one chain at work, in parts between which a task may pause. */
export class StartingChain {
  readonly #item: StartPoints;
  readonly #model: ModelObject<string>;
  readonly #search?: UnreadSearch;
  readonly #levels: EvaluatedPoint[] = [];

  /** @param first whether to find parameters with a declared prior that the likelihood does not read, as the first chain does */
  constructor(item: StartPoints, model: ModelObject<string>, first: boolean) {
    this.#item = item;
    this.#model = model;
    const { parameters, proposals } = item;
    if (first && model.prior !== undefined && proposals !== undefined)
      this.#search = new UnreadSearch(model, parameters, proposals);
  }

  /** Evaluates the start of every level, and yields after each evaluation. */
  *run(): Generator<undefined> {
    const { positions, randoms } = this.#item;
    const count = (positions ?? randoms ?? []).length;
    for (let temperature = 0; temperature < count; temperature++) {
      this.#levels.push(yield* this.#level(temperature));
      yield;
    }
  }

  /** The start, once all parts have run. */
  get result(): ChainStart {
    const unread = this.#search?.unread ?? [];
    return { levels: this.#levels, ...(unread.length === 0 ? {} : { unread }) };
  }

  *#level(temperature: number): Generator<undefined, EvaluatedPoint> {
    const { parameters, chain, positions } = this.#item;
    try {
      const given = positions?.[temperature];
      const { position, evaluation } =
        given === undefined
          ? yield* this.#draw(temperature)
          : { position: given, evaluation: this.#evaluateGiven(given) };
      const { logLikelihood, logPrior, blob } = evaluation;
      this.#search?.observe(position, evaluation, (values) => this.#evaluate(values));
      const outside = logPrior === Number.NEGATIVE_INFINITY;
      return {
        position,
        logLikelihood: outside ? Number.NaN : logLikelihood,
        logPrior,
        ...(blob === undefined ? {} : { blob: checkBlob(blob, position, parameters) }),
      };
    } catch (error) {
      throw withLocation(error, { chain, temperature, iteration: 0 });
    }
  }

  // With the generator of the level, so that the draws depend on nothing but the seed, the chain and the level.
  #draw(temperature: number): ReturnType<typeof drawPossible> {
    const random = new Random(new Pcg64(this.#item.randoms?.[temperature] as Pcg64State));
    return drawPossible(this.#item, this.#model, temperature, random, (values) => this.#evaluate(values));
  }

  #evaluateGiven(values: Float64Array): Evaluation {
    try {
      return this.#evaluate(values);
    } catch (error) {
      throw withUnknownNames(error, this.#item.parameters, this.#model);
    }
  }

  #evaluate(values: Float64Array): Evaluation {
    const point = acquirePoint(this.#item.parameters);
    try {
      point.values.set(values);
      return evaluate(this.#model, point.position);
    } finally {
      releasePoint(point);
    }
  }
}
