import type { SavedState } from '../golden/random-fixtures.ts';
import type { GoldenModel } from './golden-models.ts';
import type { GoldenNested, GoldenProposal } from './golden-proposals.ts';

/** `[temperature][chain]`. */
type PerChain<T> = readonly (readonly T[])[];

/** `[temperature][chain][iteration]`, or `[chain][sweep]` per temperature. */
type Series = PerChain<readonly number[]>;

/** Settings of a golden chain. */
export type GoldenConfig = {
  readonly sampler: 'MetropolisHastingsSampler' | 'ParallelTemperedSampler';
  readonly parameters: readonly string[];
  readonly proposals: readonly (GoldenProposal | GoldenNested)[];
  readonly model: GoldenModel;
  readonly seed: string;
  readonly nchains: number;
  readonly start: { readonly [parameter: string]: PerChain<number> };
  readonly schedule: readonly (
    | { readonly op: 'run'; readonly n: number }
    | { readonly op: 'clear' | 'resume' | 'reset_proposals' }
  )[];
  readonly betas_given: readonly number[];
  readonly swap_interval: number;
  readonly reset_after_swap?: boolean;
  readonly annealer?: { readonly tau: number; readonly nu: number; readonly Tmax_prior: boolean } | null;
};

/** Adaptive state of a proposal of the reference. */
export type GoldenProposalState = {
  readonly class: string;
  readonly nsteps: number;
  readonly model_proposal?: GoldenProposalState;
  readonly proposals?: readonly GoldenProposalState[];
  readonly [field: string]: unknown;
};

/** Samples recorded between two clears. */
export type GoldenSegment = {
  readonly positions: { readonly [parameter: string]: Series };
  readonly logl: Series;
  readonly logp: Series;
  readonly acceptance_ratio: Series;
  readonly accepted: Series;
  readonly blobs?: { readonly [name: string]: Series };
  readonly temperature_swaps?: Series;
  readonly temperature_acceptance?: Series;
};

/** A file in `test/fixtures/chains`: a run of the Python reference. */
export type GoldenChain = {
  readonly config: GoldenConfig;
  readonly expected: {
    readonly initial: {
      readonly logl: PerChain<number>;
      readonly logp: PerChain<number>;
      readonly proposal_state: PerChain<readonly GoldenProposalState[]>;
      readonly rng: readonly SavedState[];
    };
    readonly segments: readonly GoldenSegment[];
    readonly final: {
      readonly iteration: number;
      readonly lastclear: number;
      readonly proposal_state: PerChain<readonly GoldenProposalState[]>;
      readonly rng: readonly SavedState[];
      readonly betas?: readonly (readonly number[])[];
      readonly S?: readonly (readonly number[])[];
    };
  };
};
