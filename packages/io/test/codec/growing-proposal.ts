import type { KernelFactory } from '@epsie/core';

/** State of the kernel: of different size in every chain and level. */
type Memory = {
  readonly name: string;
  readonly huge: bigint;
  accepted: Float64Array;
  counts: number[];
  last?: Float32Array;
  notes: { readonly [key: string]: unknown }[];
};

/** A random walk whose state grows with every accepted step. */
export const growing: KernelFactory<unknown, Memory> = () => ({
  symmetric: true,
  initial: () => ({ name: 'growing', huge: -(3n ** 300n), accepted: new Float64Array(0), counts: [], notes: [{}] }),
  jump(from, to, _state, random) {
    for (let i = 0; i < from.length; i++) to[i] = (from[i] as number) + random.standardNormal();
  },
  adapt(state, { step, accepted, position }) {
    if (!accepted) return;
    state.accepted = Float64Array.of(...state.accepted, position[0] as number);
    state.counts = [...state.counts, step];
    if (step % 3 === 0) state.last = Float32Array.from(position);
    if (step % 5 === 0)
      state.notes = [...state.notes, { step, position: position.slice(), at: undefined, __proto: -0 }];
  },
});
