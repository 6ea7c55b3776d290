// Measures on the ranks of an MPI job: `epsie-mpi pool-mpi-child.mjs MEASUREMENT`. Prints the result as JSON.
import { setTimeout as sleep } from 'node:timers/promises';
import { MetropolisHastingsSampler } from '@epsie/core';
import { MpiPool } from '@epsie/pool-mpi';
import { median, time } from './harness.mjs';
import { nullTask } from './null-task.mjs';
import { awakeTask, cpuTime, restTask } from './rest-task.mjs';
import { sleepingModel } from './sleeping-model.mjs';

const pool = await MpiPool.create();

/** Time of one empty task, one at a time, in nanoseconds. */
async function roundTrip() {
  const count = 2000;
  const times = [];
  for (let round = 0; round < 7; round++) {
    times.push(
      (await time(async () => {
        for (let i = 0; i < count; i++) await pool.map(nullTask, [i]);
      })) / count,
    );
  }
  return { nanoseconds: Math.min(...times), median: median(times) };
}

/** Processor time of a rank that has waited for 5 s, as a fraction. */
async function idle() {
  await pool.map(restTask, [[5000, 15_000]]);
  await sleep(15_100);
  const [[a, b]] = await pool.map(awakeTask, [0]);
  return { fraction: (b.cpu - a.cpu) / (b.wall - a.wall) };
}

/**
 * Processor time of this rank for each chain of a run, and for a run as such, in nanoseconds.
 *
 * @param {number} parameters
 */
async function master(parameters) {
  const many = await sampler(parameters, 3000, 0);
  const few = await sampler(parameters, 1, 0);
  await many.run(1);
  const perChain = Math.min(...(await repeat(5, async () => await cpuOf(() => many.run(100))))) / 3000;
  many.clear();
  const perRun = median(await repeat(100, async () => await cpuOf(() => few.run(1))));
  return { perChain, perRun: perRun - perChain };
}

/** How long chains that sleep take on all ranks, against what they sleep. */
async function sleeping() {
  const [perRank, iterations, milliseconds] = [4, 10, 50];
  const chains = perRank * pool.size;
  const run = await sampler(2, chains, milliseconds);
  await run.run(1);
  const ideal = perRank * iterations * milliseconds * 1e6;
  const cpu = cpuTime();
  const measured = await time(() => run.run(iterations));
  return { ideal, measured, chains, master: (cpuTime() - cpu) / measured };
}

/**
 * @param {number} parameters
 * @param {number} chains
 * @param {number} milliseconds
 */
async function sampler(parameters, chains, milliseconds) {
  const names = Array.from({ length: parameters }, (_, i) => `x${i}`);
  const model = sleepingModel({ milliseconds });
  const made = new MetropolisHastingsSampler({ parameters: names, model, chains, seed: 1, pool });
  await made.start(Object.fromEntries(names.map((name) => [name, new Array(chains).fill(0)])));
  return made;
}

/** @param {() => Promise<unknown>} work */
async function cpuOf(work) {
  const before = cpuTime();
  await work();
  return cpuTime() - before;
}

/**
 * @template T
 * @param {number} count
 * @param {() => Promise<T>} work
 */
async function repeat(count, work) {
  /** @type {T[]} */ const results = [];
  for (let i = 0; i < count; i++) results.push(await work());
  return results;
}

const measurements = { roundTrip, idle, master: () => master(2), 'master 15': () => master(15), sleeping };
const name = /** @type {keyof typeof measurements} */ (process.argv[2]);
console.log(JSON.stringify(await measurements[name]()));
await pool.close();
