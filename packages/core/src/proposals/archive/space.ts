import type { Difference } from './archive.ts';
import type { ArchiveSpec } from './options.ts';

/** The space that jumps move in: which parameters are angles, and the bounds of the others. */
export type Space = {
  /** Whether some parameter has bounds. */
  readonly bounded: boolean;
  /** Whether some parameter is an angle. */
  readonly periodic: boolean;
  /** Period of each parameter, infinite of one that is not an angle; empty where none is. */
  readonly periods: Float64Array;
  /** Returns x − y of parameter number `i`: of an angle, the difference within half a turn. */
  readonly difference: Difference;
  /** Wraps the angles of a point. Returns whether the point is within the bounds. */
  readonly admit: (point: Float64Array) => boolean;
};

/** Creates the space of a proposal. */
export function createSpace({ bounds = [], period = [] }: ArchiveSpec): Space {
  const low = Float64Array.from(bounds, ([lower]) => lower);
  const high = Float64Array.from(bounds, ([, upper]) => upper);
  const origins = Float64Array.from(period, ([lower]) => lower);
  const periods = Float64Array.from(period, ([lower, upper]) => upper - lower);
  const bounded = bounds.length > 0;
  const periodic = period.length > 0;
  const plain: Difference = (x, y) => x - y;
  return {
    bounded,
    periodic,
    periods,
    difference: periodic ? (x, y, i) => wrapDifference(x - y, periods[i] as number) : plain,
    admit(point) {
      if (periodic) wrapPoint(point, origins, periods);
      return !bounded || isWithin(point, low, high);
    },
  };
}

/** Returns a difference within (−period / 2, period / 2]. */
function wrapDifference(difference: number, period: number): number {
  if (period === Number.POSITIVE_INFINITY) return difference;
  return difference - period * Math.ceil(difference / period - 0.5);
}

function wrapPoint(point: Float64Array, origins: Float64Array, periods: Float64Array): void {
  for (let i = 0; i < point.length; i++) {
    const period = periods[i] as number;
    if (period === Number.POSITIVE_INFINITY) continue;
    const origin = origins[i] as number;
    const turns = ((point[i] as number) - origin) / period;
    const wrapped = origin + period * (turns - Math.floor(turns));
    // A rest just below a turn can be rounded up to one.
    point[i] = wrapped < origin + period ? wrapped : origin;
  }
}

function isWithin(point: Float64Array, low: Float64Array, high: Float64Array): boolean {
  for (let i = 0; i < point.length; i++)
    if (!((point[i] as number) >= (low[i] as number) && (point[i] as number) <= (high[i] as number))) return false;
  return true;
}
