import { log } from '../../math/elementary.ts';
import { type ArchiveSpec, defaultVariances, enoughPoints } from '../archive/options.ts';
import { createSpace } from '../archive/space.ts';
import type { ProposalKernel } from '../kernel.ts';
import { fullScale } from '../scales/scale.ts';
import { createChart } from './chart.ts';
import { learnedDensity } from './density.ts';
import { createLearner } from './learn.ts';
import { DRAW, ENOUGH_ACCEPTED, ONE_PARAMETER, SNOOKER } from './move.ts';
import { createMoves } from './moves.ts';
import { initialState, type MixtureState, sizeOf } from './state.ts';

/**
 * Weights of the moves, in the order of their numbers, as sums up to each: while the independent draws are not good enough, and once they
 * are.
 */
const FIRST = [0.36, 0.5, 0.74, 0.92, 1];
const LATER = [0.1, 0.2, 0.28, 0.45, 1];
/** The same for the moves that need no past points. */
const WITHOUT_PAST = [0.75, 1, 1, 1, 1];
/** Windows that count as the beginning, at least; it lasts until the correlations have this trust. */
const FIRST_WINDOWS = 4;
const ENOUGH_TRUST = 0.3;

/** Creates the kernel of an {@link adaptiveMixture}. */
export function createMixtureKernel(spec: ArchiveSpec): ProposalKernel<MixtureState> {
  const n = spec.parameters.length;
  const space = createSpace(spec);
  const { covariance, factor } = fullScale(spec.covariance ?? defaultVariances(spec), n);
  const deviations = Float64Array.from({ length: n }, (_, i) => Math.sqrt(covariance[i * n + i] as number));
  const moves = createMoves(deviations, space);
  const chart = createChart(n, space);
  const density = learnedDensity(n);
  const learn = createLearner(deviations, space);
  const least = enoughPoints(n);
  const { duration = Number.POSITIVE_INFINITY } = spec;
  const x = new Float64Array(n);

  const logDensity = (state: MixtureState, point: Float64Array): number => {
    chart.enter(state, point, x);
    return density.logDensity(state, x);
  };

  return {
    symmetric: false,
    initial: () => initialState(factor, n, spec.capacity),
    jump(from, to, state, random) {
      state.move = pickMove(weightsOf(state, least), random.random());
      state.stretch = moves[state.move]?.(state, from, to, random) ?? 0;
      if (state.stretch === 0) to.set(from);
    },
    logRatio(from, _to, state) {
      if (state.stretch === 0) return Number.NEGATIVE_INFINITY;
      if (state.move === DRAW) return logDensity(state, from) - state.logDensity;
      return state.move === SNOOKER ? (n - 1) * log(state.stretch) : 0;
    },
    adapt(state, step) {
      if (step.step - step.start + 1 < duration) learn(state, step);
    },
  };
}

function weightsOf(state: MixtureState, least: number): readonly number[] {
  if (sizeOf(state) < least) return WITHOUT_PAST;
  const ready = state.windows >= FIRST_WINDOWS && state.trust >= ENOUGH_TRUST && state.drawRate >= ENOUGH_ACCEPTED;
  return ready ? LATER : FIRST;
}

/** Returns the move that a uniform number picks. */
function pickMove(weights: readonly number[], u: number): number {
  let move = ONE_PARAMETER;
  while (u >= (weights[move] as number)) move++;
  return move;
}
