import { cholesky } from '../../math/cholesky.ts';
import { log } from '../../math/elementary.ts';
import { powersOf } from '../../math/powers.ts';
import type { Space } from '../archive/space.ts';
import type { Transition } from '../kernel.ts';
import { type Chart, createChart } from './chart.ts';
import { ALONE, WALK } from './moves.ts';
import { type MixtureState, sizeOf, usualLogScale } from './state.ts';
import { at } from './triangle.ts';

/** Acceptance ratios to reach: of moves of one parameter, and of moves of all (Roberts & Rosenthal 2001, Statist. Sci. 16, 351). */
const [ALONE_RATE, WALK_RATE] = [0.44, 0.234];
/** Growth of a window over the one before. */
const GROWTH = 1.5;
/** Windows after which the scale of the walk starts again, since its shape has changed. */
const RESCALED = 3;
/** Largest log of a standard deviation: a flat target without bounds lets it grow for ever. */
const LARGEST_LOG_SCALE = 300;
/** Largest log of the factor on a walk, above the usual one. */
const LARGEST_WALK = log(100);

/** Creates the function that learns from a step. */
export function createLearner(n: number, space: Space): (state: MixtureState, step: Transition) => void {
  const chart = createChart(n, space);
  const offset = new Float64Array(n);
  const aloneGains = powersOf(-0.7);
  const walkGains = powersOf(-0.6);
  const endWindow = createWindowEnd(n, chart);
  // Of an angle, the period: a wider jump is as uniform.
  const largest = Float64Array.from({ length: n }, (_, i) =>
    Math.min(LARGEST_LOG_SCALE, log(space.periods[i] ?? Number.POSITIVE_INFINITY)),
  );

  function adaptScales(state: MixtureState, { ratio }: Transition): void {
    if (state.move === ALONE) {
      const { index, tries, logScales } = state;
      const tried = (tries[index] as number) + 1;
      tries[index] = tried;
      const gain = Math.min(2, 8 * aloneGains(tried));
      const next = (logScales[index] as number) + gain * (ratio - ALONE_RATE);
      logScales[index] = Math.min(next, largest[index] as number);
    } else if (state.move === WALK) {
      state.walks++;
      state.logScale += Math.min(0.5, 3 * walkGains(state.walks)) * (ratio - WALK_RATE);
      state.logScale = Math.min(state.logScale, usualLogScale(n) + LARGEST_WALK);
    }
  }

  /** Adds the position to the sums of the window: the running mean and the products of deviations (Welford 1962, Technometrics 4, 419). */
  function addToWindow(state: MixtureState, { previous, position }: Transition): void {
    const { mean, sums, products, changes } = state;
    const before = state.inWindow;
    state.inWindow++;
    for (let i = 0; i < n; i++) {
      const change = space.difference(position[i] as number, previous[i] as number, i);
      changes[i] = (changes[i] as number) + change * change;
      offset[i] = space.difference(position[i] as number, mean[i] as number, i);
      sums[i] = (sums[i] as number) + (offset[i] as number);
    }
    if (before === 0) return;
    // Deviation from the mean with this point, times √(steps / (steps − 1)): its products are the increments of the sums.
    const factor = Math.sqrt((before + 1) / before);
    for (let i = 0; i < n; i++) offset[i] = factor * ((offset[i] as number) - (sums[i] as number) / (before + 1));
    for (let i = 0, k = 0; i < n; i++)
      for (let j = 0; j <= i; j++, k++)
        products[k] = (products[k] as number) + (offset[i] as number) * (offset[j] as number);
  }

  function record(state: MixtureState, position: Float64Array): void {
    state.wait--;
    if (state.wait > 0) return;
    const capacity = state.points.length / n;
    const row = (state.recorded % capacity) * n;
    chart.enter(state, position, offset);
    state.points.set(offset, row);
    state.recorded++;
    if (state.recorded % capacity === 0) state.interval *= 2;
    state.wait = state.interval;
  }

  return (state, step) => {
    if (Number.isNaN(state.mean[0] as number)) state.mean.set(step.previous);
    adaptScales(state, step);
    addToWindow(state, step);
    record(state, step.position);
    if (state.inWindow >= state.windowLength) endWindow(state);
  };
}

/** Creates the function that replaces mean and covariance by those of the present window, and starts the next one. */
function createWindowEnd(n: number, chart: Chart): (state: MixtureState) => void {
  const covariance = new Float64Array(n * n);
  const factor = new Float64Array(n * n);
  const points: Float64Array[] = [];

  function learn(state: MixtureState): boolean {
    const trust = trustOf(state, n);
    estimate(state, trust, covariance);
    if (cholesky(covariance, n, factor) < n || !factor.every(Number.isFinite)) return false;
    const size = sizeOf(state);
    for (let k = 0; k < size; k++) {
      points[k] ??= new Float64Array(n);
      chart.leave(state, state.points.subarray(k * n, (k + 1) * n), points[k] as Float64Array);
    }
    for (let i = 0; i < n; i++) {
      state.mean[i] = (state.mean[i] as number) + (state.sums[i] as number) / state.inWindow;
      for (let j = 0; j <= i; j++) state.factor[at(i, j)] = factor[i * n + j] as number;
    }
    chart.wrap(state.mean);
    for (let k = 0; k < size; k++)
      chart.enter(state, points[k] as Float64Array, state.points.subarray(k * n, (k + 1) * n));
    state.trust = trust;
    return true;
  }

  return (state) => {
    // Where a parameter did not move there is no covariance to learn yet, and the next window is no longer.
    if (learn(state)) {
      if (state.windows < RESCALED) state.logScale = usualLogScale(n);
      state.windows++;
      state.windowLength = Math.ceil(state.windowLength * GROWTH);
    }
    state.sums.fill(0);
    state.products.fill(0);
    state.changes.fill(0);
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
