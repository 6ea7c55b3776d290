// The cost of a long history for the next run: none, even if the samples are read after each run.
import { MetropolisHastingsSampler, SerialPool } from '@epsie/core';
import { ThreadPool } from '@epsie/pool-threads';
import { gaussianModel } from './gaussian-model.mjs';
import { duration, interleave, median, time } from './harness.mjs';

const CHAINS = 2;
const HISTORY = 100_000;
const ITERATIONS = 100;
/** Runs of one measurement: enough to include the moments when the history grows. */
const RUNS = 300;
const WARM_UP = 2;

/** @returns {Promise<import('./harness.mjs').Row[]>} */
export async function bench() {
  const serial = new SerialPool();
  const threads = new ThreadPool({ threads: 2 });
  const target = { target: { atMost: 1.2 } };
  const rows = [
    { ...(await compare(`run(${ITERATIONS}) after ${HISTORY} iterations, against none`, serial, false, 9)), ...target },
    await compare('… positions read after each run', serial, true, 9),
    await compare('… on 2 threads', threads, false, 3),
    await compare('… on 2 threads, positions read', threads, true, 3),
  ];
  await threads.close();
  return rows;
}

/**
 * @param {string} name
 * @param {import('@epsie/core').Pool} pool
 * @param {boolean} read whether the positions are read after each run
 * @param {number} repetitions
 */
async function compare(name, pool, read, repetitions) {
  const sampler = new MetropolisHastingsSampler({
    parameters: ['x', 'y'],
    model: gaussianModel,
    chains: CHAINS,
    seed: 1,
    pool,
  });
  await sampler.start({ x: new Float64Array(CHAINS), y: new Float64Array(CHAINS) });
  const runs = async () => {
    let total = 0;
    for (let i = 0; i < RUNS; i++) {
      await sampler.run(ITERATIONS);
      if (read) for (const chain of sampler.positions.x) total += chain[chain.length - 1];
    }
    return total;
  };
  const after = async () => {
    sampler.clear();
    await sampler.run(HISTORY);
    if (read) sampler.positions.x;
    return (await time(runs)) / RUNS;
  };
  const fresh = async () => {
    let total = 0;
    for (let i = 0; i < RUNS; i++) {
      sampler.clear();
      total += await time(async () => {
        await sampler.run(ITERATIONS);
        if (read) sampler.positions.x;
      });
    }
    return total / RUNS;
  };
  await interleave(WARM_UP, after, fresh);
  const { a, b } = await interleave(repetitions, after, fresh);
  const [measured, reference] = [median(a), median(b)];
  return {
    name,
    measured: duration(measured),
    reference: duration(reference),
    ratio: measured / reference,
    method: `medians of ${repetitions} pairs of means of ${RUNS}`,
  };
}
