import { expected, expectInteger, expectNames, expectOptions } from '../../checks/validate.ts';
import { rangeError, typeError } from '../../errors/wrong-use.ts';
import { JUMP_OPTIONS, resolveJumpOptions } from '../jump-options.ts';
import type { JumpOptions } from '../spec.ts';
import type { AutomaticProposal } from './spec.ts';

/** Options of {@link automatic}. */
export type AutomaticOptions<P extends string> = JumpOptions & {
  /** The parameters that it moves. Default: those of the sampler that no other proposal moves; in a cycle, those of its other members. */
  readonly parameters?: P | readonly P[];
  /**
   * Rough width of the range of each parameter, where a declared prior does not state it, or to replace what it states. Orders of
   * magnitude suffice.
   */
  readonly widths?: { readonly [K in P]?: number };
  /** Steps of the chain after which nothing adapts, so that the draws that follow are exact. Default: it always adapts, ever more slowly. */
  readonly duration?: number;
};

/**
 * The proposal for everyone who does not want to choose one: no scales, no tuning, any start. It is what moves the parameters of a model that
 * declares its prior, if nothing else does.
 *
 * A sampler replaces it by a {@link cycle} for the domains and widths of the declared prior:
 *
 * - {@link adaptiveMixture} for all real numbers and angles together, those on a sphere included;
 * - {@link solidAngle} for each direction on a sphere;
 * - {@link discrete} or {@link boundedDiscrete} for each integer;
 * - {@link priorDraw} for all of them in one step of fifty, which frees a chain that is stuck.
 *
 * For a model that does not declare its prior, pass `widths`; all parameters are then real numbers, and a draw from the prior is not
 * among the moves.
 *
 * It learns from the past of the chain, ever more slowly. The draws converge to the posterior all the same (Roberts & Rosenthal 2007, J. Appl.
 * Probab. 44, 458). With `duration` the learning ends, and what follows is an exact Markov chain; until then the sampler has a
 * warning of the code `ADAPTING`.
 *
 * @throws TypeError or RangeError that names the option, what was expected and what came
 *
 * @example
 * ```ts
 * import { automatic, MetropolisHastingsSampler } from '@epsie/core';
 *
 * const sampler = new MetropolisHastingsSampler({
 *   parameters: ['strain', 'frequency'],
 *   model: ({ strain, frequency }) => ({
 *     logPrior: 0,
 *     logLikelihood: -0.5 * (((strain - 1e-21) / 1e-23) ** 2 + ((frequency - 250) / 0.1) ** 2),
 *   }),
 *   proposals: [automatic({ widths: { strain: 1e-20, frequency: 200 }, duration: 10_000 })],
 *   chains: 4,
 *   seed: 1,
 * });
 * await sampler.start({ strain: [0, 1e-21, 2e-21, 3e-21], frequency: [200, 240, 260, 300] });
 * await sampler.run(10_000); // adapts
 * sampler.clear();
 * await sampler.run(10_000); // exact
 * ```
 */
export function automatic<const P extends string = never>(options: AutomaticOptions<P> = {}): AutomaticProposal<P> {
  expectOptions('automatic', options, ['parameters', 'widths', 'duration', ...JUMP_OPTIONS], '{ duration: 10_000 }');
  const { parameters, duration } = options;
  const names = parameters === undefined ? [] : expectNames('parameters', parameters);
  const widths = options.widths === undefined ? undefined : expectWidths(options.widths);
  return {
    kind: 'automatic',
    parameters: names,
    ...(widths === undefined ? {} : { widths }),
    ...(duration === undefined ? {} : { duration: expectInteger('duration', duration, 1) }),
    ...resolveJumpOptions('automatic', options, duration === undefined ? undefined : { kind: 'automatic', duration }),
  };
}

function expectWidths<P extends string>(widths: { readonly [K in P]?: number }): { readonly [K in P]?: number } {
  if (typeof widths !== 'object' || widths === null || Array.isArray(widths))
    throw typeError(expected('widths', 'an object of numbers by parameter name, like { x: 10 }', widths));
  for (const [name, width] of Object.entries(widths) as [string, unknown][]) {
    const what = 'a positive number';
    if (typeof width !== 'number') throw typeError(expected(`widths.${name}`, what, width));
    if (!(width > 0 && width < Number.POSITIVE_INFINITY)) throw rangeError(expected(`widths.${name}`, what, width));
  }
  return { ...widths };
}
