import { directionTo, dot, side } from './detectors.ts';
import type { Event } from './events.ts';
import { logLikelihood } from './model.ts';

/** Exact properties of the posterior, to compare with the samples. */
export type Truth = {
  /** Probability of the side of the detectors' plane where the source is. */
  readonly onItsSide: number;
  /** Mean of the cosine of the angle to the source. */
  readonly meanCosine: number;
  /** Area that contains 90 % of the probability, in square degrees. */
  readonly area: number;
  /** Log likelihood at the edge of that area. */
  readonly threshold: number;
};

const DEGREE = Math.PI / 180;
/** Cells per degree: a tenth of the width of the posterior. */
const FINENESS = 10;
/** Likelihoods below e^−30 of the largest are neglected. */
const NEGLIGIBLE = 30;

/** Integrates the posterior by the midpoint rule on a grid of right ascension and declination. */
export function integrate({ ra, dec, measurement }: Event): Truth {
  const source = directionTo(ra, dec);
  const cells: { logLikelihood: number; area: number; cosine: number; same: boolean }[] = [];
  const step = DEGREE / FINENESS;
  for (let i = 0; i < 180 * FINENESS; i++) {
    const cellDec = -90 * DEGREE + (i + 0.5) * step;
    for (let j = 0; j < 360 * FINENESS; j++) {
      const cellRa = (j + 0.5) * step;
      const value = logLikelihood(cellRa, cellDec, measurement);
      if (value < -NEGLIGIBLE) continue;
      const direction = directionTo(cellRa, cellDec);
      const same = side(direction) === side(source);
      cells.push({ logLikelihood: value, area: step * step * Math.cos(cellDec), cosine: dot(direction, source), same });
    }
  }
  cells.sort((p, q) => q.logLikelihood - p.logLikelihood);
  const weights = cells.map((cell) => cell.area * Math.exp(cell.logLikelihood));
  const total = sum(weights);
  let held = 0;
  const last = weights.findIndex((weight) => {
    held += weight;
    return held >= 0.9 * total;
  });
  return {
    onItsSide: sum(weights.filter((_, i) => cells[i]?.same)) / total,
    meanCosine: sum(weights.map((weight, i) => weight * (cells[i]?.cosine ?? 0))) / total,
    area: sum(cells.slice(0, last + 1).map(({ area }) => area)) / DEGREE ** 2,
    threshold: cells[last]?.logLikelihood ?? Number.NaN,
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
