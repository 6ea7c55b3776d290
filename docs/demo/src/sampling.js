// The sampler of the demo: the same code in Node and in the browser.
import { andrieuThoms, betaLadder, normal, ParallelTemperedSampler } from '@epsie/core';
import { MODES, model } from './model.js';

/**
 * Creates tempered chains and starts all their levels in the smallest mode.
 *
 * @param settings as in `settings.js`
 * @param options number of chains, and the pool that runs them
 */
export async function startChains({ temperatures, hottest, swaps, interval, seed }, { chains, pool }) {
  const sampler = new ParallelTemperedSampler({
    model,
    chains,
    betas: betaLadder(temperatures, hottest),
    swaps,
    swapInterval: interval,
    // A random walk that learns its scale: the automatic proposals find these modes without tempering.
    proposals: [normal(['x', 'y'], { adaptation: andrieuThoms({ duration: 1000 }) })],
    seed,
    ...(pool === undefined ? {} : { pool }),
  });
  const [{ x, y }] = MODES;
  const everywhere = (value) => Array.from({ length: temperatures }, () => new Array(chains).fill(value));
  await sampler.start({ x: everywhere(x), y: everywhere(y) });
  return sampler;
}
