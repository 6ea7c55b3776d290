// Ladders of equal rejection on targets with exact laws: the shares of two modes, and the communication barrier of a Gaussian.
import { readFileSync } from 'node:fs';
import {
  andrieuThoms,
  betaLadder,
  type EqualRejectionState,
  equalRejection,
  normal,
  ParallelTemperedSampler,
  type Proposal,
  type Random,
} from '@epsie/core';
import test from 'ava';
import { TOLERANCE } from '../helpers/posterior.ts';
import { estimateByBatches, meanOf } from '../helpers/statistics.ts';

/** Proposals of the tests, by parameters. */
const proposalsOf = <P extends string>(parameters: readonly P[]): readonly Proposal<P>[] => [
  normal(parameters, { adaptation: andrieuThoms({ duration: 4000 }) }),
];

const [LEVELS, CHAINS, SEEDS] = [8, 8, 20];
const [ROUNDS, FIRST_ROUND, AFTER] = [8, 32, 6000];
const FIVE = ['x0', 'x1', 'x2', 'x3', 'x4'] as const;

type Point = { readonly [name in (typeof FIVE)[number]]: number };

/** Two 5-D Gaussians of sd 1 at ± 5 in each coordinate, within U(±10); the one at +5 has a weight relative to the other. */
const bimodal = (weight: number) => ({
  evaluate(point: Point) {
    let [right, left] = [Math.log(weight), 0];
    for (const name of FIVE) {
      const x = point[name];
      if (Math.abs(x) > 10) return { logPrior: Number.NEGATIVE_INFINITY, logLikelihood: Number.NaN };
      right -= 0.5 * (x - 5) ** 2;
      left -= 0.5 * (x + 5) ** 2;
    }
    const larger = Math.max(right, left);
    const logLikelihood = larger + Math.log1p(Math.exp(Math.min(right, left) - larger));
    return { logPrior: -5 * Math.log(20), logLikelihood };
  },
  samplePrior: (random: Random): Point => {
    const draw = () => random.uniform(-10, 10);
    return { x0: draw(), x1: draw(), x2: draw(), x3: draw(), x4: draw() };
  },
});

async function sample(seed: number, maxTemperature: number, weight = 1) {
  const sampler = new ParallelTemperedSampler({
    parameters: FIVE,
    model: bimodal(weight),
    betas: betaLadder(LEVELS, maxTemperature),
    ladder: equalRejection({ rounds: ROUNDS, firstRound: FIRST_ROUND }),
    swaps: 'evenOddTwice',
    priorDraws: true,
    proposals: proposalsOf(FIVE),
    chains: CHAINS,
    seed,
  });
  await sampler.start();
  await sampler.run(FIRST_ROUND * (2 ** ROUNDS - 1));
  sampler.clear();
  await sampler.run(AFTER);
  const right = sampler.positions.x0[0]?.map((x) => x.map((value) => (value > 0 ? 1 : 0))) ?? [];
  const rejections = sampler.swaps.ratio.map((chains) => 1 - meanOf(chains.map(meanOf)));
  return { share: estimateByBatches(right), rejections };
}

for (const maxTemperature of [1e4, 2]) {
  test.serial(
    `two modes have equal shares, and all pairs equal rejections, from betaLadder(8, ${maxTemperature})`,
    async (t) => {
      for (let seed = 1; seed <= SEEDS; seed++) {
        const { share, rejections } = await sample(seed, maxTemperature);
        const off = (share.mean - 0.5) / share.standardError;
        t.true(Math.abs(off) < TOLERANCE, `seed ${seed}: a share of ${share.mean} is off by ${off} standard errors`);
        t.true(share.standardError < 0.03, `seed ${seed}: ${share.standardError}`);
        const mean = meanOf(rejections);
        t.true(
          rejections.every((rejection) => Math.abs(rejection - mean) < 0.03),
          `seed ${seed}: ${rejections}`,
        );
      }
    },
  );
}

test.serial('a mode of another weight is detected', async (t) => {
  const { share } = await sample(1, 1e4, 2);
  t.true(Math.abs(share.mean - 2 / 3) < TOLERANCE * share.standardError, `${share.mean}`);
  t.true(Math.abs(share.mean - 0.5) > TOLERANCE * share.standardError);
});

const { communicationBarrier } = JSON.parse(
  readFileSync(new URL('../../test/fixtures/swap-laws.json', import.meta.url), 'utf8'),
) as { readonly communicationBarrier: { readonly [dimensions: string]: number } };

for (const dimensions of [1, 2, 5, 10]) {
  test.serial(
    `the rejections add up to the communication barrier of a Gaussian in ${dimensions} dimensions`,
    async (t) => {
      const parameters = Array.from({ length: dimensions }, (_, i) => `x${i}`);
      const levels = 20;
      const sampler = new ParallelTemperedSampler({
        parameters,
        model: (point) => ({
          logPrior: 0,
          logLikelihood: -5 * parameters.reduce((sum, name) => sum + (point[name] as number) ** 2, 0),
        }),
        // Precisions from 10 to 1, unevenly spaced.
        betas: Array.from({ length: levels }, (_, i) => 1 - (0.9 * i) / (levels - 1)),
        ladder: equalRejection({ rounds: 9, firstRound: 16, infiniteHottest: false }),
        proposals: proposalsOf(parameters),
        chains: 6,
        seed: 3,
      });
      const zeros = Array.from({ length: levels }, () => new Array<number>(6).fill(0));
      await sampler.start(Object.fromEntries(parameters.map((name) => [name, zeros])));
      await sampler.run(16 * (2 ** 9 - 1));
      const [rejections] = sampler.state.chains.map(({ ladder }) => (ladder as EqualRejectionState).rejections) as [
        Float64Array,
      ];
      const barrier = rejections.reduce((a, b) => a + b);
      const exact = communicationBarrier[dimensions] as number;
      t.true(Math.abs(barrier / exact - 1) < 0.02, `${barrier}, exact ${exact}`);
      // On a ladder of equal rejection, Λ is shared out equally: for a Gaussian, a geometric ladder.
      const [betas] = sampler.betas as [Float64Array];
      for (const [i, beta] of betas.entries()) t.true(Math.abs(Math.log10(beta) + i / (levels - 1)) < 0.03, `${betas}`);
    },
  );
}
