import { suggestion } from '../checks/nearest.ts';
import { quoted } from '../checks/validate.ts';
import { describe } from '../data/describe.ts';
import { typeError } from '../errors/wrong-use.ts';
import type { Likelihood } from './declared-model.ts';
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

const MEMBERS = ['prior', 'logLikelihood'];

/** The form of a factory whose model declares its prior, for messages. */
export const DECLARED_FORM: string =
  'Declare the prior outside of the preparation: `defineModelFactory(import.meta.url, { prior: (options) => ({ x: uniform(0, 1) }), ' +
  'logLikelihood: async (options) => ({ x }) => … })`';

/**
 * Checks the second argument of `defineModelFactory`.
 *
 * @throws TypeError unless it is a function, or an object of a prior and a function
 */
export function checkFactory(create: unknown): void {
  if (typeof create === 'function') return;
  const expectation = 'Expected the factory to be a function of the options, or { prior, logLikelihood }';
  if (typeof create !== 'object' || create === null || Array.isArray(create))
    throw typeError(`${expectation}, got ${describe(create)}`);
  const unknown = Object.keys(create).find((name) => !MEMBERS.includes(name));
  if (unknown !== undefined)
    throw typeError(`${expectation}, got an unknown member \`${unknown}\`${suggestion(unknown, MEMBERS)}`);
  const missing = MEMBERS.filter((name) => !(name in create));
  if (missing.length > 0) throw typeError(`${expectation}, got no ${quoted(missing)}`);
  const { logLikelihood } = create as { readonly logLikelihood: unknown };
  if (typeof logLikelihood === 'function') return;
  throw typeError(
    `Expected \`logLikelihood\` of the factory to be a function of the options, got ${describe(logLikelihood)}. ` +
      'Write `logLikelihood: (options) => ({ x }) => …`',
  );
}
