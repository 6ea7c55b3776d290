import { expectNames, expectOptions } from '../../checks/validate.ts';
import { typeError } from '../../errors/wrong-use.ts';
import type { ModelView, ProposalFamily } from '../family.ts';
import { JUMP_OPTIONS, resolveJumpOptions } from '../jump-options.ts';
import type { ProposalKernel } from '../kernel.ts';
import { createDraws } from '../prior-draws.ts';
import type { JumpOptions, ProposalSpec } from '../spec.ts';

/** A {@link priorDraw} proposal as plain data. Without parameters it takes those of its cycle, or of its sampler. */
export type PriorDrawProposal<P extends string> = ProposalSpec<'priorDraw', P>;

/**
 * Draws from the prior, whatever the present point: a move that frees a chain which is stuck, and that is always accepted at β = 0. Its part
 * of the acceptance ratio is the prior of the old point over that of the new one (an independence sampler: Tierney 1994, Ann. Statist.
 * 22, 1701), so that the likelihoods alone decide. Seldom accepted where the posterior is much narrower than the prior: give it a small weight
 * in a {@link cycle}.
 *
 * With a model that declares its prior, the parameters can be any that are independent of the others under it: of a joint prior, all of
 * them. A model with `samplePrior` draws complete points, so all parameters of the sampler are needed.
 *
 * @param parameters a name or an array of names. Default: in a cycle, the parameters of the other members; else those of the sampler
 * @throws TypeError or RangeError that names the option, what was expected and what came. The sampler throws a TypeError where its model
 * cannot draw these parameters
 *
 * @example
 * ```ts
 * import { cycle, MetropolisHastingsSampler, normal, priorDraw } from '@epsie/core';
 *
 * const sampler = new MetropolisHastingsSampler({
 *   parameters: ['x'],
 *   model: {
 *     evaluate: ({ x }: { x: number }) => ({
 *       logPrior: Math.abs(x) <= 10 ? -Math.log(20) : -Infinity,
 *       logLikelihood: Math.log(Math.exp(-0.5 * (x - 7) ** 2) + Math.exp(-0.5 * (x + 7) ** 2)),
 *     }),
 *     samplePrior: (random) => ({ x: random.uniform(-10, 10) }),
 *   },
 *   proposals: [cycle([[priorDraw(), 1], [normal('x'), 9]])], // one step in ten can reach the other mode
 *   chains: 2,
 *   seed: 1,
 * });
 * await sampler.start();
 * await sampler.run(1000);
 * ```
 */
export function priorDraw<const P extends string = never>(
  parameters?: P | readonly P[],
  options: JumpOptions = {},
): PriorDrawProposal<P> {
  expectOptions('priorDraw', options, JUMP_OPTIONS);
  const names = parameters === undefined ? [] : expectNames('parameters', parameters);
  return { kind: 'priorDraw', parameters: names, ...resolveJumpOptions('priorDraw', options) };
}

/** The family of {@link priorDraw}. */
export const priorDrawFamily: ProposalFamily<PriorDrawProposal<string>> = {
  kind: 'priorDraw',
  kernel: () => unbound,
  bind: createBoundKernel,
};

const unbound: ProposalKernel = {
  symmetric: false,
  initial: () => ({}),
  jump: failUnbound,
  logDensity: failUnbound,
};

function failUnbound(): never {
  throw typeError(
    'Expected a sampler for `priorDraw`, which draws from the prior of its model. For the density, evaluate the model',
  );
}

function createBoundKernel({ parameters }: PriorDrawProposal<string>, view: ModelView): ProposalKernel {
  const { draw, logRatio } = createDraws(parameters, view);
  return {
    symmetric: false,
    initial: unbound.initial,
    jump: (_from, to, _state, random) => draw(to, random),
    logRatio: (from, to) => logRatio(from, to),
  };
}
