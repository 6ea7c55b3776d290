// Measures on the ranks of an MPI job: `epsie-mpi pool-mpi-child.mjs MEASUREMENT`. Prints the result as JSON.
import { setTimeout as sleep } from 'node:timers/promises';
import { MetropolisHastingsSampler } from '@epsie/core';
import { MpiPool } from '@epsie/pool-mpi';
import { Mpi } from '@mpi-bindings/node-mpi';
import { median, time } from './harness.mjs';
import { nullTask } from './null-task.mjs';
import { awakeTask, cpuTime, restTask } from './rest-task.mjs';
import { sleepingModel } from './sleeping-model.mjs';

const pool = await MpiPool.create();

/** Measures the time of an empty task, one at a time, in nanoseconds. */
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

/** Measures the processor time of a rank that has waited for 5 s, as a fraction. */
async function idle() {
  await pool.map(restTask, [[5000, 15_000]]);
  await sleep(15_100);
  const [[a, b]] = await pool.map(awakeTask, [0]);
  return { fraction: (b.cpu - a.cpu) / (b.wall - a.wall) };
}

/**
 * Measures the cost of a run on rank 0, in nanoseconds: per chain, and fixed. Messages go from this rank to itself, so that each is encoded,
 * sent, received and decoded; rank 0 does half of that for the item of a chain, and half for its result.
 *
 * @param {number} parameters
 */
async function master(parameters) {
  const [chains, iterations] = [2000, 100];
  /** @type {{ items: any[], results: any[] }} */ const recorded = { items: [], results: [] };
  const recorder = {
    async map(/** @type {any} */ task, /** @type {any} */ items, /** @type {any} */ options) {
      recorded.items = [...items];
      recorded.results = await pool.map(task, recorded.items, options);
      return recorded.results;
    },
  };
  const replayer = {
    async map(/** @type {any} */ _task, /** @type {any} */ _items, /** @type {any} */ { onResult }) {
      for (const [i, result] of recorded.results.entries()) onResult?.(i, result);
      return recorded.results;
    },
  };
  await (await sampler(parameters, chains, 0, recorder)).run(iterations);
  const { items, results } = recorded;
  const { self } = /** @type {Mpi} */ (Mpi.current);
  const messages = async () => {
    for (const value of [...items, ...results]) {
      const sending = self.isend(value, 0, 1);
      await self.recv({ tag: 1 });
      await sending.wait();
    }
  };
  const bookkeeping = async () => {
    const made = await sampler(parameters, chains, 0, pool);
    const replay = await sampler(parameters, chains, 0, replayer, made.state);
    return await time(() => replay.run(iterations));
  };
  const perMessages = Math.min(...(await repeat(5, () => time(messages)))) / 2 / chains;
  const perBookkeeping = Math.min(...(await repeat(5, bookkeeping))) / chains;
  const few = await sampler(parameters, 1, 0, pool);
  return {
    perChain: perMessages + perBookkeeping,
    perMessages,
    perBookkeeping,
    perRun: median(await repeat(200, () => time(() => few.run(1)))),
  };
}

/** Measures the duration of sleeping chains on all ranks, relative to their sleep. */
async function sleeping() {
  const [perRank, iterations, milliseconds] = [4, 10, 50];
  const chains = perRank * pool.size;
  const run = await sampler(2, chains, milliseconds, pool);
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
 * @param {any} where a pool
 * @param {any} [state] to resume from
 */
async function sampler(parameters, chains, milliseconds, where, state) {
  const names = Array.from({ length: parameters }, (_, i) => `x${i}`);
  const model = sleepingModel({ milliseconds });
  const made = new MetropolisHastingsSampler({ parameters: names, model, chains, seed: 1, pool: where });
  if (state === undefined) await made.start(Object.fromEntries(names.map((name) => [name, new Array(chains).fill(0)])));
  else made.setState(state);
  return made;
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
