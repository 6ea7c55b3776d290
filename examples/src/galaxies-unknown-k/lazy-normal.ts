import { type CustomProposal, customProposal, type KernelFactory } from '@epsie/core';

/** Options of {@link lazyNormal}. */
export type LazyNormalOptions = {
  /** Standard deviation of a move of each parameter. */
  readonly std: readonly number[];
  /** Probability of moving at all. */
  readonly rate: number;
};

/**
 * A normal jump that stays where it is most of the time. In a transdimensional jump, all components that are active before
 * and after move at once. If each moves seldom, some births and deaths happen while all other components stay.
 */
export const lazyNormalKernel: KernelFactory<LazyNormalOptions, object> = (_parameters, { std, rate }) => ({
  symmetric: true,
  initial: () => ({}),
  jump(from, to, _state, random) {
    const moves = random.random() < rate;
    for (let i = 0; i < from.length; i++)
      to[i] = (from[i] as number) + (moves ? (std[i] as number) * random.standardNormal() : 0);
  },
});

/** Creates a proposal with this kernel. */
export const lazyNormal = <const P extends string>(
  parameters: readonly P[],
  options: LazyNormalOptions,
): CustomProposal<P> => customProposal({ module: import.meta.url, export: 'lazyNormalKernel' }, parameters, options);
