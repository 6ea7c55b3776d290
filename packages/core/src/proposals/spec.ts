/** Options that every proposal has. */
export type JumpOptions = {
  /** The proposal moves only at every n-th step, until `jumpIntervalDuration` of its own steps have passed. Default 1. */
  readonly jumpInterval?: number;
  /** Own steps after which a jump interval ends. Default: the duration of the adaptation. */
  readonly jumpIntervalDuration?: number;
};

/** The members that all proposals have in common as plain data. */
export type ProposalSpec<Kind extends string = string, P extends string = string> = {
  /** Family of the proposal. */
  readonly kind: Kind;
  /** The parameters that it moves, in the order of its numbers. */
  readonly parameters: readonly P[];
  /** Steps between two jumps; 1 is every step. */
  readonly jumpInterval: number;
  /** Own steps after which a jump interval ends. */
  readonly jumpIntervalDuration?: number;
};
