import { normal, ParallelTemperedSampler, type Pool, type PortableModelWithPrior, veitch } from '@epsie/core';
import type { Parameter } from './model.ts';

/** Settings of the sampler. */
export type Settings = {
  readonly model: PortableModelWithPrior<Parameter>;
  readonly chains: number;
  readonly seed: bigint;
  /** Iterations during which the proposals learn. */
  readonly burnIn: number;
  readonly pool: Pool;
};

/**
 * Twelve inverse temperatures, down to the prior: without that there is no evidence. The ladder is the one that `equalRejection` found
 * in an earlier run, so that all neighbours swap equally often from the beginning.
 */
export const betas: readonly number[] = [1, 0.7, 0.5, 0.35, 0.235, 0.15, 0.088, 0.048, 0.023, 0.009, 0.0022, 0];

/** Creates a sampler with chains at all temperatures. */
export function createSampler({ model, chains, seed, burnIn, pool }: Settings): ParallelTemperedSampler<Parameter> {
  const proposals = createProposals(burnIn);
  return new ParallelTemperedSampler({ model, chains, betas, proposals, seed, pool });
}

// Each temperature learns its own step size, as one fraction of the given widths for all parameters. The adaptation ends
// with the burn-in; from then on the chains sample the exact posterior. Without proposals, `automatic` would take a fifth
// fewer evaluations for the same precision. But it needs 1 µs per step, and the likelihood only 2 µs, so these are faster.
function createProposals(burnIn: number) {
  const duration = Math.max(burnIn, 2);
  return [
    normal(['mean1', 'mean2', 'mean3'], {
      adaptation: veitch({ duration, priorWidths: { mean1: 35, mean2: 35, mean3: 35 } }),
    }),
    normal(['logWidth1', 'logWidth2', 'logWidth3'], {
      adaptation: veitch({ duration, priorWidths: { logWidth1: 4, logWidth2: 4, logWidth3: 4 } }),
    }),
    normal(['weight1', 'weight2'], { adaptation: veitch({ duration, priorWidths: { weight1: 1, weight2: 1 } }) }),
  ];
}
