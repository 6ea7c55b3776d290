// A family, written against the contract alone: a uniform step within ± std.

import type { Adaptation } from '@epsie/core';
import type { ProposalFamily } from '#src/proposals/family.js';
import { type IndependentOptions, independentScale, resolveIndependent } from '#src/proposals/scales/independent.js';
import type { ProposalSpec } from '#src/proposals/spec.js';

export type UniformStepProposal = ProposalSpec<'uniformStep'> & {
  readonly covariance?: readonly number[];
  readonly adaptation?: Adaptation;
};

export const uniformStep = (parameters: readonly string[], options: IndependentOptions = {}): UniformStepProposal => ({
  kind: 'uniformStep',
  parameters,
  ...resolveIndependent('uniformStep', parameters, options),
});

export const uniformStepFamily: ProposalFamily<UniformStepProposal> = {
  kind: 'uniformStep',
  domain: () => ({ lower: 0, upper: Number.POSITIVE_INFINITY }),
  label: () => 'steps',
  kernel: (spec) => ({
    symmetric: true,
    ...independentScale(spec),
    jump(from, to, state, random) {
      const std = state['std'] as Float64Array;
      for (let i = 0; i < std.length; i++) to[i] = (from[i] as number) + random.uniform(-1, 1) * (std[i] as number);
    },
    logDensity(to, from, state) {
      const std = state['std'] as Float64Array;
      return std.reduce((sum, width, i) => {
        const inside = Math.abs((to[i] as number) - (from[i] as number)) <= width;
        return sum + (inside ? -Math.log(2 * width) : Number.NEGATIVE_INFINITY);
      }, 0);
    },
  }),
};
