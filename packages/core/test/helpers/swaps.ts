import { createBitGenerator, normal, ParallelTemperedSampler, Random } from '@epsie/core';
import { type SwappedState, SwapSweep } from '#src/tempering/swap-sweep.js';
import { sequential } from '#src/tempering/swaps/sequential.js';
import { type Estimate, estimateByBatches, estimateOf } from './statistics.ts';

/** Two temperatures over a d-dimensional standard normal likelihood with a wide flat prior. */
export type Case = {
  readonly dimensions: number;
  /** Ratio of the inverse temperatures. */
  readonly ratio: number;
};

/** Acceptance of swaps, measured in two ways. */
export type SwapRates = {
  /** Mean of the recorded acceptance ratios. */
  readonly ratio: Estimate;
  /** Fraction of the attempts that swapped. */
  readonly swapped: Estimate;
};

const WIDE = 100;

/** Swap rates of the sampler. */
export async function sampledRates({ dimensions, ratio }: Case): Promise<SwapRates> {
  const parameters = Array.from({ length: dimensions }, (_, i) => `x${i}`);
  const chains = 4;
  const sampler = new ParallelTemperedSampler({
    parameters,
    model: (point) => {
      let squares = 0;
      for (const name of parameters) squares += (point[name] as number) ** 2;
      return { logPrior: squares < WIDE ** 2 ? 0 : Number.NEGATIVE_INFINITY, logLikelihood: -0.5 * squares };
    },
    proposals: [normal(parameters, { covariance: (2.38 ** 2 * Math.sqrt(ratio)) / dimensions })],
    betas: [1, 1 / ratio],
    swapInterval: 3,
    chains,
    seed: 11,
  });
  const zeros = [new Float64Array(chains), new Float64Array(chains)];
  await sampler.start(Object.fromEntries(parameters.map((name) => [name, zeros])));
  await sampler.run(1000);
  sampler.clear();
  await sampler.run(24_000);
  const { ratio: ratios, index } = sampler.swaps;
  return {
    ratio: estimateByBatches(ratios[0] as Float64Array[]),
    swapped: estimateByBatches(index[0] as Int32Array[]),
  };
}

/** Inverse temperatures that a rule decides with, of those that the levels have. */
export type SwapRule = (betas: readonly number[]) => readonly number[];

/** Swap rates of a rule between exact draws at both temperatures. */
export function simulatedRates({ dimensions, ratio }: Case, rule: SwapRule): SwapRates {
  const random = new Random(createBitGenerator(12));
  const betas = [1, 1 / ratio];
  const n = 20_000;
  const ratios = new Float64Array(n);
  const swapped = new Float64Array(n);
  const levels = betas.map(() => stateOf(0));
  const sweep = new SwapSweep(levels, Float64Array.from(rule(betas)));
  const energy = (beta: number): number => {
    let squares = 0;
    for (let i = 0; i < dimensions; i++) squares += random.standardNormal() ** 2 / beta;
    return -0.5 * squares;
  };
  for (let i = 0; i < n; i++) {
    for (const [t, level] of levels.entries()) level.logLikelihood = energy(betas[t] as number);
    sweep.run(sequential.order(1, 0), random);
    ratios[i] = sweep.ratios[0] as number;
    swapped[i] = sweep.swapIndex[0] as number;
  }
  return { ratio: estimateOf(ratios), swapped: estimateOf(swapped) };
}

/** A state of which only the log likelihood matters. */
export const stateOf = (logLikelihood: number): SwappedState => ({
  position: new Float64Array(0),
  logLikelihood,
  logPrior: 0,
  blob: new Float64Array(0),
});

/** The rule of the sampler. */
export const rightRule: SwapRule = (betas) => betas;

/** The rule with the two temperatures exchanged: the sign of the exponent is wrong. */
export const transposedRule: SwapRule = (betas) => betas.toReversed();

/** The rule without the temperatures: it compares the likelihoods themselves. */
export const untemperedRule: SwapRule = () => [1, 0];
