import {
  andrieuThoms,
  boundedNormal,
  normal,
  ParallelTemperedSampler,
  type Proposal,
  type Random,
  type SwapSchemeName,
  vousden,
} from '@epsie/core';
import test from 'ava';
import { compare, type Draws, moments } from '../helpers/posterior.ts';
import { gaussian2d } from '../helpers/targets.ts';

const parameters = ['x', 'y'];
const CHAINS = 8;
const { model, bounds } = gaussian2d;

/** Uniform on the box of the model. */
const prior = moments(
  parameters,
  [0, 0],
  [
    [400 / 3, 0],
    [0, 1600 / 3],
  ],
);

/** The Gaussian with covariance divided by β; the box is 5.5 and more of its σ away. */
const atBeta = (beta: number) =>
  moments(
    parameters,
    [2, 5],
    [
      [1 / beta, 0],
      [0, 4 / beta],
    ],
  );

type Options = {
  readonly proposals: readonly Proposal<string>[];
  readonly burnIn?: number;
  readonly adaptive?: boolean;
  readonly swaps?: SwapSchemeName;
  /** Model whose level at β = 0 draws from the prior, of this part of the box. */
  readonly drawing?: number;
};

const drawingFrom = (part: number) => ({
  evaluate: model,
  samplePrior: (random: Random) => ({ x: 20 * part * random.uniform(-1, 1), y: 40 * part * random.uniform(-1, 1) }),
});

async function sampleLevels({ proposals, burnIn = 2000, adaptive = false, swaps = 'sequential', drawing }: Options) {
  const betas = [1, 0.3, 0.1, 0];
  const sampler = new ParallelTemperedSampler({
    parameters,
    proposals,
    chains: CHAINS,
    betas,
    swaps,
    ...(drawing === undefined ? { model } : { model: drawingFrom(drawing), priorDraws: true }),
    ...(adaptive ? { ladder: vousden({ tau: 50 }) } : {}),
    seed: 21,
  });
  const start = (value: number) => betas.map(() => new Float64Array(CHAINS).fill(value));
  await sampler.start({ x: start(2), y: start(5) });
  await sampler.run(burnIn);
  sampler.clear();
  await sampler.run(20_000);
  const { positions } = sampler;
  const level = (t: number): Draws =>
    Object.fromEntries(parameters.map((name) => [name, positions[name]?.[t] as Float64Array[]]));
  return { sampler, level };
}

const proposals: { readonly [name: string]: Options } = {
  boundedNormal: { proposals: [boundedNormal(parameters, { bounds, covariance: [25, 100] })] },
  'normal, which leaves the box': { proposals: [normal(parameters, { covariance: [25, 100] })] },
  'boundedNormal, even-odd swaps': {
    proposals: [boundedNormal(parameters, { bounds, covariance: [25, 100] })],
    swaps: 'evenOdd',
  },
  'boundedNormal, both parities in every sweep': {
    proposals: [boundedNormal(parameters, { bounds, covariance: [25, 100] })],
    swaps: 'evenOddTwice',
  },
  'boundedNormal, draws from the prior': {
    proposals: [boundedNormal(parameters, { bounds, covariance: [25, 100] })],
    drawing: 1,
  },
  'boundedNormal, draws from the prior and even-odd swaps': {
    proposals: [boundedNormal(parameters, { bounds, covariance: [25, 100] })],
    drawing: 1,
    swaps: 'evenOdd',
  },
  'boundedNormal, draws from the prior and both parities in every sweep': {
    proposals: [boundedNormal(parameters, { bounds, covariance: [25, 100] })],
    drawing: 1,
    swaps: 'evenOddTwice',
  },
  // On the flat level the width grows without limit.
  'boundedNormal, andrieuThoms': {
    proposals: [boundedNormal(parameters, { bounds, adaptation: andrieuThoms({ duration: 5000 }) })],
    burnIn: 6000,
  },
};

for (const [name, options] of Object.entries(proposals)) {
  test.serial(`every level samples prior × likelihood^β: ${name}`, async (t) => {
    const { level } = await sampleLevels(options);
    for (const [index, exact] of [atBeta(1), atBeta(0.3), atBeta(0.1), prior].entries()) {
      const { wrong, coarsest } = compare(level(index), exact);
      t.deepEqual(wrong, [], `level ${index}`);
      t.true(coarsest < 0.05, `level ${index}: the largest standard error is ${coarsest} standard deviations`);
    }
    t.not(compare(level(1), atBeta(0.33)).wrong.length, 0, 'another temperature is detected');
    t.not(compare(level(3), atBeta(0.02)).wrong.length, 0, 'a likelihood at β = 0 is detected');
  });
}

test.serial('draws from a part of the prior alone are detected', async (t) => {
  const { level } = await sampleLevels({
    proposals: [boundedNormal(parameters, { bounds, covariance: [25, 100] })],
    drawing: 0.8,
  });
  t.not(compare(level(3), prior).wrong.length, 0);
});

test.serial(
  'an adaptive ladder equalises the swap rates and keeps the coldest and the hottest level exact',
  async (t) => {
    const { sampler, level } = await sampleLevels({
      proposals: [boundedNormal(parameters, { bounds, covariance: [25, 100] })],
      burnIn: 4000,
      adaptive: true,
    });
    t.deepEqual(compare(level(0), atBeta(1)).wrong, []);
    t.deepEqual(compare(level(3), prior).wrong, []);
    for (let c = 0; c < CHAINS; c++) {
      const rates = sampler.swaps.ratio.map((pair) => (pair[c] as Float64Array).reduce((a, b) => a + b) / 20_000);
      t.true(Math.max(...rates) - Math.min(...rates) < 0.05, `chain ${c}: ${rates}`);
    }
  },
);
