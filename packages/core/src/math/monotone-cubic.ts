/**
 * Inverts the monotone cubic through increasing points: returns the x where it has the value `target`.
 *
 * Piecewise cubic (Fritsch & Carlson 1980, SIAM J. Numer. Anal. 17, 238) with the slopes of Fritsch & Butland (1984, SIAM J. Sci.
 * Stat. Comput. 5, 300): weighted harmonic means of the secants, which never overshoot, however unequal the intervals.
 *
 * @param x increasing, at least two
 * @param y increasing, as many
 * @param target from the first of `y` to the last
 */
export function invertMonotoneCubic(x: Float64Array, y: Float64Array, target: number): number {
  let k = 0;
  while (k < y.length - 2 && (y[k + 1] as number) < target) k++;
  const [from, width] = [x[k] as number, at(x, k + 1) - at(x, k)];
  const cubic = {
    from: at(y, k),
    to: at(y, k + 1),
    start: width * slopeAt(x, y, k),
    end: width * slopeAt(x, y, k + 1),
  };
  return from + width * bisect((t) => valueAt(cubic, t) < target);
}

/**
 * Returns the slopes at its points of the monotone cubic that `invertMonotoneCubic` inverts; at the ends, the first and the last
 * secant.
 *
 * @param x increasing, at least two
 * @param y increasing or constant, as many
 */
export const monotoneSlopes = (x: Float64Array, y: Float64Array): Float64Array => x.map((_, k) => slopeAt(x, y, k));

const at = (values: Float64Array, i: number): number => values[i] as number;

const secant = (x: Float64Array, y: Float64Array, k: number): number =>
  (at(y, k + 1) - at(y, k)) / (at(x, k + 1) - at(x, k));

function slopeAt(x: Float64Array, y: Float64Array, k: number): number {
  if (k === 0) return secant(x, y, 0);
  if (k === x.length - 1) return secant(x, y, k - 1);
  const [before, after] = [at(x, k) - at(x, k - 1), at(x, k + 1) - at(x, k)];
  const [a, b] = [2 * after + before, after + 2 * before];
  return (a + b) / (a / secant(x, y, k - 1) + b / secant(x, y, k));
}

/** Values at the ends of an interval of unit width, and slopes there. */
type Cubic = { readonly from: number; readonly to: number; readonly start: number; readonly end: number };

function valueAt({ from, to, start, end }: Cubic, t: number): number {
  const s = 1 - t;
  return s * s * (from * (1 + 2 * t) + start * t) + t * t * (to * (1 + 2 * s) - end * s);
}

/** Returns the t in [0, 1] up to which a condition holds. */
function bisect(holds: (t: number) => boolean): number {
  let [low, high] = [0, 1];
  for (let i = 0; i < 52; i++) {
    const middle = (low + high) / 2;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
