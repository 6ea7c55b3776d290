import { expectPlain } from '../checks/validate.ts';
import { plainKey } from '../data/plain-data.ts';
import { checkModel } from './check-model.ts';
import { checkUrl } from './define-model.ts';
import { type Model, type ModelObject, toModelObject } from './model.ts';
import { factory, makePortable, type PortableModel } from './portable.ts';

/**
 * Like {@link defineModel}, for a model that needs preparation: data files to read, WebAssembly to compile. The factory runs
 * once per process and options. Only the options are sent to other processes.
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
 */
export function defineModelFactory<P extends string, O>(
  url: string,
  create: (options: O) => Model<P> | Promise<Model<P>>,
  exportName = 'default',
): (options: O) => PortableModel<P> {
  checkUrl('defineModelFactory', url);
  const made = new Map<string, ModelObject<P> | Promise<ModelObject<P>>>();
  const define = (options: O): PortableModel<P> =>
    makePortable(
      { module: url, export: exportName, options: expectPlain('options', options) },
      () => once(made, plainKey(options), () => create(options)),
      { samplePrior: true },
    );
  return Object.assign(define, { [factory]: true as const });
}

/** Returns the model of a key and creates it only once. Calls that come while its factory is pending share the promise. */
function once<P extends string>(
  made: Map<string, ModelObject<P> | Promise<ModelObject<P>>>,
  key: string,
  create: () => Model<P> | Promise<Model<P>>,
): ModelObject<P> | Promise<ModelObject<P>> {
  const known = made.get(key);
  if (known !== undefined) return known;
  const result = create();
  const model = result instanceof Promise ? result.then(checked) : checked(result);
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
  return toModelObject(model);
}
