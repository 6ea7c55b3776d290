import { rangeError } from '@epsie/core/checks';
import { skipBurnIn } from '@epsie/core/history';
import type { Steps } from './settle.ts';
import type { TemperedReading } from './tempered-source.ts';

/** Fewest sweeps, or draws where no sweeps are recorded, after which a ladder counts as fixed. */
const FIXED_SWEEPS = 10;

/** The ladder of each chain, and the draws that were made with it. */
export type Ladder = {
  /** β by chain and temperature, of the last draw. */
  readonly betas: readonly Float64Array[];
  /** First draw after burn-in. */
  readonly first: number;
  /** First draw from which on no ladder moved. */
  readonly from: number;
  /** Draw behind the last one. */
  readonly to: number;
};

/**
 * Reads the ladders of all chains.
 *
 * @throws RangeError if all draws are burn-in
 */
export function* readLadder({ draws, tempering }: TemperedReading, burnIn: number): Steps<Ladder> {
  const { chains, temperatures, length: to } = draws;
  const first = skipBurnIn({ length: to, iterationOf: (row) => draws.iterationOfDraw(row) }, burnIn, 'draw');
  const betas = Array.from({ length: chains }, () => new Float64Array(temperatures));
  // Only the last draw of a ladder that is known to be fixed.
  let from = tempering !== undefined && tempering.ladder === undefined ? to - 1 : first;
  const begin = from;
  for (const [chain, ladder] of betas.entries()) {
    for (let temperature = 0; temperature < temperatures; temperature++) {
      const series: Float64Array = yield draws.betas({ chain, temperature, from: begin, to });
      const last = series[series.length - 1] as number;
      ladder[temperature] = last;
      from = Math.max(from, begin + series.findLastIndex((beta) => beta !== last) + 1);
    }
  }
  return { betas, first, from: begin === first ? from : first, to };
}

/** Returns whether the ladders stayed where they are for long enough to count as fixed. */
export function isFixed({ draws }: TemperedReading, { first, from, to }: Ladder): boolean {
  if (from === first) return true;
  return (draws.sweeps === 0 ? to - from : draws.sweeps - firstSweepOf(draws, from)) >= FIXED_SWEEPS;
}

/** Returns the first recorded sweep that was made with the ladder of a draw, or after the draw before it. */
export function firstSweepOf(draws: TemperedReading['draws'], from: number): number {
  if (from === 0) return 0;
  const before = draws.iterationOfDraw(from - 1);
  let [low, high] = [0, draws.sweeps];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (draws.iterationOfSweep(middle) > before) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Returns a chain whose ladder differs from that of chain 0, if there is one. */
export const otherLadder = ({ betas }: Ladder): number =>
  betas.findIndex((ladder) => ladder.some((beta, k) => beta !== betas[0]?.[k]));

/**
 * Checks that the ladder stays where it is, and that all chains share it. Returns its β.
 *
 * @throws RangeError that names the way out
 */
export function expectSharedLadder(reading: TemperedReading, ladder: Ladder): Float64Array {
  if (!isFixed(reading, ladder)) {
    const end = reading.draws.iterationOfDraw(ladder.from - 1);
    throw rangeError(
      `Expected a ladder that no longer moves, got one that moved until iteration ${end}. Let it end, with \`vousden({ duration })\` or \`equalRejection()\`, and sample on`,
    );
  }
  const other = otherLadder(ladder);
  if (other < 0) return ladder.betas[0] as Float64Array;
  const [ours, theirs] = [0, other].map((chain) => Array.from(ladder.betas[chain] as Float64Array).join(', '));
  throw rangeError(
    `Expected all chains to share one ladder, got β = ${ours} of chain 0 and ${theirs} of chain ${other}. Use \`equalRejection({ shared: true })\`, or pass each chain to \`evidenceOf\` alone`,
  );
}

/** Returns a sentence about the draws that were left out because the ladder moved; undefined without any. */
export function movedMessage({ draws }: TemperedReading, { first, from }: Ladder): string | undefined {
  if (from === first) return undefined;
  const end = draws.iterationOfDraw(from - 1);
  return `The ladder moved until iteration ${end}: the ${from - first} draws of each chain up to there were left out. Set \`burnIn: ${end}\` or more`;
}
