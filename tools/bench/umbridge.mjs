// The time of an evaluation behind UM-Bridge servers on this machine.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { MetropolisHastingsSampler, normal } from '@epsie/core';
import { normal as normalPrior } from '@epsie/priors';
import { umBridgeModel } from '@epsie/umbridge';
import { duration, interleave, median, time } from './harness.mjs';

const CHAINS = 64;
const ITERATIONS = 10;
const REPETITIONS = 15;

/** @returns {Promise<import('./harness.mjs').Row[]>} */
export async function bench() {
  const servers = [await startServer(), await startServer()];
  const one = await started([servers[0].url]);
  const two = await started(servers.map(({ url }) => url));
  await interleave(5, one, two);
  const { a, b } = await interleave(REPETITIONS, one, two);
  for (const { child } of servers) child.kill();
  return [
    {
      name: 'evaluation by 2 UM-Bridge servers (by one)',
      measured: duration(median(b)),
      reference: duration(median(a)),
      ratio: median(b) / median(a),
      method: `medians of ${REPETITIONS} pairs`,
    },
  ];
}

async function startServer() {
  const path = fileURLToPath(new URL('umbridge-server.mjs', import.meta.url));
  const child = spawn(process.execPath, [path], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [port] = await once(child.stdout, 'data');
  return { child, url: `http://127.0.0.1:${String(port).trim()}` };
}

/**
 * Returns a function that measures the time per evaluation.
 *
 * @param {readonly string[]} urls
 */
async function started(urls) {
  const prior = Object.fromEntries(Array.from({ length: 15 }, (_, i) => [`p${i}`, normalPrior(0, 1)]));
  const url = /** @type {[string, ...string[]]} */ (urls);
  const model = umBridgeModel(import.meta.url, { url, name: 'sum', prior });
  const sampler = new MetropolisHastingsSampler({
    model,
    chains: CHAINS,
    proposals: [normal(Object.keys(prior))],
    seed: 1,
  });
  await sampler.start();
  return async () => {
    const nanoseconds = await time(() => sampler.run(ITERATIONS));
    sampler.clear();
    return nanoseconds / (CHAINS * ITERATIONS);
  };
}
