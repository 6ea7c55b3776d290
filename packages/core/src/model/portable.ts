import { describe } from '../data/describe.ts';
import type { ExportReference } from '../data/export-reference.ts';
import { typeError, usageError } from '../errors/wrong-use.ts';
import { importExport } from '../platform/host.ts';
import { printAs } from '../platform/inspect.ts';
import type { Random } from '../random/random.ts';
import { batchCallOf } from './batch/batch-call.ts';
import type { Evaluation, Model, ModelFunction, ModelObject, ModelWithPrior, Position } from './model.ts';
import type { Prior } from './prior.ts';
import { toModelObject } from './to-model-object.ts';

/** Reference by which another process imports a model: module, export, and the options of a factory. Plain data. */
export type ModelReference = ExportReference & {
  /** Options of the factory, if the export is one. */
  readonly options?: unknown;
};

const portable: unique symbol = Symbol.for('@epsie/core/portable-model');
const batched: unique symbol = Symbol.for('@epsie/core/batch-model');
/** Mark of the functions that {@link defineModelFactory} returns. */
export const factory: unique symbol = Symbol.for('@epsie/core/model-factory');

/** A model that any process can import. It can be called, or passed to a sampler, like any other model. */
export type PortableModel<P extends string> = ModelFunction<P> &
  Pick<ModelObject<P>, 'evaluate' | 'samplePrior'> & {
    /** Module and export of the model. */
    readonly reference: ModelReference;
    /** The model itself, once its factory has finished. */
    readonly [portable]: () => ModelObject<P> | Promise<ModelObject<P>>;
    /** Whether it evaluates many points at once, if that is known before its factory has run. */
    readonly [batched]?: boolean;
  };

/** A portable model that declares its prior, which is known in every process without running a factory. */
export type PortableModelWithPrior<P extends string> = PortableModel<P> & ModelWithPrior<P>;

/** Returns whether another process can import a model. */
export function isPortableModel(model: unknown): model is PortableModel<string> {
  return typeof model === 'function' && portable in model;
}

/**
 * Returns the prior that a model declares; undefined if it does not declare one. No factory runs.
 *
 * @throws TypeError for a declaration that is not complete
 */
export function priorOf(model: Model<string>): Prior | undefined {
  const object: ModelObject<string> | undefined = isPortableModel(model) ? model : toModelObject(model);
  return object?.prior;
}

/** Returns whether a model evaluates many points at once; undefined where only its factory knows. No factory runs. */
export function isBatched(model: Model<string>): boolean | undefined {
  return isPortableModel(model) ? model[batched] : batchCallOf(toModelObject(model)) !== undefined;
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

/** Returns whether a value is a function that {@link defineModelFactory} returned. */
export const isFactory = (value: unknown): value is (options: unknown) => PortableModel<string> =>
  typeof value === 'function' && factory in value;

/** Members of a portable model that are known before its factory has run. */
export type KnownMembers<P extends string> = {
  readonly prior?: ModelObject<P>['prior'];
  /** Whether it has `samplePrior`; true where only the factory knows. */
  readonly samplePrior: boolean;
  /** Whether it evaluates many points at once, if that is known. */
  readonly batch?: boolean;
};

/** Returns a model that is callable at once, but whose factory runs only when the model is first needed. */
export function makePortable<P extends string>(
  reference: ModelReference,
  get: () => ModelObject<P> | Promise<ModelObject<P>>,
  { prior, samplePrior, batch }: KnownMembers<P>,
): PortableModel<P> {
  const now = (): ModelObject<P> => {
    const model = get();
    if (!(model instanceof Promise)) return model;
    throw usageError(
      `The factory of \`${reference.export}\` is asynchronous: pass this model to a sampler instead of calling it`,
    );
  };
  const evaluate = (position: Position<P>): Evaluation => now().evaluate(position);
  const drawPrior = (random: Random): Position<P> => {
    if (prior !== undefined) return prior.sample(random);
    const model = now();
    if (model.samplePrior === undefined) throw typeError(`The model \`${reference.export}\` has no \`samplePrior\``);
    return model.samplePrior(random);
  };
  const members = {
    evaluate,
    reference,
    [portable]: get,
    ...(samplePrior ? { samplePrior: drawPrior } : {}),
    ...(prior === undefined ? {} : { prior }),
    ...(batch === undefined ? {} : { [batched]: batch }),
  };
  const model = Object.assign((position: Position<P>) => evaluate(position), members);
  return printAs(model, 'PortableModel', () => reference) as PortableModel<P>;
}
