import { expectInteger } from '@epsie/core/checks';

/** Options of figures that show draws after burn-in. */
export type DrawOptions = {
  /** Parameters to show. Default: all. */
  readonly parameters?: string | readonly string[];
  /** Leaves out what was recorded up to this iteration. Default 0. */
  readonly burnIn?: number;
};

/** Names of {@link DrawOptions}. */
export const DRAW_OPTIONS: readonly string[] = ['parameters', 'burnIn'];

/** Checks the number of iterations to leave out. */
export const expectBurnIn = (burnIn: unknown): number => expectInteger('burnIn', burnIn ?? 0, 0);
