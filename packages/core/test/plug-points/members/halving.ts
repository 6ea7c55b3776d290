// An adaptation rule, written against the contract alone: halves the widths after rejections, doubles them after acceptances.
import type { AdaptationRule, AdaptationSpec, AdaptiveScale } from '#src/proposals/adaptation/rule.js';
import { stepsSinceStart } from '#src/proposals/adaptation/rule.js';
import type { DiagonalScale } from '#src/proposals/scales/scale.js';

export type HalvingSpec = AdaptationSpec & { readonly kind: 'halving'; readonly factor: number };

export const halving = (duration: number, factor = 1.1): HalvingSpec => ({ kind: 'halving', duration, factor });

export function halveWidths({ duration, factor }: HalvingSpec, { std }: DiagonalScale): AdaptiveScale<DiagonalScale> {
  return {
    initial: () => ({ std: std.slice() }),
    adapt(state, step) {
      if (stepsSinceStart(step) >= duration) return;
      for (let i = 0; i < std.length; i++)
        state.std[i] = (state.std[i] as number) * (step.accepted ? factor : 1 / factor);
    },
  };
}

export const halvingRule: AdaptationRule<HalvingSpec> = {
  kind: 'halving',
  fits: { diagonal: halveWidths },
  scale: () => 'diagonal',
};
