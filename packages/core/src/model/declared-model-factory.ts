import { suggestion } from '../checks/nearest.ts';
import { quoted } from '../checks/validate.ts';
import { describe } from '../data/describe.ts';
import { typeError } from '../errors/wrong-use.ts';
import type { BatchFunction, Likelihood } from './model.ts';
import type { DeclaredPrior } from './prior.ts';

/**
 * A model that declares its prior, and whose likelihood needs preparation. The prior is known at once in every process; the
 * preparation runs once in each process that evaluates the likelihood.
 */
export type DeclaredModelFactory<P extends string, O> = {
  /** Prior of each parameter, or a function that makes it from the options. */
  readonly prior: DeclaredPrior<P> | ((options: O) => DeclaredPrior<P>);
  /** Prepares the likelihood: returns it, or a promise of it. */
  readonly logLikelihood: (options: O) => Likelihood<NoInfer<P>> | Promise<Likelihood<NoInfer<P>>>;
};

/** The same with a likelihood of many points at once. */
export type DeclaredBatchModelFactory<P extends string, O> = {
  /** Prior of each parameter, or a function that makes it from the options. */
  readonly prior: DeclaredPrior<P> | ((options: O) => DeclaredPrior<P>);
  /** Prepares the likelihood: returns the function that writes the log likelihoods of a batch, or a promise of it. */
  readonly logLikelihoodBatch: (options: O) => BatchFunction<NoInfer<P>> | Promise<BatchFunction<NoInfer<P>>>;
};

const MEMBERS = ['prior', 'logLikelihood'];
const BATCH_MEMBERS = ['prior', 'logLikelihoodBatch'];

/** The form of a factory whose model declares its prior, for messages. */
export const DECLARED_FORM: string =
  'Declare the prior outside of the preparation: `defineModelFactory(import.meta.url, { prior: (options) => ({ x: uniform(0, 1) }), ' +
  'logLikelihood: async (options) => ({ x }) => … })`';

/**
 * Checks the second argument of `defineModelFactory`.
 *
 * @throws TypeError unless it is a function, or an object of a prior and a function of one point or of many
 */
export function checkFactory(create: unknown): void {
  if (typeof create === 'function') return;
  const members = isBatchForm(create) ? BATCH_MEMBERS : MEMBERS;
  const expectation = `Expected the factory to be a function of the options, or { ${members.join(', ')} }`;
  if (typeof create !== 'object' || create === null || Array.isArray(create))
    throw typeError(`${expectation}, got ${describe(create)}`);
  const unknown = Object.keys(create).find((name) => !members.includes(name));
  if (unknown !== undefined)
    throw typeError(`${expectation}, got an unknown member \`${unknown}\`${suggestion(unknown, members)}`);
  const missing = members.filter((name) => !(name in create));
  if (missing.length > 0) throw typeError(`${expectation}, got no ${quoted(missing)}`);
  checkPreparation(members[1] as string, create as { readonly [name: string]: unknown });
}

const isBatchForm = (create: unknown): boolean =>
  typeof create === 'object' && create !== null && 'logLikelihoodBatch' in create;

function checkPreparation(name: string, { [name]: prepare }: { readonly [name: string]: unknown }): void {
  if (typeof prepare === 'function') return;
  const form = name === 'logLikelihood' ? '({ x }) => …' : '({ x }, out) => { … }';
  throw typeError(
    `Expected \`${name}\` of the factory to be a function of the options, got ${describe(prepare)}. ` +
      `Write \`${name}: (options) => ${form}\``,
  );
}
