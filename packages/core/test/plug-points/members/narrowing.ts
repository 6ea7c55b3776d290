// A ladder rule, written against the contract alone: narrows the gap above the coldest level while it swaps rarely.
import type { LadderRule } from '#src/tempering/ladder-rule.js';

export type NarrowingSpec = { readonly kind: 'narrowing'; readonly target: number };
type NarrowingState = { readonly sweeps: Float64Array };

export const narrowing = (target: number): NarrowingSpec => ({ kind: 'narrowing', target });

export const narrowingRule: LadderRule<NarrowingSpec, NarrowingState> = {
  start: (_spec, betas) => ({ betas: betas.slice(), ladder: { sweeps: new Float64Array(1) } }),
  adapt({ target }, betas, { sweeps }, acceptance) {
    sweeps[0] = (sweeps[0] as number) + 1;
    if ((acceptance[0] as number) >= target) return;
    const [coldest, next] = betas as unknown as [number, number];
    betas[1] = next + (coldest - next) / (10 + (sweeps[0] as number));
  },
};
