import { isFixed, type Ladder, movedMessage, otherLadder } from '../sources/ladder.ts';
import type { TemperedReading } from '../sources/tempered-source.ts';
import type { TemperingNumbers, TemperingRow, TemperingWarning } from './numbers.ts';

/** Acceptance below which a pair hardly swaps. */
const RARE = 0.05;
/** Round trips that the law promises before their absence is a finding. */
const EXPECTED_TRIPS = 5;

type Counted = Omit<TemperingNumbers, 'warnings'>;

/** Returns the warnings for the numbers of a report. */
export function warningsOf(reading: TemperedReading, ladder: Ladder, numbers: Counted): TemperingWarning[] {
  return [...ladderWarnings(reading, ladder), ...rareSwaps(numbers.rows), ...travelWarnings(reading, numbers)];
}

function ladderWarnings(reading: TemperedReading, ladder: Ladder): TemperingWarning[] {
  const warnings: TemperingWarning[] = [];
  const moved = movedMessage(reading, ladder);
  if (!isFixed(reading, ladder)) {
    const message =
      'The ladder still moves: rejections are averages over its history. Let it end, with `vousden({ duration })` or `equalRejection()`';
    warnings.push({ code: 'ladderMoved', message });
  } else if (moved !== undefined) warnings.push({ code: 'ladderMoved', message: moved });
  if (otherLadder(ladder) >= 0) {
    const message =
      'Chains have different ladders: β and rejections are averages over chains. Share a ladder with `equalRejection({ shared: true })`';
    warnings.push({ code: 'ownLadders', message });
  }
  return warnings;
}

function rareSwaps(rows: readonly TemperingRow[]): TemperingWarning[] {
  return rows.flatMap(({ level, beta, rejection }, k) => {
    if (rejection === undefined || !(rejection > 1 - RARE)) return [];
    const hotter = rows[k + 1]?.beta;
    const accepted = `${((1 - rejection) * 100).toPrecision(2)} %`;
    const message = `Levels ${level} and ${level + 1} (β = ${beta} and ${hotter}) hardly swap: they accept ${accepted}. Add a level between them`;
    return [{ code: 'rarelySwaps' as const, message }];
  });
}

function travelWarnings({ draws }: TemperedReading, numbers: Counted): TemperingWarning[] {
  const { roundTrips, roundTripLaw, sweeps } = numbers;
  if (Number.isNaN(roundTrips)) {
    const message =
      'The recorded sweeps are thinned, so that states cannot be followed: record the run with `thin: 1` for round trips';
    return [{ code: 'thinnedSweeps', message }];
  }
  const promised = roundTripLaw * sweeps * draws.chains;
  if (roundTrips > 0 || !(promised >= EXPECTED_TRIPS)) return [];
  const message = `No state made a round trip in ${sweeps} sweeps, where independent swaps would make ${Math.round(promised)}: levels explore slowly. Improve the proposals, or raise \`swapInterval\``;
  return [{ code: 'noRoundTrip', message }];
}
