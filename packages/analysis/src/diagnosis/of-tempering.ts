import { isConstant } from '../draws/matrix.ts';
import { mean } from '../draws/moments.ts';
import type { Steps } from '../sources/settle.ts';
import type { Reading } from '../sources/source.ts';
import type { Finding, Judged } from './finding.ts';
import { roundTrips } from './round-trips.ts';

/** Mean swap ratio below which a pair of levels hardly swaps. */
const RARE = 0.05;

/** Returns the findings about the temperatures: pairs that hardly swap, a ladder that moves, states that never travel. */
export function* ofTempering({ draws }: Reading, judged: Judged): Steps<readonly Finding[]> {
  if (draws.temperatures < 2) return [];
  return [...(yield* ladderFindings(draws, judged)), ...(yield* swapFindings(draws)), ...(yield* tripFindings(draws))];
}

type Draws = Reading['draws'];

function* ladderFindings(draws: Draws, { burnIn, length }: Judged): Steps<readonly Finding[]> {
  if (draws.betas === undefined || length === 0 || draws.iterationOfDraw(length - 1) <= burnIn) return [];
  for (let temperature = 0; temperature < draws.temperatures; temperature++)
    for (let chain = 0; chain < draws.chains; chain++) {
      const betas = yield draws.betas({ chain, temperature, burnIn, to: length });
      if (isConstant(betas)) continue;
      const message =
        `The ladder still moves after iteration ${burnIn}: β at temperature ${temperature} of chain ${chain} goes from ` +
        `${betas[0]?.toPrecision(3)} to ${betas.at(-1)?.toPrecision(3)}. Take draws from after it is frozen only`;
      return [{ severity: 'warning', code: 'LADDER_MOVES', message, chain, temperature }];
    }
  return [];
}

function* swapFindings(draws: Draws): Steps<readonly Finding[]> {
  const found: Finding[] = [];
  if (draws.swaps === undefined || !((draws.sweeps ?? 0) > 0)) return found;
  for (let temperature = 0; temperature + 1 < draws.temperatures; temperature++) {
    const ofChains: number[] = [];
    for (let chain = 0; chain < draws.chains; chain++) {
      const ratios = yield draws.swaps('ratio', { chain, temperature });
      ofChains.push(mean(ratios.filter((ratio) => !Number.isNaN(ratio))));
    }
    const rate = mean(Float64Array.from(ofChains));
    if (!(rate < RARE)) continue;
    const message =
      `Temperatures ${temperature} and ${temperature + 1} hardly swap: their mean ratio is ${rate.toPrecision(2)}, less than ${RARE}. Put a ` +
      'level between them, or let the ladder adapt (`equalRejection`)';
    found.push({ severity: 'warning', code: 'SWAPS', message, temperature });
  }
  return found;
}

function* tripFindings(draws: Draws): Steps<readonly Finding[]> {
  const { swaps, sweeps = 0, temperatures } = draws;
  if (swaps === undefined || sweeps === 0) return [];
  for (let chain = 0; chain < draws.chains; chain++) {
    const index: Float64Array[] = [];
    for (let temperature = 0; temperature < temperatures; temperature++)
      index.push(yield draws.swaps?.('index', { chain, temperature }) as Float64Array);
    if (roundTrips(index) > 0) return [];
  }
  const message =
    `No state went from the coldest temperature to the hottest and back in ${sweeps} sweeps of swaps: tempering has not mixed the modes. ` +
    'Run longer, or use more levels';
  return [{ severity: 'warning', code: 'NO_ROUND_TRIP', message }];
}
