import { plainKey } from '../../data/plain-data.ts';
import { likelihoodText } from '../../model/declared-model.ts';
import type { Evaluation, ModelObject } from '../../model/model.ts';
import { compositeOf } from '../../proposals/composites/registry.ts';
import type { ProposalSpec } from '../../proposals/spec.ts';
import { createBitGenerator } from '../../random/pcg64.ts';
import { Random } from '../../random/random.ts';
import type { Evaluating } from './start-points.ts';

/**
 * Finds parameters with a declared prior that the likelihood does not use. Those whose name the text of the likelihood contains
 * count as used, so that nothing is evaluated for most models. The others are changed together, in one more evaluation: if the result
 * stays the same, none of them is used. The model gets the point that it always gets: for another kind of object, or a `Proxy`, engines
 * would compile a likelihood that reads it in a loop to code that takes three times as long ever after.
 */
export class UnreadSearch {
  readonly #model: ModelObject<string>;
  readonly #parameters: readonly string[];
  #suspects: readonly string[];
  #unread: readonly string[] = [];

  /**
   * @param parameters names, in the order of a position
   * @param proposals those of the sampler: in problems of unknown dimension, a likelihood need not read the index
   */
  constructor(model: ModelObject<string>, parameters: readonly string[], proposals: readonly ProposalSpec[]) {
    const text = likelihoodText(model);
    const varying = proposals.flatMap((spec) => (compositeOf(spec)?.deactivate === undefined ? [] : spec.parameters));
    const suspects = parameters.filter((name) => !varying.includes(name) && !mentions(text, name));
    this.#model = model;
    this.#parameters = parameters;
    // A likelihood that names no parameter passes the point on to another function.
    this.#suspects = suspects.length === parameters.length && parameters.length > 1 ? [] : suspects;
  }

  /** Parameters that the likelihood does not use. */
  get unread(): readonly string[] {
    return this.#unread;
  }

  /** Examines an evaluated point, unless an earlier one was enough. */
  *observe(values: Float64Array, evaluation: Evaluation): Evaluating<void> {
    const { prior } = this.#model;
    if (this.#suspects.length === 0 || prior === undefined || prior.undrawable.length > 0) return;
    if (!Number.isFinite(evaluation.logPrior) || !Number.isFinite(evaluation.logLikelihood)) return;
    const draw = prior.sample(new Random(createBitGenerator(0)));
    const suspects = this.#suspects.filter((name) => !Number.isNaN(values[this.#parameters.indexOf(name)]));
    const changed = values.map((value, i) => {
      const name = this.#parameters[i] as string;
      return suspects.includes(name) ? (draw[name] as number) : value;
    });
    this.#suspects = [];
    if (yield* isSame(evaluation, changed)) this.#unread = suspects;
  }
}

/** Returns whether the likelihood has the same result at another point. */
function* isSame({ logLikelihood, blob }: Evaluation, values: Float64Array): Evaluating<boolean> {
  try {
    const other = yield values;
    return other.logLikelihood === logLikelihood && plainKey(other.blob) === plainKey(blob);
  } catch {
    // Wherever the chain comes there, the error is reported.
    return false;
  }
}

function mentions(text: string, name: string): boolean {
  const escaped = name.replaceAll(/[^\w]/g, (character) => `\\${character}`);
  return new RegExp(`(?<![\\w$])${escaped}(?![\\w$])`).test(text);
}
