import { defineModelFactory, type PortableModel, type PortableModelWithPrior } from '@epsie/core';
import { connect } from './connect.ts';
import {
  type AnyUmBridgeOptions,
  checkOptions,
  type DeclaredUmBridgeOptions,
  type FullUmBridgeOptions,
} from './options.ts';

/**
 * Makes a model whose likelihood is behind UM-Bridge servers (protocol 1.0): simulators in C++, Python, Julia, R, MATLAB or Fortran. The
 * points of a batch are spread over the servers, one at a time to each, so that as many chains as servers move at once.
 *
 * Every process that evaluates the model checks the servers first: version, name, and sizes of input and output. A server that does not
 * answer in time, or whose connection breaks, gets the point again after a pause, and the other servers take its points meanwhile. An
 * error that a server reports fails the run with `MODEL_FAILED`, and so does NaN as log likelihood; −Infinity is legal.
 *
 * @param url `import.meta.url` of the module that exports the model
 * @param options the servers, the name of the model, and the prior or the parameters
 * @param exportName name under which the module exports the model
 * @throws TypeError or RangeError for an invalid option; everything about the servers is reported at the first use
 *
 * @example
 * ```ts no-run: needs a server
 * // model.ts
 * import * as prior from '@epsie/priors';
 * import { umBridgeModel } from '@epsie/umbridge';
 *
 * export default umBridgeModel(import.meta.url, {
 *   url: ['http://localhost:4242', 'http://localhost:4243'],
 *   name: 'posterior',
 *   prior: { frequency: prior.uniform(150, 350), damping: prior.logUniform(5e-4, 2e-2) },
 * });
 * ```
 */
export function umBridgeModel<P extends string>(
  url: string,
  options: DeclaredUmBridgeOptions<P>,
  exportName?: string,
): PortableModelWithPrior<P>;
export function umBridgeModel<P extends string>(
  url: string,
  options: FullUmBridgeOptions<P>,
  exportName?: string,
): PortableModel<P>;
export function umBridgeModel(url: string, options: AnyUmBridgeOptions, exportName?: string): PortableModel<string> {
  checkOptions(options);
  const { prior } = options;
  if (prior !== undefined) {
    const create = { prior, logLikelihoodBatch: () => connect(options) };
    return defineModelFactory(url, create, exportName)({});
  }
  const create = async () => ({ evaluateBatch: await connect(options) });
  return defineModelFactory(url, create, exportName)({});
}
