// The cost of a step at one of 8 temperatures, including swaps at every iteration, relative to a step of a plain chain.
import { betaLadder, MetropolisHastingsSampler, ParallelTemperedSampler } from '@epsie/core';
import { gaussian } from './gaussian-model.mjs';
import { duration, interleave, minimum, time } from './harness.mjs';

const LEVELS = 8;
const STEPS = 400_000;
const WARM_UP = 3;
const REPETITIONS = 15;

/** @returns {Promise<import('./harness.mjs').Row[]>} */
export async function bench() {
  const options = { parameters: /** @type {const} */ (['x', 'y']), model: gaussian, chains: 1, seed: 1 };
  const single = new MetropolisHastingsSampler(options);
  const tempered = new ParallelTemperedSampler({ ...options, betas: betaLadder(LEVELS, 20) });
  const start = Array.from({ length: LEVELS }, () => [1]);
  await single.start({ x: [1], y: [1] });
  await tempered.start({ x: start, y: start });
  const a = stepOf(tempered, STEPS / LEVELS);
  const b = stepOf(single, STEPS);
  await interleave(WARM_UP, a, b);
  const pairs = await interleave(REPETITIONS, a, b);
  const [measured, reference] = [minimum(pairs.a), minimum(pairs.b)];
  return [
    {
      name: `step at one of ${LEVELS} temperatures, against one without`,
      measured: duration(measured),
      reference: duration(reference),
      ratio: measured / reference,
      target: { atMost: 1.3 },
      method: `minima of ${REPETITIONS} pairs`,
    },
  ];
}

/**
 * Returns the time per step and level, always of the same steps.
 *
 * @param {{ state: any, setState(state: any): void, run(iterations: number): Promise<void> }} sampler
 * @param {number} iterations
 */
function stepOf(sampler, iterations) {
  const { state } = sampler;
  return async () => {
    sampler.setState(state);
    return (await time(() => sampler.run(iterations))) / STEPS;
  };
}
