import { expectPlain } from '../checks/validate.ts';
import { describe } from '../data/describe.ts';
import { plainKey } from '../data/plain-data.ts';
import { typeError } from '../errors/wrong-use.ts';
import { checkModel } from './check-model.ts';
import { combine, combineBatch, createPrior, isDeclaredModel } from './declared-model.ts';
import {
  checkFactory,
  DECLARED_FORM,
  type DeclaredBatchModelFactory,
  type DeclaredModelFactory,
} from './declared-model-factory.ts';
import { checkUrl } from './define-model.ts';
import type { BatchFunction, Likelihood, Model, ModelObject } from './model.ts';
import { factory, makePortable, type PortableModel, type PortableModelWithPrior } from './portable.ts';
import type { ProductPrior } from './product-prior.ts';
import { toModelObject } from './to-model-object.ts';

/**
 * Like {@link defineModel}, for a model that needs preparation: data files to read, WebAssembly to compile. The factory runs
 * once per process and options. Only the options are sent to other processes.
 *
 * For a model that declares its prior, pass `{ prior, logLikelihood }` ({@link DeclaredModelFactory}) instead of a function. Then the
 * prior is known in the process of the sampler, where the preparation never runs if the chains run elsewhere.
 *
 * @param url `import.meta.url` of the module
 * @param create makes the model from its options, which are plain data
 * @param exportName name under which the module exports the result
 * @returns a function that takes the options and returns the portable model
 *
 * @example
 * ```ts
 * import { defineModelFactory } from '@epsie/core';
 *
 * export const gaussian = defineModelFactory(
 *   import.meta.url,
 *   ({ sigma }: { sigma: number }) => ({ x }: { x: number }) => ({ logPrior: 0, logLikelihood: -0.5 * (x / sigma) ** 2 }),
 *   'gaussian',
 * );
 * export const wide = gaussian({ sigma: 10 });
 * ```
 *
 * @example
 * ```ts no-run: reads a file
 * import { readFile } from 'node:fs/promises';
 * import { defineModelFactory } from '@epsie/core';
 * import * as prior from '@epsie/priors';
 *
 * export const line = defineModelFactory(
 *   import.meta.url,
 *   {
 *     prior: ({ steepest }: { steepest: number; path: string }) => ({ slope: prior.normal(0, steepest), offset: prior.cauchy(0, 1) }),
 *     logLikelihood: async ({ path }) => {
 *       const data: [number, number][] = JSON.parse(await readFile(path, 'utf8'));
 *       return ({ slope, offset }) => data.reduce((sum, [x, y]) => sum - 0.5 * (y - slope * x - offset) ** 2, 0);
 *     },
 *   },
 *   'line',
 * );
 * ```
 */
export function defineModelFactory<P extends string, O>(
  url: string,
  create: DeclaredModelFactory<P, O> | DeclaredBatchModelFactory<P, O>,
  exportName?: string,
): (options: O) => PortableModelWithPrior<P>;
export function defineModelFactory<P extends string, O>(
  url: string,
  create: (options: O) => Model<P> | Promise<Model<P>>,
  exportName?: string,
): (options: O) => PortableModel<P>;
export function defineModelFactory<P extends string, O>(
  url: string,
  create: DeclaredModelFactory<P, O> | DeclaredBatchModelFactory<P, O> | ((options: O) => Model<P> | Promise<Model<P>>),
  exportName = 'default',
): (options: O) => PortableModel<P> {
  checkUrl('defineModelFactory', url);
  checkFactory(create);
  const made = new Map<string, ModelObject<P> | Promise<ModelObject<P>>>();
  const define = (options: O): PortableModel<P> => {
    const reference = { module: url, export: exportName, options: expectPlain('options', options) };
    if (typeof create === 'function')
      return makePortable(reference, () => once(made, options, () => modelOf(create(options))), { samplePrior: true });
    const prior = createPrior(typeof create.prior === 'function' ? create.prior(options) : create.prior);
    const prepare =
      'logLikelihoodBatch' in create
        ? () => combined(prior, create.logLikelihoodBatch(options), combineCheckedBatch)
        : () => combined(prior, create.logLikelihood(options), combineChecked);
    return makePortable(reference, () => once(made, options, prepare), {
      prior,
      samplePrior: prior.undrawable.length === 0,
      batch: 'logLikelihoodBatch' in create,
    });
  };
  return Object.assign(define, { [factory]: true as const });
}

type Promised<T> = T | Promise<T>;

const modelOf = <P extends string>(model: Promised<Model<P>>): Promised<ModelObject<P>> =>
  model instanceof Promise ? model.then(checked) : checked(model);

const combined = <P extends string, L>(
  prior: ProductPrior<P>,
  likelihood: Promised<L>,
  combineWith: (prior: ProductPrior<P>, likelihood: L) => ModelObject<P>,
): Promised<ModelObject<P>> =>
  likelihood instanceof Promise
    ? likelihood.then((prepared: L) => combineWith(prior, prepared))
    : combineWith(prior, likelihood);

function combineChecked<P extends string>(prior: ProductPrior<P>, likelihood: Likelihood<P>): ModelObject<P> {
  if (typeof likelihood === 'function') return combine(prior, likelihood);
  throw typeError(
    `Expected \`logLikelihood\` of the factory to return a function of the point, got ${describe(likelihood)}. ` +
      'Write `logLikelihood: (options) => ({ x }) => …`',
  );
}

function combineCheckedBatch<P extends string>(prior: ProductPrior<P>, likelihood: BatchFunction<P>): ModelObject<P> {
  if (typeof likelihood === 'function') return combineBatch(prior, likelihood);
  throw typeError(
    `Expected \`logLikelihoodBatch\` of the factory to return a function of the points, got ${describe(likelihood)}. ` +
      'Write `logLikelihoodBatch: (options) => ({ x }, out) => { … }`',
  );
}

/** Returns the model for some options and creates it only once. Calls that come while its factory is pending share the promise. */
function once<P extends string>(
  made: Map<string, Promised<ModelObject<P>>>,
  options: unknown,
  create: () => Promised<ModelObject<P>>,
): Promised<ModelObject<P>> {
  const key = plainKey(options);
  const known = made.get(key);
  if (known !== undefined) return known;
  const model = create();
  made.set(key, model);
  if (!(model instanceof Promise)) return model;
  // A failed factory may be tried again. The model of a finished one is available synchronously from then on.
  model.then(
    (object) => made.set(key, object),
    () => made.delete(key),
  );
  return model;
}

function checked<P extends string>(model: Model<P>): ModelObject<P> {
  checkModel(model, 'Expected the factory of a model to return');
  if (isDeclaredModel(model))
    throw typeError(`Expected the factory to return a model without a declared prior, got one. ${DECLARED_FORM}`);
  return toModelObject(model);
}
