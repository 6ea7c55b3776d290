import type { BatchFunction } from '@epsie/core';
import { Client } from '../protocol/client.ts';
import { checkServers } from '../servers/check-servers.ts';
import { Fleet } from '../servers/fleet.ts';
import { createTransport } from '../transport/transport.ts';
import { evaluatePoints, type Layout } from './evaluator.ts';
import type { AnyUmBridgeOptions } from './options.ts';

/** Checks the servers, and returns the function that evaluates batches on them. */
export async function connect(options: AnyUmBridgeOptions): Promise<BatchFunction<string>> {
  const { url, name, config = {}, inputs, prior, timeLimit = 600, retries = 3, concurrency = 1 } = options;
  const send = createTransport();
  const urls = typeof url === 'string' ? [url] : url;
  const clients = urls.map((address) => new Client({ url: address, name, config, timeLimit }, send));
  const parameters = options.parameters ?? Object.keys(prior as object);
  const output = options.output ?? (prior === undefined ? ['logPrior', 'logLikelihood'] : ['logLikelihood']);
  const sizes = await checkServers(clients, { inputs, parameters, output }, retries);
  const layout: Layout = { inputs: inputs ?? divide(parameters, sizes), output };
  const fleet = new Fleet(clients, { concurrency, retries });
  return (points, out) => evaluatePoints(fleet, layout, points, out);
}

/** Divides names into lists of some sizes. */
function divide(names: readonly string[], sizes: readonly number[]): readonly (readonly string[])[] {
  let end = 0;
  return sizes.map((size) => {
    const start = end;
    end += size;
    return names.slice(start, end);
  });
}
