import { ownSteps } from '../../chain/proposal-state.ts';
import type { LevelState, ProposalState } from '../../chain/state.ts';
import { directPartsOf, familyStates } from '../../proposals/parts.ts';
import type { ProposalSpec } from '../../proposals/spec.ts';
import type { Configuration } from '../configuration.ts';
import type { SamplerWarning } from './warning.ts';

/** A proposal that a warning may be about: it learns by itself, unlike those to which the user gave an adaptation. */
type Learner = ProposalSpec & { readonly duration?: number; readonly adaptation?: { readonly duration: number } };

/** A learner that has not ended: its steps so far, and those after which it ends. */
type Adapting = { readonly learner: Learner; readonly steps: number; readonly duration: number };

/**
 * Returns a warning for every {@link automatic} or {@link adaptiveMixture} that still learns: the draws until then are not exactly from
 * the posterior.
 *
 * @param levels the levels of every chain
 */
export function adaptingWarnings(
  { proposals }: Configuration,
  levels: readonly (readonly LevelState[])[],
): readonly SamplerWarning[] {
  const walking = levels.flat().filter(hasWalked);
  return proposals.flatMap((spec, i) => {
    const states = walking.map((level) => familyStates(spec, level.proposals[i] as ProposalState));
    const adapting = learnersOf(spec).flatMap((learner, part) =>
      learner === undefined
        ? []
        : adaptingAt(
            learner,
            states.map((parts) => parts[part] as ProposalState),
          ),
    );
    const [first] = adapting.toSorted((a, b) => b.duration - a.duration);
    if (first === undefined) return [];
    const parameters = [...new Set(adapting.flatMap(({ learner }) => learner.parameters))];
    return [{ code: 'ADAPTING', parameters, message: textOf(first) }];
  });
}

/** Returns whether a level has made a step: one at β = 0 that is drawn from the prior never does, and learns nothing. */
const hasWalked = ({ proposals }: LevelState): boolean => proposals.some(({ steps }) => steps > 0);

/** Returns the parts of a proposal, in the order of {@link familyStates}; undefined for those that are no learners. */
function learnersOf(spec: ProposalSpec, inAutomatic = false): readonly (Learner | undefined)[] {
  const isAutomatic = inAutomatic || (spec as { automatic?: true }).automatic === true;
  const parts = directPartsOf(spec);
  if (parts !== undefined) return parts.flatMap((part) => learnersOf(part, isAutomatic));
  return [isAutomatic || spec.kind === 'adaptiveMixture' ? spec : undefined];
}

function adaptingAt(learner: Learner, states: readonly ProposalState[]): readonly Adapting[] {
  const duration = durationOf(learner);
  const steps = states.map((state) => ownSteps(state.steps, learner) - (state.start ?? 1) + 1);
  const least = Math.min(...steps);
  return Math.max(0, ...steps) === 0 || least >= duration ? [] : [{ learner, steps: least, duration }];
}

function durationOf({ kind, duration, adaptation }: Learner): number {
  if (kind === 'adaptiveMixture') return duration ?? Number.POSITIVE_INFINITY;
  return adaptation?.duration ?? 0;
}

function textOf({ learner, steps, duration }: Adapting): string {
  const inexact = 'draws from before the end of the adaptation converge to the posterior, but are not exactly from it';
  if (duration === Number.POSITIVE_INFINITY)
    return (
      `The proposals of \`automatic\` adapt as long as the chains run, ever more slowly: ${inexact}. For exact draws, pass ` +
      '`proposals: [automatic({ duration: … })]`, run that long, and `clear()`'
    );
  return (
    `The proposals of \`automatic\` still adapt, at step ${steps} of ${duration} of \`${learner.kind}\`: ${inexact}. ` +
    'Run on until this warning ends, and `clear()`'
  );
}
