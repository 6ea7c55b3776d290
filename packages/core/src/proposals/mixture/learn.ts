import { cholesky } from '../../math/cholesky.ts';
import { log } from '../../math/elementary.ts';
import { powersOf } from '../../math/powers.ts';
import type { Space } from '../archive/space.ts';
import type { Transition } from '../kernel.ts';
import { type Chart, createChart } from './chart.ts';
import { DRAW, ENOUGH_ACCEPTED, ONE_PARAMETER, WALK } from './move.ts';
import { createPoints, recordPoint } from './points.ts';
import { type MixtureState, usualLogScale } from './state.ts';
import { at } from './triangle.ts';
import { createWindow } from './window.ts';

/** Acceptance ratios to reach: of moves of one parameter, and of moves of all (Roberts & Rosenthal 2001, Statist. Sci. 16, 351). */
const [ONE_RATE, WALK_RATE] = [0.44, 0.234];
/**
 * Growth of a window over the one before: small on the way from the start, where only the latest points show the direction, and larger
 * once independent draws are accepted.
 */
const [SLOW_GROWTH, GROWTH] = [1.1, 1.5];
/** Windows after which the scale of the walk starts again, since its shape has changed. */
const RESCALED = 3;
/** Largest log of a standard deviation: a flat target without bounds lets it grow for ever. */
const LARGEST_LOG_SCALE = 300;
/** Largest log of the factor on a walk, above the usual one. */
const LARGEST_WALK = log(100);

/**
 * Creates the function that learns from a step.
 *
 * @param deviations standard deviations of the first jumps
 */
export function createLearner(deviations: Float64Array, space: Space): (state: MixtureState, step: Transition) => void {
  const n = deviations.length;
  const chart = createChart(n, space);
  const adaptScales = createScaleRule(deviations, space);
  const window = createWindow(n, space);
  const endWindow = createWindowEnd(n, chart);
  return (state, step) => {
    const { position } = step;
    if (Number.isNaN(state.mean[0] as number)) startAt(state, step.previous);
    adaptScales(state, step);
    window.add(state, position);
    if (--state.wait <= 0) recordPoint(state, position, chart);
    if (state.inWindow < state.windowLength) return;
    window.close(state);
    endWindow(state);
  };
}

function startAt(state: MixtureState, position: Float64Array): void {
  state.mean.set(position);
  state.latest.set(position);
}

/** Creates the rule for the scales of moves of one parameter and of the walk. */
function createScaleRule(
  deviations: Float64Array,
  { periods }: Space,
): (state: MixtureState, step: Transition) => void {
  const oneGains = powersOf(-0.7);
  const walkGains = powersOf(-0.6);
  const widestWalk = usualLogScale(deviations.length) + LARGEST_WALK;
  // Of an angle, the period: a wider jump is as uniform.
  const largest = deviations.map((deviation, i) =>
    Math.min(LARGEST_LOG_SCALE, log((periods[i] ?? Number.POSITIVE_INFINITY) / deviation)),
  );
  return (state, { ratio }) => {
    if (state.move === ONE_PARAMETER) {
      const { index, tries, logScales } = state;
      const tried = (tries[index] as number) + 1;
      tries[index] = tried;
      const gain = Math.min(2, 8 * oneGains(tried));
      const next = (logScales[index] as number) + gain * (ratio - ONE_RATE);
      logScales[index] = Math.min(next, largest[index] as number);
    } else if (state.move === WALK) {
      state.walks++;
      const next = state.logScale + Math.min(0.5, 3 * walkGains(state.walks)) * (ratio - WALK_RATE);
      state.logScale = Math.min(next, widestWalk);
    } else if (state.move === DRAW) {
      state.draws++;
      state.drawRatios += ratio;
    }
  };
}

/** Creates the function that replaces mean and covariance by those of the present window, and starts the next one. */
function createWindowEnd(n: number, chart: Chart): (state: MixtureState) => void {
  const covariance = new Float64Array(n * n);
  const factor = new Float64Array(n * n);
  const points = createPoints(n, chart);

  function learn(state: MixtureState): boolean {
    const trust = trustOf(state, n);
    estimate(state, trust, covariance);
    if (cholesky(covariance, n, factor) < n || !factor.every(Number.isFinite)) return false;
    points.leave(state);
    for (let i = 0; i < n; i++) {
      state.mean[i] = (state.mean[i] as number) + (state.sums[i] as number) / state.inWindow;
      for (let j = 0; j <= i; j++) state.factor[at(i, j)] = factor[i * n + j] as number;
    }
    chart.wrap(state.mean);
    points.enter(state);
    state.trust = trust;
    return true;
  }

  return (state) => {
    // Where a parameter did not move there is no covariance to learn yet, and the next window is no longer.
    if (learn(state)) {
      if (state.windows < RESCALED) state.logScale = usualLogScale(n);
      state.windows++;
      state.windowLength = Math.ceil(state.windowLength * (state.drawRate < ENOUGH_ACCEPTED ? SLOW_GROWTH : GROWTH));
    }
    points.admit(state);
    if (state.draws > 0) state.drawRate = state.drawRatios / state.draws;
    state.draws = 0;
    state.drawRatios = 0;
    state.sums.fill(0);
    state.products.fill(0);
    state.changes.fill(0);
    state.added = 0;
    state.inWindow = 0;
  };
}

/**
 * Returns the weight of a window in the learned correlations: k/(k + n) for k effective draws, as far as the lag-one autocorrelation shows
 * them, and n parameters.
 */
function trustOf({ products, changes, inWindow }: MixtureState, n: number): number {
  let jumps = 0;
  for (let i = 0; i < n; i++) {
    const variance = (products[at(i, i)] as number) / (inWindow - 1);
    if (variance > 0) jumps += Math.min(1, (changes[i] as number) / inWindow / (2 * variance)) / n;
  }
  const effective = (inWindow * jumps) / (2 - jumps);
  return effective / (effective + n);
}

/** Writes the covariance of a window, whose correlations are mixed with the learned ones. */
function estimate({ products, factor, inWindow }: MixtureState, trust: number, out: Float64Array): void {
  const n = Math.sqrt(out.length);
  const deviations = Float64Array.from({ length: n }, (_, i) =>
    Math.sqrt((products[at(i, i)] as number) / (inWindow - 1)),
  );
  const learned = Float64Array.from({ length: n }, (_, i) => Math.sqrt(rowProduct(factor, i, i)));
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const now = (products[at(i, j)] as number) / (inWindow - 1);
      const scale =
        ((deviations[i] as number) / (learned[i] as number)) * ((deviations[j] as number) / (learned[j] as number));
      const value = i === j ? now : trust * now + (1 - trust) * scale * rowProduct(factor, i, j);
      out[i * n + j] = value;
      out[j * n + i] = value;
    }
  }
}

function rowProduct(triangle: Float64Array, i: number, j: number): number {
  let sum = 0;
  for (let k = 0; k <= j; k++) sum += (triangle[at(i, k)] as number) * (triangle[at(j, k)] as number);
  return sum;
}
