import { rangeError } from '@epsie/core/checks';
import { firstAfter } from '@epsie/core/history';
import { analyseTempered } from '../sources/analyse-tempered.ts';
import { firstSweepOf, isFixed, type Ladder, readLadder } from '../sources/ladder.ts';
import type { Steps } from '../sources/settle.ts';
import type { TemperedDisk, TemperedMemory, TemperedOptions, TemperedReading } from '../sources/tempered-source.ts';
import { barrierOf, localBarrier, roundTripLaw } from './barrier.ts';
import { isThinned, readSwapIndex, type Travels, travelsOf } from './index-process.ts';
import type { TemperingRow } from './numbers.ts';
import { type PairAttempts, readRejections } from './rejections.ts';
import { TemperingReport } from './report.ts';
import { warningsOf } from './warnings.ts';

/**
 * Returns the report on the swaps of a tempered sampler, or the promise of that of a run on disk: rejections, barrier, round trips, and how
 * many levels there should be. Sweeps that were made while the ladder moved are left out, unless it still moves.
 *
 * @throws RangeError if no sweep is recorded after burn-in
 *
 * @example
 * ```ts
 * import { tempering } from '@epsie/analysis';
 * import { betaLadder, ParallelTemperedSampler } from '@epsie/core';
 * import { normal } from '@epsie/priors';
 *
 * const sampler = new ParallelTemperedSampler({
 *   model: { prior: { x: normal(0, 4) }, logLikelihood: ({ x }) => -8 * (x * x - 4) ** 2 },
 *   chains: 4,
 *   betas: betaLadder(6, 1000, { prior: true }),
 *   swaps: 'evenOdd',
 *   seed: 1,
 * });
 * await sampler.start();
 * await sampler.run(2000);
 * const report = tempering(sampler, { burnIn: 500 });
 * console.log(String(report)); // a table with a line per level
 * console.log(report.barrier, report.suggestedLevels, report.roundTrips);
 * ```
 */
export function tempering(source: TemperedMemory, options?: TemperedOptions): TemperingReport;
export function tempering(source: TemperedDisk, options?: TemperedOptions): Promise<TemperingReport>;
export function tempering(
  source: TemperedMemory | TemperedDisk,
  options: TemperedOptions = {},
): TemperingReport | Promise<TemperingReport> {
  return analyseTempered('tempering', source, options, compute);
}

function* compute(reading: TemperedReading, burnIn: number): Steps<TemperingReport> {
  const { draws } = reading;
  const to = draws.sweeps;
  const ladder = yield* readLadder(reading, burnIn);
  const from = firstSweep(reading, ladder, { burnIn, to });
  const sweeps = to - from;
  const pairs = yield* readRejections(reading, from, to);
  const chains = yield* readTravels(reading, from, to);
  const rejections = pairs.map(({ rejection }) => rejection);
  const barrier = barrierOf(rejections);
  const roundTrips = total(chains, 'roundTrips');
  const tried = pairs.reduce((sum, { attempts }) => sum + attempts, 0) / (pairs.length * sweeps * draws.chains);
  const numbers = {
    rows: rowsOf(meanLadder(ladder), pairs),
    barrier,
    suggestedLevels: Math.max(2, Math.round(2 * barrier) + 1),
    sweeps,
    chains,
    roundTrips,
    restarts: total(chains, 'restarts'),
    roundTripRate: roundTrips / (sweeps * draws.chains),
    roundTripLaw: roundTripLaw(rejections, tried),
  };
  return new TemperingReport({ ...numbers, warnings: warningsOf(reading, ladder, numbers) });
}

function firstSweep(
  reading: TemperedReading,
  ladder: Ladder,
  { burnIn, to }: { readonly burnIn: number; readonly to: number },
): number {
  const { draws } = reading;
  const rows = { length: to, iterationOf: (row: number) => draws.iterationOfSweep(row) };
  const moved = isFixed(reading, ladder) && ladder.from > ladder.first;
  const first = moved ? firstSweepOf(draws, ladder.from) : firstAfter(rows, burnIn);
  if (first < to) return first;
  throw rangeError(
    `Expected \`source\` to have sweeps of swaps after iteration ${burnIn}, got none. Sample longer, and record runs with 'swaps' in \`stats\``,
  );
}

// States can be followed through every sweep alone. A run records every `thin`-th.
function* readTravels(reading: TemperedReading, from: number, to: number): Steps<Travels[]> {
  const { draws } = reading;
  if (isThinned(reading)) return [];
  const chains: Travels[] = [];
  for (let chain = 0; chain < draws.chains; chain++)
    chains.push(travelsOf(yield* readSwapIndex(reading, chain, from, to)));
  return chains;
}

const total = (chains: readonly Travels[], count: keyof Travels): number =>
  chains.length === 0 ? Number.NaN : chains.reduce((sum, travels) => sum + travels[count], 0);

function meanLadder({ betas }: Ladder): Float64Array {
  const [first] = betas as readonly [Float64Array];
  return first.map((beta, k) => beta + betas.reduce((sum, own) => sum + (own[k] as number) - beta, 0) / betas.length);
}

function rowsOf(betas: Float64Array, pairs: readonly PairAttempts[]): TemperingRow[] {
  const local = localBarrier(
    betas,
    pairs.map(({ rejection }) => rejection),
  );
  return Array.from(betas, (beta, level) => ({
    level,
    beta,
    rejection: pairs[level]?.rejection,
    attempts: pairs[level]?.attempts,
    localBarrier: local[level] as number,
  }));
}
