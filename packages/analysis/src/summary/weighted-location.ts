import { wrap } from '../circular/circle.ts';
import { directionOf, spreadOf } from '../circular/direction.ts';
import type { ParameterKind } from '../sources/kinds.ts';
import {
  type WeightedOrder,
  weightedArc,
  weightedDrawn,
  weightedInterval,
  weightedOrder,
  weightedQuantile,
} from '../weights/weighted-order.ts';
import type { SummaryRow } from './row.ts';

/** Location and spread of weighted draws, and the draws on a line. */
export type WeightedLocation = {
  readonly numbers: Pick<SummaryRow, 'mean' | 'sd' | 'median' | 'lower' | 'upper'>;
  /** Maps a draw to a line: itself, or the difference of an angle from the mean direction. */
  readonly straight: (x: number) => number;
  /** Mean on that line. */
  readonly center: number;
  /** Draws on that line. */
  readonly order: WeightedOrder;
};

/** Returns the location of draws without NaN. */
export function locate(
  values: Float64Array,
  weights: Float64Array,
  kind: ParameterKind,
  probability: number,
): WeightedLocation {
  return kind.kind === 'circular'
    ? locateAngles(values, weights, kind.circle, probability)
    : locateNumbers(values, weights, kind.kind === 'discrete', probability);
}

function locateNumbers(
  values: Float64Array,
  weights: Float64Array,
  isDiscrete: boolean,
  probability: number,
): WeightedLocation {
  const order = weightedOrder(values, weights);
  const guess = weightedDrawn(order, 0.5);
  const mean = guess + averageOf(values, weights, (x) => x - guess);
  const sd = Math.sqrt(averageOf(values, weights, (x) => (x - mean) ** 2));
  const [lower, upper] = weightedInterval(order, probability);
  const median = isDiscrete ? guess : weightedQuantile(order, 0.5);
  return { numbers: { mean, sd, median, lower, upper }, straight: (x) => x, center: mean, order };
}

function locateAngles(
  values: Float64Array,
  weights: Float64Array,
  circle: readonly [number, number],
  probability: number,
): WeightedLocation {
  const direction = directionOf(values, circle, weights);
  const turn = circle[1] - circle[0];
  const straight = (x: number): number => wrap(x - direction.mean, [-turn / 2, turn / 2]);
  const back = (x: number): number => wrap(x + direction.mean, circle);
  const straightened = values.map(straight);
  const order = weightedOrder(straightened, weights);
  const [lower, upper] = weightedArc(order, probability, turn);
  return {
    numbers: {
      mean: direction.mean,
      sd: spreadOf(direction, circle),
      median: back(weightedQuantile(order, 0.5)),
      lower: back(lower),
      upper: back(upper),
    },
    straight,
    center: averageOf(straightened, weights, (x) => x),
    order,
  };
}

function averageOf(values: Float64Array, weights: Float64Array, of: (x: number) => number): number {
  let [sum, total] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const weight = weights[i] as number;
    if (weight > 0) sum += weight * of(values[i] as number);
    total += weight;
  }
  return sum / total;
}
