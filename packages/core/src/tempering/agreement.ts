import { clonePlain } from '../data/plain-data.ts';
import { ladderRuleOf } from './registry.ts';
import type { TemperedChainState } from './state.ts';
import type { Tempering } from './tempering.ts';

/** Returns whether all chains of a run share a ladder that adapts. */
export const sharesLadder = (tempering: Tempering | undefined): boolean => nextAgreement(tempering, 0) !== undefined;

/**
 * Cuts a segment where the chains agree on a ladder. Those iterations are fixed, however long the segments are.
 *
 * @param iteration iterations before the segment
 * @returns the iterations of each part; a part ends with an agreement, except perhaps the last one
 */
export function partsBetweenAgreements(
  tempering: Tempering | undefined,
  iteration: number,
  iterations: number,
): readonly number[] {
  const parts: number[] = [];
  const end = iteration + iterations;
  let from = iteration;
  for (
    let next = nextAgreement(tempering, from);
    next !== undefined && next < end;
    next = nextAgreement(tempering, from)
  ) {
    parts.push(next - from);
    from = next;
  }
  return [...parts, end - from];
}

/**
 * Returns the states of the chains with the ladder that they agree on, or as they are if no agreement is due.
 *
 * @param from iteration at which a part began, as cut by {@link partsBetweenAgreements}
 * @param to iteration at which it ended
 * @param states states of all chains of the run; not changed
 */
export function agreeOnLadder<S extends object>(
  tempering: Tempering | undefined,
  from: number,
  to: number,
  states: readonly S[],
): readonly S[] {
  const spec = tempering?.ladder;
  if (spec === undefined || nextAgreement(tempering, from) !== to) return states;
  const chains = states as readonly TemperedChainState[];
  const ladders = chains.flatMap(({ ladder }) => ladder ?? []);
  const agreed = ladderRuleOf(spec).agree?.(spec, (chains[0] as TemperedChainState).betas, ladders);
  return agreed === undefined ? states : states.map((state) => ({ ...state, ...clonePlain(agreed) }));
}

/** Returns the next iteration after `iteration` at whose end the chains agree on a ladder, if there is one. */
function nextAgreement(tempering: Tempering | undefined, iteration: number): number | undefined {
  const spec = tempering?.ladder;
  if (tempering === undefined || spec === undefined) return undefined;
  const { swapInterval } = tempering;
  const sweep = ladderRuleOf(spec).nextAgreement?.(spec, Math.floor(iteration / swapInterval));
  return sweep === undefined ? undefined : sweep * swapInterval;
}
