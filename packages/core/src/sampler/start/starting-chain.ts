import type { Evaluation, ModelObject } from '../../model/model.ts';
import { Pcg64, type Pcg64State } from '../../random/pcg64.ts';
import { Random } from '../../random/random.ts';
import { withLocation } from '../run/model-source.ts';
import { checkBlob, withUnknownNames } from './evaluation-checks.ts';
import { drawPossible } from './start-draws.ts';
import type { ChainStart, EvaluatedPoint, Evaluating, StartPoints } from './start-points.ts';
import { UnreadSearch } from './unread-search.ts';

/** The start of one chain at work. It yields the points that it needs the evaluation of. */
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

  /** Evaluates the start of every level, one after another. */
  *run(): Evaluating<void> {
    const { positions, randoms } = this.#item;
    const count = (positions ?? randoms ?? []).length;
    for (let temperature = 0; temperature < count; temperature++) {
      this.#levels.push(yield* this.#level(temperature));
    }
  }

  /** The start, once everything was evaluated. */
  get result(): ChainStart {
    const unread = this.#search?.unread ?? [];
    return { levels: this.#levels, ...(unread.length === 0 ? {} : { unread }) };
  }

  *#level(temperature: number): Evaluating<EvaluatedPoint> {
    const { parameters, chain, positions } = this.#item;
    try {
      const given = positions?.[temperature];
      const { position, evaluation } =
        given === undefined
          ? yield* this.#draw(temperature)
          : { position: given, evaluation: yield* this.#evaluateGiven(given) };
      const { logLikelihood, logPrior, blob } = evaluation;
      if (this.#search !== undefined) yield* this.#search.observe(position, evaluation);
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
    return drawPossible(this.#item, this.#model, temperature, random);
  }

  *#evaluateGiven(values: Float64Array): Evaluating<Evaluation> {
    try {
      return yield values;
    } catch (error) {
      throw withUnknownNames(error, this.#item.parameters, this.#model);
    }
  }
}
