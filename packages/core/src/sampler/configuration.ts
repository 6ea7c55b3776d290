import type { Proposal } from '../proposals/composites/registry.ts';
import type { VousdenSpec } from '../tempering/vousden.ts';

/** What a sampler is set to, as plain data: all that decides its numbers besides model, seed and start. */
export type Configuration = {
  /** Which sampler. */
  readonly kind: 'metropolis-hastings' | 'parallel-tempered';
  /** Names, in the order of a position. */
  readonly parameters: readonly string[];
  /** Proposals that cover the parameters. */
  readonly proposals: readonly Proposal<string>[];
  /** There with tempering. */
  readonly tempering?: {
    /** Inverse temperatures at the start, coldest first. */
    readonly betas: readonly number[];
    /** Iterations between two sweeps of swaps. */
    readonly swapInterval: number;
    /** How the ladder adapts, if it does. */
    readonly ladder?: VousdenSpec;
    /** Whether a level whose state changed starts its adaptation anew. */
    readonly resetAfterSwap: boolean;
  };
};
