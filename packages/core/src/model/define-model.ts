import { describe } from '../data/describe.ts';
import { typeError } from '../errors/wrong-use.ts';
import { batchCallOf } from './batch/batch-call.ts';
import { checkModel } from './check-model.ts';
import type { DeclaredBatchModel, DeclaredModel, Model } from './model.ts';
import { makePortable, type PortableModel, type PortableModelWithPrior } from './portable.ts';
import { toModelObject } from './to-model-object.ts';

/**
 * Makes a model that workers can import, by the module and the export that define it. Pools that run tasks in other processes
 * need such a model. Put it into a separate module, not into the main script of the program.
 *
 * @param url `import.meta.url` of the module
 * @param model the model
 * @param exportName name under which the module exports it
 *
 * @example
 * A declared prior: the names of the parameters are those of `prior`, and `logLikelihood` is called only where the prior density
 * is not 0.
 * ```ts
 * import { defineModel } from '@epsie/core';
 * import * as prior from '@epsie/priors';
 *
 * export default defineModel(import.meta.url, {
 *   prior: { frequency: prior.uniform(150, 350), damping: prior.logUniform(5e-4, 2e-2) },
 *   logLikelihood: ({ frequency, damping }) => -0.5 * ((frequency - 251) / 2) ** 2 - 0.5 * ((damping - 0.004) / 1e-3) ** 2,
 * });
 * ```
 *
 * @example
 * A function that returns log prior and log likelihood:
 * ```ts
 * import { defineModel } from '@epsie/core';
 *
 * export default defineModel(import.meta.url, ({ x, y }: { x: number; y: number }) => ({
 *   logPrior: Math.abs(x) <= 5 && Math.abs(y) <= 5 ? -2 * Math.log(10) : -Infinity,
 *   logLikelihood: -0.5 * (x * x + y * y) - Math.log(2 * Math.PI),
 * }));
 * ```
 *
 * @example
 * Many points at once ({@link DeclaredBatchModel}): the chains of a sampler move in step, and one call evaluates all of their points.
 * ```ts
 * import { defineModel } from '@epsie/core';
 * import * as prior from '@epsie/priors';
 *
 * export default defineModel(import.meta.url, {
 *   prior: { x: prior.normal(0, 3), y: prior.normal(0, 3) },
 *   logLikelihoodBatch({ x, y }, { logLikelihood }) {
 *     for (let i = 0; i < logLikelihood.length; i++) logLikelihood[i] = -0.5 * (x[i] * x[i] + y[i] * y[i]);
 *   },
 * });
 * ```
 */
export function defineModel<P extends string>(
  url: string,
  model: DeclaredModel<P> | DeclaredBatchModel<P>,
  exportName?: string,
): PortableModelWithPrior<P>;
export function defineModel<P extends string>(url: string, model: Model<P>, exportName?: string): PortableModel<P>;
export function defineModel<P extends string>(url: string, model: Model<P>, exportName = 'default'): PortableModel<P> {
  checkUrl('defineModel', url);
  checkModel(model, `Expected the model given to \`defineModel\` to be`);
  const object = toModelObject(model);
  const { prior, samplePrior } = object;
  const batch = batchCallOf(object) !== undefined;
  const members = { samplePrior: samplePrior !== undefined, batch, ...(prior === undefined ? {} : { prior }) };
  return makePortable({ module: url, export: exportName }, () => object, members);
}

/** Checks the first argument of the functions that define a model. */
export function checkUrl(name: string, url: unknown): void {
  if (typeof url === 'string' && url.includes(':')) return;
  throw typeError(`Expected the first argument of \`${name}\` to be \`import.meta.url\`, got ${describe(url)}`);
}
