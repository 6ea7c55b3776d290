// The speedup by a second thread, on a model of 50 µs; and that of bare threads, which do the same without a pool or a sampler: the most
// that the machine could offer at that moment.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { MetropolisHastingsSampler } from '@epsie/core';
import { ThreadPool } from '@epsie/pool-threads';
import { busy, busyModel } from './busy-model.mjs';
import { duration, interleave, minimum, now, time } from './harness.mjs';

/** Nanoseconds of the same work. @typedef {{ pool: number, bare: number }} Times */

const MODEL_TIME = 50e3;
const CHAINS = 8;
const ITERATIONS = 1500;
const WARM_UP_ITERATIONS = 200;
const REPETITIONS = 6;

/** @returns {Promise<import('./harness.mjs').Row[]>} */
export async function bench() {
  const rounds = calibrate();
  const model = busyModel({ rounds });
  const [one, two] = [await prepare(model, 1), await prepare(model, 2)];
  const [bareOne, bareTwo] = [await prepareBare(rounds, 1), await prepareBare(rounds, 2)];
  const { a, b } = await interleave(
    REPETITIONS,
    async () => ({ pool: await two.run(), bare: await bareTwo.run() }),
    async () => ({ pool: await one.run(), bare: await bareOne.run() }),
  );
  await Promise.all([one, two, bareOne, bareTwo].map(({ close }) => close()));
  return [
    { ...row(`${CHAINS} chains, model of 50 µs: speed-up of 2 threads`, a, b, 'pool'), target: { atLeast: 1.8 } },
    row('… of 2 bare threads, what the machine gave', a, b, 'bare'),
  ];
}

/**
 * @param {string} name
 * @param {readonly Times[]} two
 * @param {readonly Times[]} one
 * @param {keyof Times} who
 */
function row(name, two, one, who) {
  const measured = minimum(two.map((times) => times[who]));
  const reference = minimum(one.map((times) => times[who]));
  return {
    name,
    measured: duration(measured),
    reference: duration(reference),
    ratio: reference / measured,
    method: `minima of ${REPETITIONS} pairs`,
  };
}

/** Returns the number of rounds that take the model's time. */
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
  return { run, close: () => pool.close() };
}

/**
 * @param {number} rounds
 * @param {number} threads
 */
async function prepareBare(rounds, threads) {
  const workers = Array.from({ length: threads }, () => new Worker(new URL('busy-worker.mjs', import.meta.url)));
  const work = (/** @type {number} */ iterations) =>
    Promise.all(
      workers.map((worker) => {
        worker.postMessage((rounds * CHAINS * iterations) / threads);
        return once(worker, 'message');
      }),
    );
  await work(WARM_UP_ITERATIONS);
  const run = () => time(() => work(ITERATIONS));
  const close = () => Promise.all(workers.map((worker) => worker.terminate()));
  return { run, close };
}
