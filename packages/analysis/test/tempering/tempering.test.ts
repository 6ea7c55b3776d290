import { readFileSync } from 'node:fs';
import { tempering } from '@epsie/analysis';
import { createBitGenerator, equalRejection, Random, vousden } from '@epsie/core';
import test from 'ava';
import { gaussianSampler, onDisk, type Swap, withSwaps } from '../sources/samplers.js';

type Laws = {
  readonly swapAcceptance: readonly {
    readonly dimensions: number;
    readonly ratio: number;
    readonly acceptance: number;
  }[];
  readonly roundTripRate: readonly { readonly acceptance: readonly number[]; readonly evenOdd: number }[];
  readonly communicationBarrier: { readonly [dimensions: string]: number };
};

const url = new URL('../../../core/test/fixtures/swap-laws.json', import.meta.url);
const laws = JSON.parse(readFileSync(url, 'utf8')) as Laws;

const UNTRIED: Swap = { ratio: Number.NaN, accepted: false };
const codes = ({ warnings }: { readonly warnings: readonly { readonly code: string }[] }): string[] =>
  warnings.map(({ code }) => code);

/** Swaps of exact draws at every level of a normal density; even and odd pairs alternate. */
function gaussianSwaps(betas: readonly number[], dimensions: number, sweeps: number): Swap[][][] {
  const random = new Random(createBitGenerator(5));
  const draw = (beta: number): number => {
    let squares = 0;
    for (let i = 0; i < dimensions; i++) squares += random.standardNormal() ** 2;
    return (-0.5 * squares) / beta;
  };
  const swapsOf = (sweep: number): Swap[] => {
    const ls = betas.map(draw);
    return betas.slice(1).map((hotter, pair) => {
      if (pair % 2 !== sweep % 2) return UNTRIED;
      const gain = (hotter - (betas[pair] as number)) * ((ls[pair] as number) - (ls[pair + 1] as number));
      const ratio = Math.min(1, Math.exp(gain));
      return { ratio, accepted: random.random() <= ratio };
    });
  };
  return [0, 1].map(() => Array.from({ length: sweeps }, (_, sweep) => swapsOf(sweep)));
}

const geometric = (levels: number, ratio: number): number[] => Array.from({ length: levels }, (_, t) => ratio ** -t);

test('rejections are the exact ones of normal densities', (t) => {
  for (const { dimensions, ratio, acceptance } of laws.swapAcceptance) {
    if (dimensions > 5 || ratio > 4) continue;
    const { rows } = tempering(withSwaps(geometric(3, ratio), gaussianSwaps(geometric(3, ratio), dimensions, 20_000)));
    for (const { rejection } of rows.slice(0, -1))
      t.true(Math.abs((rejection as number) - 1 + acceptance) < 0.01, `d = ${dimensions}, R = ${ratio}: ${rejection}`);
    t.is(rows.at(-1)?.rejection, undefined);
  }
});

test('the barrier and its density are the exact ones of normal densities', (t) => {
  const betas = geometric(12, 10 ** (1 / 11));
  for (const dimensions of [2, 5]) {
    const exact = laws.communicationBarrier[dimensions] as number;
    const report = tempering(withSwaps(betas, gaussianSwaps(betas, dimensions, 8000)));
    t.true(Math.abs(report.barrier / exact - 1) < 0.02, `${report.barrier}, exact ${exact}`);
    t.is(report.suggestedLevels, Math.round(2 * exact) + 1);
    // Λ of a normal density grows with log β, so that λ(β) is Λ / (β log 10).
    for (const { beta, localBarrier } of report.rows.slice(1, -1))
      t.true(Math.abs((localBarrier * beta * Math.log(10)) / exact - 1) < 0.06, `λ(${beta}) = ${localBarrier}`);
    const wrong = report.rows.slice(1, -1).map(({ beta, localBarrier }) => localBarrier * beta ** 2);
    t.true(Math.max(...wrong) / Math.min(...wrong) > 2, 'another power of β is detected');
  }
});

/** Swaps that are accepted independently, as often as given. */
function independentSwaps(
  acceptance: readonly number[],
  sweeps: number,
  tries: (pair: number, sweep: number) => boolean,
) {
  const random = new Random(createBitGenerator(6));
  return Array.from({ length: 4 }, () =>
    Array.from({ length: sweeps }, (_, sweep) =>
      acceptance.map((ratio, pair) => (tries(pair, sweep) ? { ratio, accepted: random.random() <= ratio } : UNTRIED)),
    ),
  );
}

test('independent swaps make round trips as the law promises, for every scheme', (t) => {
  const alternating = (pair: number, sweep: number): boolean => pair % 2 === sweep % 2;
  for (const { acceptance, evenOdd } of laws.roundTripRate) {
    const betas = geometric(acceptance.length + 1, 2);
    for (const [tries, exact] of [
      [alternating, evenOdd],
      [() => true, 2 * evenOdd],
    ] as const) {
      const report = tempering(withSwaps(betas, independentSwaps(acceptance, 20_000, tries)));
      t.true(Math.abs(report.roundTripLaw / exact - 1) < 1e-10, `law ${report.roundTripLaw}, exact ${exact}`);
      t.true(Math.abs(report.roundTripRate / exact - 1) < 0.05, `rate ${report.roundTripRate}, exact ${exact}`);
      t.is(
        report.roundTrips,
        report.chains.reduce((sum, { roundTrips }) => sum + roundTrips, 0),
      );
      t.true(report.restarts >= report.roundTrips);
      t.true(report.restarts <= report.roundTrips + 4 * betas.length);
    }
  }
  const twice = tempering(
    withSwaps(
      geometric(4, 2),
      independentSwaps([0.3, 0.6, 0.5], 20_000, () => true),
    ),
  );
  t.true(Math.abs(twice.roundTripRate / 0.1 - 1) > 0.5, 'another scheme is detected');
});

test('counts round trips and restarts of a deterministic exchange', (t) => {
  const always: Swap = { ratio: 1, accepted: true };
  const { chains, roundTrips, restarts, roundTripRate, roundTripLaw } = tempering(
    withSwaps([1, 0.5], [Array.from({ length: 10 }, () => [always])]),
  );
  // State 1 restarts in sweep 1, state 0 returns in sweep 2, and so on.
  t.deepEqual(chains, [{ roundTrips: 9, restarts: 10 }]);
  t.deepEqual([roundTrips, restarts, roundTripRate, roundTripLaw], [9, 10, 0.9, 1]);
});

test('names pairs that hardly swap, and the lack of round trips', (t) => {
  const report = tempering(
    withSwaps(
      [1, 0.5, 0.1],
      independentSwaps([0.9, 0.01], 100, () => true),
    ),
  );
  t.deepEqual(codes(report), ['rarelySwaps']);
  t.regex(report.warnings[0]?.message as string, /Levels 1 and 2 \(β = 0.5 and 0.1\).*1.0 %/);
  t.deepEqual(
    codes(
      tempering(
        withSwaps(
          [1, 0.5],
          independentSwaps([0.5], 1000, () => true),
        ),
      ),
    ),
    [],
  );
  const refused = independentSwaps([0.5], 1000, () => true).map((sweeps) =>
    sweeps.map((pairs) => pairs.map((swap) => ({ ...swap, accepted: false }))),
  );
  t.deepEqual(codes(tempering(withSwaps([1, 0.5], refused))), ['noRoundTrip']);
});

test('a pair that was never tried has no rejection', (t) => {
  const report = tempering(
    withSwaps(
      [1, 0.5, 0.1],
      independentSwaps([0.5, 0.5], 10, (pair) => pair === 0),
    ),
  );
  t.deepEqual(
    report.rows.map(({ rejection, attempts }) => [rejection, attempts]),
    [
      [0.5, 40],
      [Number.NaN, 0],
      [undefined, undefined],
    ],
  );
  t.is(report.barrier, Number.NaN);
});

test('of a sampler is the same in memory and on disk, for every scheme', async (t) => {
  for (const swaps of ['sequential', 'evenOdd', 'evenOddTwice'] as const) {
    const sampler = await gaussianSampler(600, { swaps, chains: 3 });
    const report = tempering(sampler, { burnIn: 100 });
    t.deepEqual(await tempering(onDisk(sampler), { burnIn: 100 }), report);
    t.is(report.sweeps, 500);
    t.is(report.rows[0]?.attempts, swaps === 'evenOdd' ? 750 : 1500);
    t.true(report.roundTripRate < 1.1 * report.roundTripLaw, `${report.roundTripRate}, law ${report.roundTripLaw}`);
    t.true(report.roundTripRate > 0.4 * report.roundTripLaw, `${report.roundTripRate}, law ${report.roundTripLaw}`);
    t.deepEqual(codes(report), []);
  }
});

test('prints as a table, and is plain data as JSON', async (t) => {
  const report = tempering(await gaussianSampler(200));
  const lines = String(report).split('\n');
  t.regex(lines[0] as string, /^5 levels, 200 sweeps, 8 chains$/);
  t.regex(lines[1] as string, /^Barrier Λ = \d\.\d{3}, suggested number of levels \d$/);
  t.regex(lines[2] as string, /^Round trips \d+, restarts \d+$/);
  t.regex(lines[3] as string, /^0\.\d+ round trips per chain and sweep, 0\.\d+ if swaps were independent$/);
  t.true(lines.every((line) => line.length <= 80));
  t.is(new Set(lines.slice(5).map((line) => [...line].length)).size, 1, 'aligned');
  const json = JSON.parse(JSON.stringify(report));
  t.is(json.barrier, report.barrier);
  t.is(json.rows.length, 5);
});

test('uses the sweeps after the ladder stopped, and warns', async (t) => {
  const sampler = await gaussianSampler(1000, { ladder: equalRejection({ rounds: 4, firstRound: 20 }) });
  const report = tempering(sampler);
  t.deepEqual(codes(report), ['ladderMoved']);
  t.is(report.sweeps, 700);
  t.deepEqual(report.rows, tempering(sampler, { burnIn: 300 }).rows);
  const moving = tempering(await gaussianSampler(300, { ladder: vousden() }));
  t.deepEqual(codes(moving), ['ladderMoved', 'ownLadders']);
  t.is(moving.sweeps, 300);
});

test('follows no states through thinned sweeps', async (t) => {
  const sampler = await gaussianSampler(300);
  const { history } = sampler;
  const thinned = { ...onDisk(sampler), sweeps: 100, iterationOfSweep: (sweep: number) => 3 * (sweep + 1) };
  const swaps: typeof thinned.swaps = async (name, { chain, temperature }) =>
    history.swaps(name, { chain, temperature: temperature ?? 0, from: 2, thin: 3 });
  const report = await tempering({ ...thinned, swaps });
  t.deepEqual(codes(report), ['thinnedSweeps']);
  t.notRegex(String(report), /NaN|Round trips/);
  t.is(report.roundTrips, Number.NaN);
  t.deepEqual(report.chains, []);
  t.true(report.barrier > 0);
});

test('refuses sources without swaps', (t) => {
  t.throws(() => tempering(4 as never), { instanceOf: TypeError, message: /`source`/ });
  t.throws(() => tempering(withSwaps([1], [[[]]])), { instanceOf: RangeError, message: /at least two temperatures/ });
  t.throws(() => tempering({ ...withSwaps([1, 0.5], [[[UNTRIED]]]), sweeps: 0 }), { message: /to have sweeps/ });
});
