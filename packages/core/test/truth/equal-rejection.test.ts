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
  type SwapSchemeName,
} from '@epsie/core';
import test from 'ava';
import { someOf } from '../helpers/in-part.ts';
import { TOLERANCE } from '../helpers/posterior.ts';
import { flat } from '../helpers/priors.ts';
import { estimateByBatches, meanOf } from '../helpers/statistics.ts';

/** Proposals of the Gaussians, by parameters. */
const proposalsOf = <P extends string>(parameters: readonly P[]): readonly Proposal<P>[] => [
  normal(parameters, { adaptation: andrieuThoms({ duration: 4000 }) }),
];

/** Seeds of the tests of two modes. The claim was checked with 20. */
const { EPSIE_SEEDS = '1' } = process.env;
const SEEDS = Number(EPSIE_SEEDS);
const [LEVELS, CHAINS] = [8, 8];
const [ROUNDS, FIRST_ROUND, AFTER] = [8, 32, 6000];
const FIVE = ['x0', 'x1', 'x2', 'x3', 'x4'] as const;

type Point = { readonly [name in (typeof FIVE)[number]]: number };

const wide = flat(-10, 10);

/**
 * Two 5-D Gaussians of sd 1 at ± 5 in each coordinate, within U(±10); the one at +5 has a weight relative to the other. The prior is
 * declared, so `automatic` moves them.
 */
const bimodal = (weight: number) => ({
  prior: { x0: wide, x1: wide, x2: wide, x3: wide, x4: wide },
  logLikelihood(point: Point) {
    let [right, left] = [Math.log(weight), 0];
    for (const name of FIVE) {
      const x = point[name];
      right -= 0.5 * (x - 5) ** 2;
      left -= 0.5 * (x + 5) ** 2;
    }
    const larger = Math.max(right, left);
    return larger + Math.log1p(Math.exp(Math.min(right, left) - larger));
  },
});

type Setting = { readonly maxTemperature?: number; readonly weight?: number; readonly swaps?: SwapSchemeName };

async function sample(seed: number, { maxTemperature = 1e4, weight = 1, swaps = 'evenOddTwice' }: Setting) {
  const sampler = new ParallelTemperedSampler({
    model: bimodal(weight),
    betas: betaLadder(LEVELS, maxTemperature),
    ladder: equalRejection({ rounds: ROUNDS, firstRound: FIRST_ROUND }),
    swaps,
    chains: CHAINS,
    seed,
  });
  await sampler.start();
  await sampler.run(FIRST_ROUND * (2 ** ROUNDS - 1));
  sampler.clear();
  await sampler.run(AFTER);
  const right = sampler.positions.x0[0]?.map((x) => x.map((value) => (value > 0 ? 1 : 0))) ?? [];
  const { ratio, index } = sampler.swaps;
  // A scheme leaves out pairs in some sweeps.
  const rejections = ratio.map((chains) => 1 - meanOf(chains.map((values) => meanOf(values.filter((r) => r >= 0)))));
  const trips = right.map((_, chain) => tripsOf(index.map((chains) => chains[chain] as ArrayLike<number>)) / AFTER);
  return { share: estimateByBatches(right), rejections, trips: meanOf(trips) };
}

/** Round trips of all states of a chain between the coldest and the hottest level. */
function tripsOf(index: readonly ArrayLike<number>[]): number {
  const hottest = index.length - 1;
  let states = index.map(() => ({ from: 'start' }));
  let trips = 0;
  for (let n = 0; n < AFTER; n++) {
    states = index.map((origins) => states[origins[n] as number] as { from: string });
    const [cold, hot] = [states[0], states[hottest]] as [{ from: string }, { from: string }];
    if (cold.from === 'hot') trips++;
    cold.from = 'cold';
    if (hot.from === 'cold') hot.from = 'hot';
  }
  return trips;
}

for (const maxTemperature of someOf([1e4, 2])) {
  test.serial(
    `two modes have equal shares, and all pairs equal rejections, from betaLadder(8, ${maxTemperature})`,
    async (t) => {
      t.timeout(30_000 + 30_000 * SEEDS);
      for (let seed = 1; seed <= SEEDS; seed++) {
        const { share, rejections } = await sample(seed, { maxTemperature });
        const off = (share.mean - 0.5) / share.standardError;
        t.true(Math.abs(off) < TOLERANCE, `seed ${seed}: a share of ${share.mean} is off by ${off} standard errors`);
        t.true(share.standardError < 0.03, `seed ${seed}: ${share.standardError}`);
        const mean = meanOf(rejections);
        const largest = Math.max(...rejections.map((rejection) => Math.abs(rejection - mean)));
        t.true(largest < 0.03, `seed ${seed}: ${rejections}`);
        if (SEEDS > 1) t.log(`seed ${seed}: ${off.toFixed(2)} standard errors of ${share.standardError}, ± ${largest}`);
      }
    },
  );
}

for (const [swaps, factor] of someOf([
  ['evenOdd', 1],
  ['evenOddTwice', 2],
  ['sequential', 2],
] as const))
  test.serial(
    `${swaps} makes a fifth of the round trips of levels that forget at once, or more, on two modes`,
    async (t) => {
      t.timeout(60_000);
      const { trips, rejections } = await sample(1, { swaps });
      const law = factor / (2 + 2 * rejections.reduce((sum, r) => sum + r / (1 - r), 0));
      t.true(trips > 0.2 * law && trips < 1.1 * law, `${trips} per iteration, ${law} by the law`);
    },
  );

test.serial('a mode of another weight is detected', async (t) => {
  const { share } = await sample(1, { weight: 2 });
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
