// Coverage of the standard error over many short runs of a sampler, whose draws are correlated and whose log evidence is known.
import { type Evidence, evidence, evidenceOf } from '@epsie/analysis';
import { betaLadder, normal, ParallelTemperedSampler } from '@epsie/core';
import test from 'ava';
import { gaussian, gaussianEvidence } from '../models/gaussian.js';

const RUNS = 200;
const [DIMENSIONS, LEVELS, CHAINS, ITERATIONS, BURN_IN] = [2, 5, 16, 200, 60];
const BETAS = betaLadder(LEVELS, 100, { prior: true });
const EXACT = gaussianEvidence(DIMENSIONS);

/** Quantiles of Student's t with 7 degrees of freedom at the probabilities of one and of three standard deviations, 0.683 and 0.9973. */
const [ONE_OF_7, THREE_OF_7] = [1.0767, 4.5299];

async function sample(seed: number) {
  const proposals = [normal(['x0', 'x1'], { covariance: 4 })];
  const model = gaussian(DIMENSIONS);
  const sampler = new ParallelTemperedSampler({ model, proposals, chains: CHAINS, betas: BETAS, seed });
  await sampler.start();
  await sampler.run(ITERATIONS);
  return sampler;
}

/** Returns the evidence of some chains of a sampler, as of any ladder. */
function evidenceWith({ history }: Awaited<ReturnType<typeof sample>>, betas: Float64Array, chains: number): Evidence {
  const logLikelihood = Array.from(betas, (_, temperature) =>
    history.draws('logLikelihood', { temperature, from: BURN_IN }).slice(0, chains),
  );
  return evidenceOf({ betas, logLikelihood });
}

const score = ({ logEvidence, standardError }: Evidence): number => (logEvidence - EXACT) / standardError;

const within = (scores: readonly number[], z: number): number =>
  scores.filter((x) => Math.abs(x) <= z).length / scores.length;

test('the standard error of short runs covers the exact evidence as often as it should', async (t) => {
  const [all, half, wrong]: [number[], number[], number[]] = [[], [], []];
  for (let seed = 1; seed <= RUNS; seed++) {
    const sampler = await sample(seed);
    all.push(score(evidence(sampler, { burnIn: BURN_IN })));
    half.push(score(evidenceWith(sampler, BETAS, CHAINS / 2)));
    wrong.push(score(evidenceWith(sampler, BETAS.with(2, 1.5 * (BETAS[2] as number)), CHAINS)));
  }
  t.true(Math.abs(within(all, 1) - 0.68) <= 0.06, String(within(all, 1)));
  t.true(within(all, 3) >= 0.98, String(within(all, 3)));
  // Half of the chains, by Student's t with their degrees of freedom: within three standard deviations of a fraction of 200 runs.
  t.true(Math.abs(within(half, ONE_OF_7) - 0.68) <= 0.1, String(within(half, ONE_OF_7)));
  t.true(within(half, THREE_OF_7) >= 0.98, String(within(half, THREE_OF_7)));
  // Without bias the mean score has a standard deviation of 1/√200 = 0.07.
  const mean = all.reduce((sum, x) => sum + x, 0) / RUNS;
  t.true(Math.abs(mean) < 0.25, `mean score ${mean}`);
  // The wrong β of one level is detected.
  t.true(within(wrong, 1) < 0.5, String(within(wrong, 1)));
});
