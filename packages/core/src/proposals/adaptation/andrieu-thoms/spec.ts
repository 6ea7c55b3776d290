/** An {@link andrieuThoms} adaptation as plain data. */
export type AndrieuThomsSpec = {
  /** Name of the rule. */
  readonly kind: 'andrieuThoms';
  /** Steps after which it stops. */
  readonly duration: number;
  /** Whether the proposal's parameters stay independent. */
  readonly diagonal: boolean;
  /** Whether every parameter has a scale of its own. */
  readonly componentwise: boolean;
  /** Step at which it starts. */
  readonly start: number;
  /** Acceptance rate to reach. */
  readonly targetRate: number;
  /** Where the running mean of the positions starts. */
  readonly initialMean: 'start' | 'origin';
};
