import { defineModelFactory, type Model, type PortableModel, type PortableModelWithPrior } from '@epsie/core';
import { expectJson } from '@epsie/core/checks';
import type { Setup } from '../protocol/frames.ts';
import type { Launch } from '../session/launch.ts';
import {
  checkOptions,
  type DeclaredPythonOptions,
  type FullPythonOptions,
  modulePath,
  type PythonOptions,
} from './options.ts';
import { expectPlatform } from './platform.ts';
import { PythonLikelihood } from './python-likelihood.ts';

type AnyOptions = DeclaredPythonOptions<string> | FullPythonOptions<string>;

/**
 * Makes a model whose likelihood is written in Python. Any pool can run it: every worker thread, MPI rank or process that evaluates the
 * model starts one Python at its first use, and the Python ends with it. A call takes 20 to 30 µs on top of the likelihood.
 *
 * The file has a function that is called once with `options`, loads what the likelihood needs, and returns the function to evaluate. That
 * one gets the parameters by keyword. With `prior`, it returns the log likelihood; with `parameters`, `(log_likelihood, log_prior)`.
 * Either may be a dict instead, `{"logLikelihood": …, "logPrior": …, "blob": {…}}`, with numbers to record.
 *
 * A Python exception fails the run with `MODEL_FAILED`, whose cause has the `traceback`. So does a Python that ends. Needs FIFOs: Linux or
 * macOS.
 *
 * @param url `import.meta.url` of the module that exports the model
 * @param options the Python file, how to start Python, and the prior or the parameters
 * @param exportName name under which the module exports the model
 * @throws TypeError or RangeError for an invalid option; everything about Python is reported at the first use
 *
 * @example
 * ```ts no-run: needs the Python file
 * // model.ts
 * import { pythonModel } from '@epsie/python';
 * import * as prior from '@epsie/priors';
 *
 * export default pythonModel(import.meta.url, {
 *   module: './likelihood.py', // def model(options): … return evaluate
 *   options: { data: 'h1.hdf5' },
 *   prior: { frequency: prior.uniform(150, 350), damping: prior.logUniform(5e-4, 2e-2) },
 * });
 * ```
 */
export function pythonModel<P extends string>(
  url: string,
  options: DeclaredPythonOptions<P>,
  exportName?: string,
): PortableModelWithPrior<P>;
export function pythonModel<P extends string>(
  url: string,
  options: FullPythonOptions<P>,
  exportName?: string,
): PortableModel<P>;
export function pythonModel(url: string, options: AnyOptions, exportName?: string): PortableModel<string> {
  checkOptions(options);
  const argument = expectJson('options', options.options ?? {});
  const { prior } = options;
  const start = (parameters: readonly string[]): PythonLikelihood => {
    expectPlatform();
    return new PythonLikelihood(setupOf(url, options, parameters, argument), launchOf(options));
  };
  if (prior === undefined) {
    const create = (): Model<string> => {
      const likelihood = start(options.parameters);
      return options.vectorized ? likelihood.batchModel() : likelihood.model();
    };
    return defineModelFactory(url, create, exportName)(argument);
  }
  const begin = (): PythonLikelihood => start(Object.keys(prior));
  if (options.vectorized)
    return defineModelFactory(
      url,
      { prior, logLikelihoodBatch: () => begin().logLikelihoodBatch() },
      exportName,
    )(argument);
  return defineModelFactory(url, { prior, logLikelihood: () => begin().logLikelihood() }, exportName)(argument);
}

const setupOf = (
  url: string,
  { module, function: name = 'model', vectorized = false, prior }: AnyOptions,
  parameters: readonly string[],
  options: unknown,
): Setup => ({
  module: modulePath(url, module),
  function: name,
  options,
  parameters,
  declaredPrior: prior !== undefined,
  vectorized,
});

const launchOf = ({
  python = 'python3',
  threads = 1,
  env = {},
  timeLimit,
  startLimit = 120,
}: PythonOptions): Launch => ({
  command: typeof python === 'string' ? [python] : python,
  threads,
  env,
  timeLimit,
  startLimit,
});
