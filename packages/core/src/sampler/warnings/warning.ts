/** Something that is legal, but probably not meant, or that went wrong without an error. */
export type SamplerWarning = {
  /**
   * Topic: a parameter that no jump moved, chains that accepted nothing, a singular covariance, componentwise learning of
   * correlated parameters, a ladder without β = 1.
   */
  readonly code: 'FROZEN' | 'STUCK' | 'SINGULAR' | 'COMPONENTWISE' | 'NO_POSTERIOR';
  /** The parameters it is about; none if it is about all. */
  readonly parameters: readonly string[];
  /** A sentence for people, with numbers and the way out. */
  readonly message: string;
};
