// Runs with large states: 280 chains at 16 temperatures, each of which learns the covariance of 15 parameters. Measures
// the fixed cost of a run, and whether a run on disk chooses its segments as well as a user who tries several.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { andrieuThoms, betaLadder, normal, ParallelTemperedSampler, SerialPool } from '@epsie/core';
import { Run } from '@epsie/io';
import { ThreadPool } from '@epsie/pool-threads';
import { duration, median, minimum, now, time } from './harness.mjs';
import { NAMES, wideGaussian } from './large-states-model.mjs';

const CHAINS = 280;
const LEVELS = 16;
const SIZE = `${CHAINS} chains × ${LEVELS} temperatures × ${NAMES.length} parameters`;

/** Fixed cost of a run that is allowed, in nanoseconds. */
const MOST = 100e6;
const REPETITIONS = 15;
const WARM_UP = 5;
/** Iterations of the longer of two runs, whose difference is the time of the iterations. */
const LONG = 11;

const ITERATIONS = 1000;
/** Lengths that a user would try. */
const SEGMENTS = [50, 100, 200];
const DEFAULT = 0;
/** Measurements of a round: the default more often, since the best of several lengths is luckier than one. */
const ROUND = [DEFAULT, ...SEGMENTS, DEFAULT];
const ROUNDS = 2;

/** @returns {Promise<import('./harness.mjs').Row[]>} */
export async function bench() {
  const serial = await fixedCost(new SerialPool());
  const pool = new ThreadPool({ threads: 2 });
  const threads = await fixedCost(pool);
  const segments = await segmentsRow(pool);
  await pool.close();
  return [{ name: `fixed cost of a run of ${SIZE}`, ...serial }, { name: '… on 2 threads', ...threads }, segments];
}

/** @param {import('@epsie/core').Pool} pool */
async function fixedCost(pool) {
  const sampler = await started(pool);
  const of = (/** @type {number} */ iterations) => async () => {
    sampler.clear();
    return await time(() => sampler.run(iterations));
  };
  for (let i = 0; i < WARM_UP; i++) await of(LONG)();
  /** @type {number[]} */ const one = [];
  /** @type {number[]} */ const many = [];
  for (let i = 0; i < REPETITIONS; i++) {
    one.push(await of(1)());
    many.push(await of(LONG)());
  }
  const measured = median(one) - Math.max(0, median(many) - median(one)) / (LONG - 1);
  return {
    measured: duration(measured),
    reference: duration(MOST),
    ratio: measured / MOST,
    target: { atMost: 1 },
    method: `medians of ${REPETITIONS}`,
  };
}

/** @param {import('@epsie/core').Pool} pool */
async function segmentsRow(pool) {
  /** @type {Map<number, number[]>} */ const times = new Map(ROUND.map((segment) => [segment, []]));
  for (let round = 0; round < ROUNDS; round++)
    for (const segment of ROUND) times.get(segment)?.push(await sample(pool, segment));
  const fastest = (/** @type {number} */ segment) => minimum(times.get(segment) ?? []);
  const best = SEGMENTS.reduce((a, b) => (fastest(b) < fastest(a) ? b : a));
  return {
    name: `… ${ITERATIONS} iterations on disk, default segments, against the best of ${SEGMENTS.join(', ')}`,
    measured: duration(fastest(DEFAULT)),
    reference: `${duration(fastest(best))} (${best})`,
    ratio: fastest(DEFAULT) / fastest(best),
    target: { atMost: 1.1 },
    method: `minima of ${2 * ROUNDS} and ${ROUNDS} each`,
  };
}

/**
 * Returns the time of a run on disk.
 *
 * @param {import('@epsie/core').Pool} pool
 * @param {number} segment
 */
async function sample(pool, segment) {
  const folder = mkdtempSync(join(tmpdir(), 'epsie-bench-'));
  try {
    const sampler = await started(pool);
    const run = await Run.create(join(folder, 'large.run'), sampler);
    const begin = now();
    await run.sample(sampler, { iterations: ITERATIONS, ...(segment === DEFAULT ? {} : { segment }) });
    return now() - begin;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {import('@epsie/core').Pool} pool */
async function started(pool) {
  const sampler = new ParallelTemperedSampler({
    parameters: NAMES,
    model: wideGaussian,
    chains: CHAINS,
    betas: betaLadder(LEVELS, 100),
    proposals: [normal(NAMES, { adaptation: andrieuThoms({ duration: 10_000 }) })],
    seed: 1,
    pool,
  });
  const start = Array.from({ length: LEVELS }, () => Float64Array.from({ length: CHAINS }, (_, c) => c / CHAINS));
  await sampler.start(Object.fromEntries(NAMES.map((name) => [name, start])));
  return sampler;
}
