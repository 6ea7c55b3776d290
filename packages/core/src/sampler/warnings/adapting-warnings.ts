import type { LevelState, ProposalState } from '../../chain/state.ts';
import { familyStates, partsOf } from '../../proposals/parts.ts';
import type { Configuration } from '../configuration.ts';
import type { SamplerWarning } from './warning.ts';

/**
 * Returns a warning for every {@link adaptiveMixture} that still learns: the draws until then are not exactly from the posterior.
 *
 * @param levels the levels of every chain
 */
export function adaptingWarnings(
  { proposals }: Configuration,
  levels: readonly (readonly LevelState[])[],
): readonly SamplerWarning[] {
  const states = levels
    .flat()
    .map(({ proposals: ofLevel }) =>
      proposals.flatMap((spec, i) => familyStates(spec, ofLevel[i] as ProposalState) as readonly ProposalState[]),
    );
  return proposals.flatMap(partsOf).flatMap((part, i) => {
    if (part.kind !== 'adaptiveMixture') return [];
    const steps = states.map((ofLevel) => stepsOf(ofLevel[i] as ProposalState));
    const least = Math.min(...steps);
    const { duration = Number.POSITIVE_INFINITY, parameters } = part;
    if (Math.max(0, ...steps) === 0 || least >= duration) return [];
    return [{ code: 'ADAPTING', parameters, message: textOf(least, duration) }];
  });
}

const stepsOf = ({ steps, start = 1 }: ProposalState): number => steps - start + 1;

function textOf(steps: number, duration: number): string {
  const inexact = 'draws from before the end of the adaptation converge to the posterior, but are not exactly from it';
  if (duration === Number.POSITIVE_INFINITY)
    return (
      `The proposals of \`automatic\` adapt as long as the chains run, ever more slowly: ${inexact}. For exact draws, pass ` +
      '`proposals: [automatic({ duration: … })]`, run that long, and `clear()`'
    );
  return (
    `The proposals of \`automatic\` still adapt, at step ${steps} of ${duration} of \`adaptiveMixture\`: ${inexact}. ` +
    'Run on until this warning ends, and `clear()`'
  );
}
