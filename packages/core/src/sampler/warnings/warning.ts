/** A warning about something that is legal but probably not intended, or that went wrong without an error. */
export type SamplerWarning = {
  /**
   * Topic: a parameter that no jump moved, chains that accepted nothing, a singular covariance, componentwise learning of
   * correlated parameters, a ladder without β = 1, a ladder or proposals that still adapt, a parameter with a declared prior that the
   * likelihood does not read.
   */
  readonly code:
    | 'FROZEN'
    | 'STUCK'
    | 'SINGULAR'
    | 'COMPONENTWISE'
    | 'NO_POSTERIOR'
    | 'LADDER_ADAPTING'
    | 'ADAPTING'
    | 'UNREAD';
  /** Parameters concerned; empty if the warning concerns all. */
  readonly parameters: readonly string[];
  /** Readable message, with numbers and what to do. */
  readonly message: string;
};
