import { suggestion } from '../checks/nearest.ts';
import { expectNames, quoted } from '../checks/validate.ts';
import { describe } from '../data/describe.ts';
import { rangeError, typeError } from '../errors/wrong-use.ts';
import { isBatchModel } from '../model/batch/batch-model.ts';
import { checkModel } from '../model/check-model.ts';
import { isDeclaredModel } from '../model/declared-model.ts';
import type { DeclaredBatchModel, DeclaredModel, Model, ModelWithPrior } from '../model/model.ts';
import { isPortableModel, type PortableModel, priorOf } from '../model/portable.ts';
import { isMainScript, osEntropy } from '../platform/host.ts';
import type { Pool } from '../pool/pool.ts';
import type { Proposal } from '../proposals/composites/registry.ts';
import { withDefaultProposals } from '../proposals/default-proposals.ts';
import { mainScriptMessage } from '../proposals/families/custom.ts';
import { checkProposal } from '../proposals/parts.ts';
import type { Configuration } from './configuration.ts';
import { isLocalPool } from './run/dispatch.ts';

/**
 * Parameters of a sampler. A separate type, so that TypeScript still infers the names if another option is misspelt or
 * missing, and reports that option.
 */
export type ParameterNames<P extends string> = {
  /** Names of the parameters, in the order of a position. */
  readonly parameters: readonly P[];
};

/** A model, and the names of its parameters. They can be left out for a model that declares its prior. */
export type ModelOptions<P extends string> =
  | (ParameterNames<P> & {
      /** Log likelihood and log prior. For a pool that runs tasks in other processes, made by {@link defineModel}. */
      readonly model: Model<NoInfer<P>>;
    })
  | {
      /** The names in another order than that of the prior. Default: the order of their declaration. */
      readonly parameters?: readonly P[];
      /** A model that declares its prior. For a pool that runs tasks in other processes, made by {@link defineModel}. */
      readonly model: DeclaredModel<P> | DeclaredBatchModel<P> | ModelWithPrior<P>;
    };

/** Options of samplers and single chains. */
export type CommonOptions<P extends string> = ModelOptions<P> & {
  /**
   * Proposals of the parameters. Parameters without one share {@link automatic} where the model declares its prior, else a
   * {@link normal} of unit variance.
   */
  readonly proposals?: readonly Proposal<NoInfer<P>>[];
  /** Non-negative integer of any size. Default: 128 random bits from the operating system. */
  readonly seed?: number | bigint;
};

/** Options of both samplers. */
export type SamplerOptions<P extends string> = CommonOptions<P> & {
  /** Number of independent chains. */
  readonly chains: number;
  /** Pool that runs the chains. Default: they run in this process. */
  readonly pool?: Pool;
};

/** Names of the options in {@link SamplerOptions}. */
export const SAMPLER_OPTIONS = ['parameters', 'model', 'chains', 'proposals', 'seed', 'pool'] as const;

function resolveParameters(parameters: readonly string[] | undefined, model: Model<string>): readonly string[] {
  const declared = priorOf(model)?.parameters;
  if (parameters === undefined) return declared ?? failNoParameters(model);
  const names = readNames(parameters);
  if (declared !== undefined) checkSameSet(names, declared);
  return names;
}

function failNoParameters(model: Model<string>): never {
  checkModel(model, 'Expected `model` to be');
  throw typeError(
    "Expected `parameters` to be an array of names, got undefined. Write `parameters: ['x', 'y']`, or declare the " +
      'prior of the model: `{ prior: { x: uniform(0, 1), … }, logLikelihood: … }`',
  );
}

function checkSameSet(names: readonly string[], declared: readonly string[]): void {
  const expectation = 'Expected `parameters` to have the names of the prior that the model declares';
  const unknown = names.find((name) => !declared.includes(name));
  const advice = 'Leave `parameters` out, or change only the order';
  if (unknown !== undefined)
    throw typeError(
      `${expectation}, ${quoted(declared)}, got \`${unknown}\`${suggestion(unknown, declared)}. ${advice}`,
    );
  const missing = declared.filter((name) => !names.includes(name));
  if (missing.length > 0) throw typeError(`${expectation}, got no ${quoted(missing)}. ${advice}`);
}

function readNames<P extends string>(parameters: readonly P[]): readonly P[] {
  if (!Array.isArray(parameters))
    throw typeError(`Expected \`parameters\` to be an array of names, got ${describe(parameters)}`);
  const names = expectNames('parameters', parameters as readonly P[]);
  if ((names as readonly string[]).includes('__proto__'))
    throw typeError('Expected no parameter to be named `__proto__`');
  return names;
}

/** Checks that the model can be evaluated where the chains will run. */
export function checkModelForPool(model: Model<string>, pool: Pool): void {
  checkModel(model, 'Expected `model` to be');
  if (isLocalPool(pool)) return;
  if (!isPortableModel(model))
    throw typeError(pool.local === false ? notPortable(model) : `${notPortable(model)}. ${LOCAL_HINT}`);
  const { reference } = model as PortableModel<string>;
  if (isMainScript(reference.module)) throw typeError(mainScriptMessage('model', reference));
}

const notPortable = (
  model: unknown,
): string => `Expected \`model\` to be portable, since this pool may run it in another process, got ${typeof model === 'function' ? 'a plain function' : 'a plain object'}. \
Put it in a separate module:

  import { defineModel } from '@epsie/core';
  export default defineModel(import.meta.url, ${formOf(model)});

and import it from there. If it needs data, load the data in \`defineModelFactory\`, which runs once per process`;

function formOf(model: unknown): string {
  if (isBatchModel(model)) return '{ evaluateBatch(points, out) { … } }';
  if (!isDeclaredModel(model)) return FUNCTION_FORM;
  return 'logLikelihoodBatch' in model ? DECLARED_BATCH_FORM : DECLARED_FORM;
}

const FUNCTION_FORM = '(position) => ({ logLikelihood: …, logPrior: … })';

const DECLARED_FORM = '{ prior: { … }, logLikelihood: (position) => … }';

const DECLARED_BATCH_FORM = '{ prior: { … }, logLikelihoodBatch(points, out) { … } }';

const LOCAL_HINT = 'If this pool runs its tasks in this process, set its property `local` to `true`';

/** Returns the configuration for the options of a sampler or a chain. */
export function resolveConfiguration<P extends string>(
  options: CommonOptions<P>,
  tempering: Configuration['tempering'],
): Configuration {
  const model = options.model as unknown as Model<string>;
  const parameters = resolveParameters(options.parameters, model);
  const proposals = withDefaultProposals(parameters, options.proposals, priorOf(model));
  proposals.forEach(checkProposal);
  if (tempering === undefined) return { kind: 'metropolis-hastings', parameters, proposals };
  return { kind: 'parallel-tempered', parameters, proposals, tempering };
}

/** Returns the seed as a bigint. Without one, draws it from the operating system. */
export function resolveSeed(seed: number | bigint | undefined): bigint {
  if (seed === undefined) return osEntropy();
  const valid = typeof seed === 'bigint' ? seed >= 0n : Number.isSafeInteger(seed) && seed >= 0;
  if (valid) return BigInt(seed);
  const message = `Expected \`seed\` to be an integer from 0 up (a bigint above 2^53), got ${describe(seed)}`;
  throw typeof seed === 'number' || typeof seed === 'bigint' ? rangeError(message) : typeError(message);
}
