// One measurement of an explorer, and one of emcee, from the same kind of starts.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MetropolisHastingsSampler } from '@epsie/core';
import { pythonFor } from '../../doc-blocks/commands.mjs';
import { time } from '../harness.mjs';
import { assess } from './assessment.mjs';
import { declaredModel } from './declared.mjs';
import { countingModel, priorBox, priorOf, startsOf } from './problems.mjs';

/** @typedef {import('./problems.mjs').Problem} Problem */

/**
 * @typedef {object} Trial
 * @property {import('./problems.mjs').PriorName} prior
 * @property {number} steps in total, of all chains or walkers
 * @property {number} seed
 */

/**
 * @typedef {import('./assessment.mjs').Assessment & Cost} Measurement
 * @typedef {object} Cost
 * @property {number} evaluations of the likelihood, those of the burn-in included
 * @property {number} seconds likewise
 */

const CHAINS = 8;
const WALKERS = 40;
/** Part of the draws that is dropped. */
const BURN_IN = 0.4;
const CHILD = fileURLToPath(new URL('emcee-child.py', import.meta.url));

/**
 * Measures an explorer.
 *
 * @param {Problem} problem
 * @param {import('./explorers.mjs').Explorer} explorer
 * @param {Trial} trial
 * @returns {Promise<Measurement>}
 */
export async function measureExplorer(problem, explorer, { prior, steps, seed }) {
  const { parameters } = problem;
  const { declares } = explorer;
  const { model, counter } = declares === undefined ? countingModel(problem, prior) : declaredModel(problem, declares);
  const widths = Object.fromEntries(
    priorBox(problem, prior).map(([lower, upper], i) => [parameters[i], upper - lower]),
  );
  const proposals = explorer.proposals({ parameters, widths });
  const sampler = new MetropolisHastingsSampler({ parameters, model, proposals, chains: CHAINS, seed });
  await sampler.start(startsOf(problem, CHAINS, seed));
  const elapsed = await time(async () => {
    await sampler.run(Math.round((BURN_IN * steps) / CHAINS));
    sampler.clear();
    await sampler.run(Math.round(((1 - BURN_IN) * steps) / CHAINS));
  });
  return { ...assess(problem, sampler.positions), evaluations: counter.evaluations, seconds: elapsed / 1e9 };
}

/** Returns the command of a Python that has emcee, if there is one. */
export const findEmcee = () => pythonFor('import emcee, numpy');

/**
 * Measures the stretch move of emcee, with 40 walkers.
 *
 * @param {string} python
 * @param {Problem} problem
 * @param {Trial} trial
 * @returns {Measurement}
 */
export function measureEmcee(python, problem, trial) {
  const { prior, steps, seed } = trial;
  const folder = mkdtempSync(join(tmpdir(), 'epsie-bench-'));
  try {
    const output = join(folder, 'draws');
    const points = pointsOf(problem, WALKERS, seed);
    const total = Math.round(steps / WALKERS);
    const job = {
      prior: callOf(priorOf(problem, prior)),
      likelihood: callOf(problem.likelihood),
      points,
      output,
      seed,
      burnIn: Math.round(BURN_IN * total),
      steps: total,
    };
    const env = { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };
    const stdout = execFileSync(python, ['-B', CHILD], { input: JSON.stringify(job), encoding: 'utf8', env });
    const { logDensities, evaluations, seconds } = JSON.parse(stdout);
    assertSame(problem, prior, points, logDensities);
    const bytes = readFileSync(output);
    const draws = drawsOf(problem, new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length / 8));
    return { ...assess(problem, draws), evaluations, seconds };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param {import('./problems.mjs').Twin} twin */
function callOf({ python, data }) {
  return { python, data };
}

/**
 * @param {Problem} problem
 * @param {number} count
 * @param {number} seed
 */
function pointsOf(problem, count, seed) {
  const starts = startsOf(problem, count, seed);
  return Array.from({ length: count }, (_, i) => problem.parameters.map((name) => starts[name][i]));
}

/**
 * Checks that both languages compute the same log densities.
 *
 * @param {Problem} problem
 * @param {import('./problems.mjs').PriorName} prior
 * @param {readonly (readonly number[])[]} points
 * @param {readonly number[]} theirs
 */
function assertSame(problem, prior, points, theirs) {
  const { model } = countingModel(problem, prior);
  for (const [i, point] of points.entries()) {
    const position = Object.fromEntries(problem.parameters.map((name, p) => [name, point[p]]));
    const { logPrior, logLikelihood } = model(position);
    const ours = logPrior + logLikelihood;
    if (Math.abs(ours - theirs[i]) <= 1e-9 * Math.max(1, Math.abs(ours))) continue;
    throw new Error(`${problem.title}: the log density at ${point} is ${ours} here, ${theirs[i]} in Python`);
  }
}

/**
 * @param {Problem} problem
 * @param {Float64Array} values in the order parameter, walker, step
 */
function drawsOf({ parameters }, values) {
  const steps = values.length / parameters.length / WALKERS;
  const series = (/** @type {number} */ i) => values.subarray(i * steps, (i + 1) * steps);
  return Object.fromEntries(
    parameters.map((name, p) => [name, Array.from({ length: WALKERS }, (_, w) => series(p * WALKERS + w))]),
  );
}
