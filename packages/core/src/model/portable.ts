import { expectPlain } from '../checks/validate.ts';
import { describe } from '../data/describe.ts';
import type { ExportReference } from '../data/export-reference.ts';
import { plainKey } from '../data/plain-data.ts';
import { typeError, usageError } from '../errors/wrong-use.ts';
import { importExport } from '../platform/host.ts';
import { printAs } from '../platform/inspect.ts';
import {
  type Evaluation,
  type Model,
  type ModelFunction,
  type ModelObject,
  type Position,
  toModelObject,
} from './model.ts';

/** Reference by which another process imports a model: module, export, and the options of a factory. Plain data. */
export type ModelReference = ExportReference & {
  /** Options of the factory, if the export is one. */
  readonly options?: unknown;
};

const portable: unique symbol = Symbol.for('@epsie/core/portable-model');
const factory: unique symbol = Symbol.for('@epsie/core/model-factory');

/** A model that any process can import. It can be called, or passed to a sampler, like any other model. */
export type PortableModel<P extends string> = ModelFunction<P> &
  ModelObject<P> & {
    /** Module and export of the model. */
    readonly reference: ModelReference;
    /** The model itself, once its factory has finished. */
    readonly [portable]: () => ModelObject<P> | Promise<ModelObject<P>>;
  };

/**
 * Makes a model that workers can import, by the module and the export that define it. Pools that run tasks in other processes
 * need such a model. Put it into a separate module, not into the main script of the program.
 *
 * @param url `import.meta.url` of the module
 * @param model the model
 * @param exportName name under which the module exports it
 *
 * @example
 * ```ts
 * import { defineModel } from '@epsie/core';
 *
 * export default defineModel(import.meta.url, ({ x, y }: { x: number; y: number }) => ({
 *   logPrior: Math.abs(x) <= 5 && Math.abs(y) <= 5 ? -2 * Math.log(10) : -Infinity,
 *   logLikelihood: -0.5 * (x * x + y * y) - Math.log(2 * Math.PI),
 * }));
 * ```
 */
export function defineModel<P extends string>(url: string, model: Model<P>, exportName = 'default'): PortableModel<P> {
  checkUrl('defineModel', url);
  checkModel(model, `Expected the model given to \`defineModel\` to be`);
  const object = toModelObject(model);
  return makePortable({ module: url, export: exportName }, () => object, object.samplePrior !== undefined);
}

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
      true,
    );
  return Object.assign(define, { [factory]: true as const });
}

/** Returns whether another process can import a model. */
export function isPortableModel(model: unknown): model is PortableModel<string> {
  return typeof model === 'function' && portable in model;
}

/** Returns the model object behind any form of a model. Awaits the promise of a factory. */
export async function resolveModel<P extends string>(model: Model<P>): Promise<ModelObject<P>> {
  return isPortableModel(model) ? ((await model[portable]()) as unknown as ModelObject<P>) : toModelObject(model);
}

/**
 * Imports a model by reference.
 *
 * @throws TypeError if the module has no such export, or it is not a portable model, and whatever the import throws
 */
export async function loadModel(reference: ModelReference): Promise<ModelObject<string>> {
  const value = await importExport(reference, (module) => misnamed(reference, module));
  if (isPortableModel(value)) return await resolveModel(value);
  if (isFactory(value)) return await resolveModel(value(reference.options));
  throw typeError(
    `Expected export \`${reference.export}\` of ${reference.module} to be made by \`defineModel\` or ` +
      `\`defineModelFactory\`, got ${describe(value)}`,
  );
}

// Without its last argument `defineModel` assumes the export `default`; the model may have another name.
function misnamed({ export: expectation }: ModelReference, module: { readonly [name: string]: unknown }): string {
  const models = Object.keys(module).filter((name) => isPortableModel(module[name]) || isFactory(module[name]));
  const [name] = models;
  if (name === undefined || models.length > 1)
    return 'export the model under the name that was passed to `defineModel`';
  return (
    `its model is exported as \`${name}\`. Pass that name to \`defineModel\` as the last argument, ` +
    `\`defineModel(import.meta.url, …, '${name}')\`, or export it as \`${expectation}\``
  );
}

const isFactory = (value: unknown): value is (options: unknown) => PortableModel<string> =>
  typeof value === 'function' && factory in value;

/** Throws a `TypeError` that starts with `expectation` unless the value has the form of a model. */
export function checkModel(model: unknown, expectation: string): void {
  const { evaluate, samplePrior } = (model ?? {}) as { evaluate?: unknown; samplePrior?: unknown };
  const isObject = typeof model === 'object' && typeof evaluate === 'function';
  if (isObject && samplePrior !== undefined && typeof samplePrior !== 'function')
    throw typeError(`Expected \`samplePrior\` of the model to be a function, got ${describe(samplePrior)}`);
  if (isFactory(model))
    throw typeError(`${expectation} a model, got a function made by \`defineModelFactory\`. Call it with its options`);
  if (isObject || typeof model === 'function') return;
  const got = model instanceof Promise ? 'a Promise. Await it first' : `${describe(model)}${exportOf(model)}`;
  throw typeError(`${expectation} a function or an object with a function \`evaluate\`, got ${got}`);
}

// `import * as` yields the module, not the model.
function exportOf(model: unknown): string {
  const isModule = Object.prototype.toString.call(model) === '[object Module]';
  return isModule ? '. This is a module: pass the model that it exports' : '';
}

function checkUrl(name: string, url: unknown): void {
  if (typeof url === 'string' && url.includes(':')) return;
  throw typeError(`Expected the first argument of \`${name}\` to be \`import.meta.url\`, got ${describe(url)}`);
}

/** Returns a model that is callable at once, but whose factory runs only when the model is first needed. */
function makePortable<P extends string>(
  reference: ModelReference,
  get: () => ModelObject<P> | Promise<ModelObject<P>>,
  canSamplePrior: boolean,
): PortableModel<P> {
  const now = (): ModelObject<P> => {
    const model = get();
    if (!(model instanceof Promise)) return model;
    throw usageError(
      `The factory of \`${reference.export}\` is asynchronous: pass this model to a sampler instead of calling it`,
    );
  };
  const evaluate = (position: Position<P>): Evaluation => now().evaluate(position);
  const samplePrior = (random: Parameters<NonNullable<ModelObject<P>['samplePrior']>>[0]): Position<P> => {
    const model = now();
    if (model.samplePrior === undefined) throw typeError(`The model \`${reference.export}\` has no \`samplePrior\``);
    return model.samplePrior(random);
  };
  const members = { evaluate, reference, [portable]: get, ...(canSamplePrior ? { samplePrior } : {}) };
  const model = Object.assign((position: Position<P>) => evaluate(position), members);
  return printAs(model, 'PortableModel', () => reference) as PortableModel<P>;
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
