// What a second thread brings, on a model of 50 µs.
import { MetropolisHastingsSampler } from '@epsie/core';
import { ThreadPool } from '@epsie/pool-threads';
import { busy, busyModel } from './busy-model.mjs';
import { duration, interleave, minimum, now, time } from './harness.mjs';

const MODEL_TIME = 50e3;
const CHAINS = 8;
const ITERATIONS = 2500;
const WARM_UP_ITERATIONS = 200;
const REPETITIONS = 6;

/** @returns {Promise<import('./harness.mjs').Row[]>} */
export async function bench() {
  const model = busyModel({ rounds: calibrate() });
  const one = await prepare(model, 1);
  const two = await prepare(model, 2);
  const pairs = await interleave(REPETITIONS, two.run, one.run);
  await Promise.all([one.pool.close(), two.pool.close()]);
  const [measured, reference] = [minimum(pairs.a), minimum(pairs.b)];
  return [
    {
      name: `${CHAINS} chains, model of 50 µs: speed-up of 2 threads`,
      measured: duration(measured),
      reference: duration(reference),
      ratio: reference / measured,
      target: { atLeast: 1.8 },
      method: `minima of ${REPETITIONS} pairs`,
    },
  ];
}

/** How many rounds take the model's time. */
function calibrate() {
  const rounds = 100_000;
  const times = Array.from({ length: 30 }, () => {
    const start = now();
    busy(rounds);
    return now() - start;
  });
  return Math.round((rounds * MODEL_TIME) / minimum(times));
}

/**
 * @param {ReturnType<typeof busyModel>} model
 * @param {number} threads
 */
async function prepare(model, threads) {
  const pool = new ThreadPool({ threads });
  const sampler = new MetropolisHastingsSampler({ parameters: ['x', 'y'], model, chains: CHAINS, seed: 1, pool });
  const zeros = new Float64Array(CHAINS);
  await sampler.start({ x: zeros, y: zeros });
  await sampler.run(WARM_UP_ITERATIONS);
  const { state } = sampler;
  const run = () => {
    sampler.setState(state);
    return time(() => sampler.run(ITERATIONS));
  };
  return { pool, run };
}
