import type { Proposal } from '../proposals/composites/registry.ts';
import type { Tempering } from '../tempering/tempering.ts';

/** Settings of a sampler, as plain data. With the model, the seed and the start points they determine its numbers. */
export type Configuration = {
  /** Kind of the sampler. */
  readonly kind: 'metropolis-hastings' | 'parallel-tempered';
  /** Names of the parameters, in the order of a position. */
  readonly parameters: readonly string[];
  /** Proposals; each parameter belongs to exactly one. */
  readonly proposals: readonly Proposal<string>[];
  /** Settings of parallel tempering. */
  readonly tempering?: Tempering;
};
