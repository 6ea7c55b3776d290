import { suggestion } from '../checks/nearest.ts';
import { quoted } from '../checks/validate.ts';
import { describe } from '../data/describe.ts';
import { typeError } from '../errors/wrong-use.ts';
import type { Random } from '../random/random.ts';
import { type BatchCall, setBatchCall } from './batch/batch-call.ts';
import { createSingle } from './batch/single.ts';
import { checkDeclaredPrior } from './check-prior.ts';
import { ModelFailure, OUTSIDE } from './evaluate.ts';
import type {
  BatchFunction,
  DeclaredBatchModel,
  DeclaredModel,
  Evaluation,
  Likelihood,
  ModelFunction,
  ModelObject,
  ModelWithPrior,
  Position,
} from './model.ts';
import type { DeclaredPrior } from './prior.ts';
import { priorFailure } from './prior-failure.ts';
import { ProductPrior } from './product-prior.ts';

type Declared<P extends string> = DeclaredModel<P> | DeclaredBatchModel<P>;

/** Returns whether a value has a member of a model with a declared prior that other models do not have. */
export function isDeclaredModel(value: unknown): value is Declared<string> {
  if (typeof value !== 'object' || value === null) return false;
  const { prior } = value as { readonly prior?: unknown };
  if ('logLikelihood' in value || 'logLikelihoodBatch' in value) return true;
  return prior !== undefined && !isPriorAtWork(prior) && !('evaluateBatch' in value);
}

const isPriorAtWork = (prior: unknown): boolean =>
  typeof (prior as { restrictedTo?: unknown } | null | undefined)?.restrictedTo === 'function';

const known = new WeakMap<object, ModelObject<string>>();

/**
 * Returns the model that follows from a declared prior and a likelihood: the same object for the same declaration.
 *
 * @throws TypeError for a declaration that is not complete
 */
export function fromDeclaration<P extends string>(model: Declared<P>): ModelWithPrior<P> {
  const cached = known.get(model);
  if (cached !== undefined) return cached as unknown as ModelWithPrior<P>;
  checkMembers(model);
  const prior = createPrior(model.prior);
  const object =
    'logLikelihoodBatch' in model
      ? combineBatch(prior, (...batch) => model.logLikelihoodBatch(...batch), model.logLikelihoodBatch)
      : combine(prior, model.logLikelihood as Likelihood<P>);
  known.set(model, object as unknown as ModelObject<string>);
  return object;
}

/**
 * Sets a declared prior to work.
 *
 * @throws TypeError for one that is not complete
 */
export function createPrior<P extends string>(declared: DeclaredPrior<P>): ProductPrior<P> {
  checkDeclaredPrior(declared);
  return new ProductPrior(declared);
}

/** Returns the model of a prior and a likelihood. */
export function combine<P extends string>(prior: ProductPrior<P>, logLikelihood: Likelihood<P>): ModelWithPrior<P> {
  checkLikelihood(logLikelihood);
  const evaluate = (position: Position<P>): Evaluation => {
    const logPrior = prior.logDensity(position);
    if (logPrior === Number.NEGATIVE_INFINITY) return OUTSIDE;
    if (!(logPrior < Number.POSITIVE_INFINITY)) throw priorFailure(prior as ProductPrior<string>, position);
    const result = logLikelihood(position);
    if (typeof result === 'number' && result < Number.POSITIVE_INFINITY) return { logLikelihood: result, logPrior };
    return withBlob(result, logPrior, position);
  };
  return withPrior(evaluate, prior, logLikelihood);
}

/**
 * Returns the model of a prior and a likelihood of many points.
 *
 * @param source the function whose text mentions the parameters
 */
export function combineBatch<P extends string>(
  prior: ProductPrior<P>,
  logLikelihood: BatchFunction<P>,
  source: unknown = logLikelihood,
): ModelWithPrior<P> {
  checkBatchLikelihood(source);
  const call: BatchCall = {
    name: 'logLikelihoodBatch',
    evaluate: logLikelihood as BatchFunction<string>,
    prior: prior as unknown as ProductPrior<string>,
  };
  const model = withPrior<P>(createSingle(call), prior, source as object);
  setBatchCall(model, call);
  return model;
}

function withPrior<P extends string>(
  evaluate: ModelFunction<P>,
  prior: ProductPrior<P>,
  likelihood: object,
): ModelWithPrior<P> {
  const canDraw = prior.undrawable.length === 0;
  const model = { evaluate, prior, ...(canDraw ? { samplePrior: (random: Random) => prior.sample(random) } : {}) };
  likelihoods.set(model, likelihood);
  return model;
}

const likelihoods = new WeakMap<object, object>();

/** Returns the source text of the likelihood of a model with a declared prior; empty for other models. */
export const likelihoodText = (model: ModelObject<string>): string => String(likelihoods.get(model) ?? '');

function withBlob(result: unknown, logPrior: number, position: Position<string>): Evaluation {
  if (typeof result === 'object' && result !== null && 'logLikelihood' in result && !('logPrior' in result)) {
    const { logLikelihood, blob } = result as { logLikelihood: unknown; blob?: Evaluation['blob'] };
    if (typeof logLikelihood === 'number' && logLikelihood < Number.POSITIVE_INFINITY)
      return blob === undefined ? { logLikelihood, logPrior } : { logLikelihood, logPrior, blob };
  }
  throw new ModelFailure(complaint(result), position, result);
}

const EXPECTATION = 'Expected `logLikelihood` to return a number below +Infinity, or that in { logLikelihood, blob }';

function complaint(result: unknown): string {
  if (result instanceof Promise)
    return `${EXPECTATION}, got a Promise: a likelihood is synchronous. Load its data in \`defineModelFactory\`, which may be async`;
  const advice = result === undefined ? ': the function may lack a `return`' : '';
  return `${EXPECTATION}, got ${describe(result)}${advice}${wrongMember(result)}`;
}

/** Returns the member that is missing and what to do, as the end of a message. */
function wrongMember(result: unknown): string {
  if (typeof result !== 'object' || result === null || Array.isArray(result)) return '';
  if ('logPrior' in result) return ': the log prior follows from the declared prior. Return the log likelihood alone';
  return 'logLikelihood' in result ? '' : ': `logLikelihood` is missing';
}

function checkLikelihood(logLikelihood: unknown): void {
  if (typeof logLikelihood === 'function') return;
  throw typeError(
    `Expected \`logLikelihood\` of the model to be a function of the point, got ${describe(logLikelihood)}. ` +
      'Write `logLikelihood: ({ x, y }) => …`',
  );
}

function checkBatchLikelihood(logLikelihood: unknown): void {
  if (typeof logLikelihood === 'function') return;
  throw typeError(
    `Expected \`logLikelihoodBatch\` of the model to be a function of the points, got ${describe(logLikelihood)}. ` +
      'Write `logLikelihoodBatch({ x, y }, out) { … }`, where `x` is an array with one number per point',
  );
}

const MEMBERS = ['prior', 'logLikelihood'];
const BATCH_MEMBERS = ['prior', 'logLikelihoodBatch'];

function checkMembers(model: object): void {
  if ('logLikelihood' in model && 'logLikelihoodBatch' in model)
    throw typeError(
      'Expected the model to have either `logLikelihood`, of one point, or `logLikelihoodBatch`, of many, got both. ' +
        'Leave `logLikelihood` out: a single point is a batch of one',
    );
  const members = 'logLikelihoodBatch' in model ? BATCH_MEMBERS : MEMBERS;
  if ('evaluate' in model || 'evaluateBatch' in model)
    throw typeError(
      `Expected the model to have either \`evaluate\`, or \`prior\` and \`${members[1]}\`, got ${quoted(Object.keys(model))}. ` +
        'With a declared prior, `logLikelihood` returns the log likelihood alone',
    );
  if ('samplePrior' in model)
    throw typeError(
      'Expected a model with a declared prior to have no `samplePrior`: the draws follow from `prior`. Leave it out',
    );
  const unknown = Object.keys(model).find((name) => !members.includes(name));
  if (unknown !== undefined)
    throw typeError(
      `Unknown member \`${unknown}\` of the model: expected ${quoted(members)}${suggestion(unknown, members)}`,
    );
  if (!('prior' in model))
    throw typeError(
      'Expected a model with `logLikelihood` to declare its `prior`, got none. ' +
        'Write `prior: { x: uniform(0, 1) }` with a distribution for every parameter',
    );
}
