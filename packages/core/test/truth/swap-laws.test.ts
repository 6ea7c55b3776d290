// Exact laws of the swaps, for each scheme: rates of acceptance, round trips through the ladder, the communication barrier.
import { readFileSync } from 'node:fs';
import { createBitGenerator, Random } from '@epsie/core';
import test from 'ava';
import { SWAP_SCHEMES } from '#src/tempering/registry.js';
import type { SwapScheme } from '#src/tempering/swap-scheme.js';
import { SwapSweep } from '#src/tempering/swap-sweep.js';
import { TOLERANCE } from '../helpers/posterior.ts';
import { type Estimate, estimateOf } from '../helpers/statistics.ts';
import { rightRule, type SwapRule, stateOf, transposedRule } from '../helpers/swaps.ts';

type Laws = {
  readonly swapAcceptance: readonly {
    readonly dimensions: number;
    readonly ratio: number;
    readonly acceptance: number;
  }[];
  readonly roundTripRate: readonly {
    readonly acceptance: readonly number[];
    readonly evenOdd: number;
    readonly randomParity: number;
  }[];
  readonly communicationBarrier: { readonly [dimensions: string]: number };
};

const laws = JSON.parse(readFileSync(new URL('../../test/fixtures/swap-laws.json', import.meta.url), 'utf8')) as Laws;
const schemes = Object.entries<SwapScheme>(SWAP_SCHEMES);

const deviation = ({ mean, standardError }: Estimate, exact: number): number => (mean - exact) / standardError;

/** Mean acceptance ratio of each pair, where the levels of a normal density are drawn exactly before each sweep. */
function meanRatios(scheme: SwapScheme, betas: readonly number[], dimensions: number, rule: SwapRule): Estimate[] {
  const random = new Random(createBitGenerator(31));
  const levels = betas.map(() => stateOf(0));
  const sweep = new SwapSweep(levels, Float64Array.from(rule(betas)));
  const ratios: number[][] = betas.slice(1).map(() => []);
  for (let n = 0; n < 3000 * scheme.period; n++) {
    for (const [t, level] of levels.entries()) {
      let squares = 0;
      for (let i = 0; i < dimensions; i++) squares += random.standardNormal() ** 2;
      level.logLikelihood = (-0.5 * squares) / (betas[t] as number);
    }
    sweep.run(scheme.order(betas.length - 1, n % scheme.period), random);
    for (const [pair, ratio] of sweep.ratios.entries()) if (!Number.isNaN(ratio)) ratios[pair]?.push(ratio);
  }
  return ratios.map((values) => estimateOf(Float64Array.from(values)));
}

const geometric = (levels: number, ratio: number): number[] => Array.from({ length: levels }, (_, t) => ratio ** -t);

for (const [name, scheme] of schemes) {
  test(`${name} accepts every pair at the exact rate`, (t) => {
    for (const { dimensions, ratio, acceptance } of laws.swapAcceptance) {
      if (dimensions > 10 || acceptance < 0.05) continue;
      const betas = geometric(4, ratio);
      for (const [pair, rate] of meanRatios(scheme, betas, dimensions, rightRule).entries()) {
        const off = deviation(rate, acceptance);
        t.true(Math.abs(off) < TOLERANCE, `d = ${dimensions}, R = ${ratio}, pair ${pair}: off by ${off}`);
      }
      const wrong = meanRatios(scheme, betas, dimensions, transposedRule).map((rate) => deviation(rate, acceptance));
      t.true(
        wrong.some((off) => Math.abs(off) > TOLERANCE),
        `transposed, d = ${dimensions}, R = ${ratio}: ${wrong}`,
      );
    }
  });

  test(`the rejections of ${name} add up to the communication barrier`, (t) => {
    const levels = 30;
    const betas = geometric(levels, 10 ** (1 / (levels - 1)));
    for (const dimensions of [1, 2, 5, 10]) {
      const barrier = meanRatios(scheme, betas, dimensions, rightRule).reduce((sum, { mean }) => sum + 1 - mean, 0);
      const exact = laws.communicationBarrier[dimensions] as number;
      t.true(Math.abs(barrier / exact - 1) < 0.02, `d = ${dimensions}: ${barrier}, exact ${exact}`);
    }
  });
}

/** Order of the pairs in sweep n. */
type Order = (pairs: number, n: number, random: Random) => readonly number[];

const orderOf =
  ({ order, period }: SwapScheme): Order =>
  (pairs, n) =>
    order(pairs, n % period);

/** The parity is drawn: reversible, so states diffuse. */
const randomParity: Order = (pairs, _n, random) => SWAP_SCHEMES.evenOdd.order(pairs, random.random() < 0.5 ? 0 : 1);

const [BATCHES, SWEEPS] = [100, 2000];

/** Round trips per sweep of all states together, where the attempts of each pair are accepted with a given probability. */
function roundTrips(order: Order, acceptance: readonly number[]): Estimate {
  const random = new Random(createBitGenerator(32));
  const pairs = acceptance.length;
  const betas = Float64Array.from({ length: pairs + 1 }, (_, t) => 1 - t / pairs);
  const sweep = new SwapSweep(fixedLevels(acceptance), betas);
  let states = Array.from(betas, (_, t) => ({ from: t === 0 ? 'cold' : 'start' }));
  const batches = new Float64Array(BATCHES);
  for (let n = 0; n < BATCHES * SWEEPS; n++) {
    sweep.run(order(pairs, n, random), random);
    states = Array.from(sweep.swapIndex, (from) => states[from] as { from: string });
    const [cold, hot] = [states[0], states[pairs]] as [{ from: string }, { from: string }];
    const batch = Math.floor(n / SWEEPS);
    if (cold.from === 'hot') batches[batch] = (batches[batch] as number) + 1 / SWEEPS;
    cold.from = 'cold';
    if (hot.from === 'cold') hot.from = 'hot';
  }
  return estimateOf(batches);
}

/** Levels whose log likelihoods stay where they are, so that the ratio of a pair is the same at every attempt. */
function fixedLevels(acceptance: readonly number[]) {
  const pairs = acceptance.length;
  return Array.from({ length: pairs + 1 }, (_, t) => {
    const logLikelihood = acceptance.slice(t).reduce((sum, ratio) => sum - pairs * Math.log(ratio), 0);
    return Object.defineProperty(stateOf(0), 'logLikelihood', { get: () => logLikelihood, set: () => undefined });
  });
}

for (const { acceptance, evenOdd, randomParity: reversible } of laws.roundTripRate) {
  const title = `${acceptance.length + 1} levels, acceptance ${acceptance.join(', ')}`;
  const agrees = (order: Order, exact: number): boolean => {
    const rate = roundTrips(order, acceptance);
    return Math.abs(deviation(rate, exact)) < TOLERANCE && rate.standardError < 0.01 * exact;
  };

  test(`evenOdd makes round trips at the exact rate: ${title}`, (t) => {
    t.true(agrees(orderOf(SWAP_SCHEMES.evenOdd), evenOdd));
    t.false(agrees(randomParity, evenOdd), 'a random parity is detected');
    t.true(agrees(randomParity, reversible));
  });

  // All pairs in one sweep, in any order: the products of these swaps are conjugate to each other, so their rates are the same.
  for (const name of ['sequential', 'evenOddTwice'] as const) {
    test(`${name} makes twice the round trips of evenOdd: ${title}`, (t) => {
      t.true(agrees(orderOf(SWAP_SCHEMES[name]), 2 * evenOdd));
      t.false(agrees(orderOf(SWAP_SCHEMES.evenOdd), 2 * evenOdd), 'one parity per sweep is detected');
    });
  }
}
