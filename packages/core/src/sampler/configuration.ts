import type { Proposal } from '../proposals/composites/registry.ts';
import type { Tempering } from '../tempering/tempering.ts';

/** Settings of a sampler, as plain data: all that decides its numbers besides model, seed and start. */
export type Configuration = {
  /** Which sampler. */
  readonly kind: 'metropolis-hastings' | 'parallel-tempered';
  /** Names, in the order of a position. */
  readonly parameters: readonly string[];
  /** Proposals that cover the parameters. */
  readonly proposals: readonly Proposal<string>[];
  /** Settings of parallel tempering. */
  readonly tempering?: Tempering;
};
