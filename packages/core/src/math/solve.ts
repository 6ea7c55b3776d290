/** Value and slope of an increasing function at a point. */
export type Tangent = {
  /** Value at the point. */
  readonly value: number;
  /** Slope at the point. */
  readonly slope: number;
};

const MOST_STEPS = 200;
/** Of Newton's step relative to the distance from 0 and from the bounds: the next one would be lost in rounding. */
const LAST_STEP = 1e-10;
const PRECISION = 2 * Number.EPSILON;

/**
 * Returns the zero of an increasing function between two bounds, either of which may be infinite: by Newton's steps, and by
 * bisection where they leave the bracket.
 */
export function solve(tangent: (t: number) => Tangent, start: number, lowest: number, highest: number): number {
  let [low, high, t] = [lowest, highest, start];
  for (let i = 0; i < MOST_STEPS; i++) {
    const { value, slope } = tangent(t);
    if (value === 0) return t;
    if (value > 0) high = t;
    else low = t;
    const newton = t - value / slope;
    const isInside = newton >= low && newton <= high && Number.isFinite(newton);
    const next = isInside ? newton : between(low, high);
    const scale = Math.min(Math.abs(t), t - lowest, highest - t);
    if (Math.abs(next - t) <= Math.max(isInside ? LAST_STEP * scale : 0, PRECISION * Math.abs(t))) return next;
    t = next;
  }
  return t;
}

function between(low: number, high: number): number {
  if (low === Number.NEGATIVE_INFINITY) return high - Math.max(1, Math.abs(high));
  if (high === Number.POSITIVE_INFINITY) return low + Math.max(1, Math.abs(low));
  return low + 0.5 * (high - low);
}
