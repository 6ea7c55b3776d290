/** Topic of a finding. */
export type FindingCode =
  | 'TOO_SHORT'
  | 'STUCK'
  | 'CHAINS_DISAGREE'
  | 'FEW_SAMPLES'
  | 'UNDEFINED'
  | 'BURN_IN'
  | 'ACCEPTANCE'
  | 'ADAPTING'
  | 'SWAPS'
  | 'LADDER_MOVES'
  | 'NO_ROUND_TRIP';

/** Something that speaks against the draws of a sampler or a run. */
export type Finding = {
  /** `'error'`: the draws are not from the posterior; `'warning'`: they may not be, or are too few; `'note'`: for information. */
  readonly severity: 'error' | 'warning' | 'note';
  /** Topic of the finding. */
  readonly code: FindingCode;
  /** Sentence with numbers and what to do. */
  readonly message: string;
  /** Parameter concerned. */
  readonly parameter?: string;
  /** Index of the chain concerned; the worst one, if there are several. */
  readonly chain?: number;
  /** Indices of all chains concerned, the worst first. */
  readonly chains?: readonly number[];
  /** Index of the temperature concerned; of a pair of levels, that of the colder one. */
  readonly temperature?: number;
};

/** Draws that are judged. */
export type Judged = {
  /** Iterations left out at the start. */
  readonly burnIn: number;
  /** Iterations before the first judged draw: `burnIn`, or more where `clear()` removed the draws after it. */
  readonly start: number;
  /** Number of draws that were recorded when the diagnosis began. */
  readonly length: number;
  /** Iterations that were recorded when the diagnosis began. */
  readonly iterations: number;
  /** Effective samples that are asked for. */
  readonly wanted: number;
};
