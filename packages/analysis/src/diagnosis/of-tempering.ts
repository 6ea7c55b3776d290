import { firstAfter } from '@epsie/core/history';
import { isFixed, readLadder } from '../sources/ladder.ts';
import type { Steps } from '../sources/settle.ts';
import type { Reading } from '../sources/source.ts';
import type { TemperedDraws, TemperedReading } from '../sources/tempered-source.ts';
import { roundTripLaw } from '../tempering/barrier.ts';
import { readSwapIndex, travelsOf } from '../tempering/index-process.ts';
import { type PairAttempts, readRejections } from '../tempering/rejections.ts';
import type { Finding, Judged } from './finding.ts';

/** Mean swap ratio below which a pair of levels hardly swaps. */
const RARE = 0.05;

/** Returns the findings about the temperatures: pairs that hardly swap, a ladder that moves, states that never travel. */
export function* ofTempering(source: Reading, { burnIn }: Judged): Steps<readonly Finding[]> {
  const { betas, swaps, sweeps = 0, temperatures } = source.draws;
  if (temperatures < 2) return [];
  const reading = { draws: source.draws as TemperedDraws, tempering: source.configuration?.tempering };
  const found = betas === undefined ? [] : yield* ladderFindings(reading, burnIn);
  if (swaps === undefined || sweeps === 0) return found;
  const rows = { length: sweeps, iterationOf: (row: number) => reading.draws.iterationOfSweep(row) };
  const first = firstAfter(rows, burnIn);
  if (first === sweeps) return found;
  const pairs = yield* readRejections(reading, first, sweeps);
  return [...found, ...swapFindings(pairs), ...(yield* tripFindings(reading, pairs, first, sweeps))];
}

function* ladderFindings(reading: TemperedReading, burnIn: number): Steps<readonly Finding[]> {
  const ladder = yield* readLadder(reading, burnIn);
  if (ladder.from === ladder.first) return [];
  const end = reading.draws.iterationOfDraw(ladder.from - 1);
  const message = isFixed(reading, ladder)
    ? `The ladder moved up to iteration ${end}, but \`burnIn\` is ${burnIn}. Pass a \`burnIn\` of ${end} or more`
    : `The ladder still moves at iteration ${end}, the last one: no draws are from fixed temperatures. Let it end, with ` +
      '`equalRejection()` or `vousden({ duration })`, and sample on';
  return [{ severity: 'warning', code: 'LADDER_MOVES', message }];
}

const swapFindings = (pairs: readonly PairAttempts[]): readonly Finding[] =>
  pairs.flatMap(({ rejection, attempts }, temperature): readonly Finding[] => {
    const rate = 1 - rejection;
    if (!(rate < RARE)) return [];
    const message =
      `Temperatures ${temperature} and ${temperature + 1} hardly swap: their mean ratio in ${attempts} attempts is ${rate.toPrecision(2)}, less ` +
      `than ${RARE}. Put a level between them, or let the ladder adapt (\`equalRejection\`)`;
    return [{ severity: 'warning', code: 'SWAPS', message, temperature }];
  });

function* tripFindings(
  reading: TemperedReading,
  pairs: readonly PairAttempts[],
  first: number,
  end: number,
): Steps<readonly Finding[]> {
  const { draws, tempering } = reading;
  const interval = end < 2 ? 0 : draws.iterationOfSweep(1) - draws.iterationOfSweep(0);
  if (tempering !== undefined && interval > tempering.swapInterval) return [thinned(interval, tempering.swapInterval)];
  for (let chain = 0; chain < draws.chains; chain++)
    if (travelsOf(yield* readSwapIndex(reading, chain, first, end)).roundTrips > 0) return [];
  return [noTrip(pairs, end - first, draws.chains)];
}

function thinned(interval: number, swapInterval: number): Finding {
  const message =
    `Round trips cannot be counted: swaps were recorded every ${interval} iterations, but made every ${swapInterval}. Record the run with ` +
    '`thin: 1` to count them';
  return { severity: 'note', code: 'NO_ROUND_TRIP', message };
}

function noTrip(pairs: readonly PairAttempts[], sweeps: number, chains: number): Finding {
  const attempts = pairs.reduce((sum, pair) => sum + pair.attempts, 0);
  const law = roundTripLaw(
    pairs.map(({ rejection }) => rejection),
    attempts / (pairs.length * sweeps * chains),
  );
  const usual = Math.round(law * sweeps * chains);
  const way =
    usual >= 5
      ? `independent swaps would make about ${usual}: the levels mix slowly. Improve the proposals, or raise \`swapInterval\``
      : `even independent swaps would make about ${usual}: run longer, or change the ladder (see \`tempering\`)`;
  const message = `No state went from the coldest temperature to the hottest and back in ${sweeps} sweep${sweeps === 1 ? '' : 's'} of ${chains} chains; ${way}`;
  return { severity: 'warning', code: 'NO_ROUND_TRIP', message };
}
