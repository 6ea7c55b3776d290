import type { Level } from './levels.ts';
import { ENOUGH_CHAINS } from './standard-error.ts';

const LITTLE_OVERLAP = 0.03;

/** A reason to doubt an evidence. */
export type EvidenceWarning = {
  /** Topic of the warning. */
  readonly code: 'noPrior' | 'overlap' | 'fewChains' | 'ladderMoved';
  /** A sentence with the numbers, and a way out. */
  readonly message: string;
};

/** Returns the warnings for levels from the hottest to the coldest, and the overlaps of their pairs. */
export function warningsOf(levels: readonly Level[], overlaps: readonly number[]): EvidenceWarning[] {
  return [...noPrior(levels[0] as Level), ...littleOverlap(levels, overlaps), ...fewChains(levels[0] as Level)];
}

function noPrior({ beta }: Level): EvidenceWarning[] {
  if (beta === 0) return [];
  const message = `No level has β = 0: this is log Z(1) − log Z(${beta}), the ratio to the hottest level, not the evidence. Add a level at β = 0`;
  return [{ code: 'noPrior', message }];
}

function littleOverlap(levels: readonly Level[], overlaps: readonly number[]): EvidenceWarning[] {
  return overlaps.flatMap((overlap, k) => {
    if (overlap >= LITTLE_OVERLAP) return [];
    const pair = `β = ${levels[k]?.beta} and β = ${levels[k + 1]?.beta}`;
    const message = `The overlap of ${pair} is ${overlap.toPrecision(2)}, below ${LITTLE_OVERLAP}: the error may be too small. Add a level between them`;
    return [{ code: 'overlap' as const, message }];
  });
}

function fewChains({ chains }: Level): EvidenceWarning[] {
  if (chains.length >= ENOUGH_CHAINS) return [];
  const message = `The jackknife needs at least ${ENOUGH_CHAINS} chains, got ${chains.length}: the standard error is the asymptotic one times the root of the autocorrelation time. Sample more chains`;
  return [{ code: 'fewChains', message }];
}
