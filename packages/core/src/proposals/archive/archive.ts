import type { Random } from '../../random/random.ts';

/**
 * The past of a chain as moves of differences use it: a bounded number of its points, as adaptive state. Plain data, owned by one level of
 * a chain.
 */
export type Archive = {
  /** The points, row by row: capacity × parameters. */
  readonly points: Float64Array;
  /** Mean absolute deviation of each parameter in them: the unit in which moves measure it. */
  readonly spread: Float64Array;
  /** Points that were recorded, with those that later ones replaced. */
  recorded: number;
  /** Steps between two records. */
  interval: number;
  /** Steps to the next record. */
  wait: number;
  /**
   * Note of the last jump to its `logRatio`: the factor by which a snooker move stretched the distance to its archive point, 1 of any other
   * move, and 0 of one that is refused.
   */
  stretch: number;
};

/** Returns x − y of parameter number `i`, as its domain defines it. */
export type Difference = (x: number, y: number, i: number) => number;

/**
 * Function that writes a jump from `from` to `to`. It returns the factor by which the jump stretches the distance to a point of the archive:
 * 1 for a symmetric jump, 0 for one that must be refused.
 */
export type Move = (from: Float64Array, to: Float64Array, archive: Archive, random: Random) => number;

/** Creates an empty archive. */
export const emptyArchive = (capacity: number, parameters: number): Archive => ({
  points: new Float64Array(capacity * parameters),
  spread: new Float64Array(parameters),
  recorded: 0,
  interval: 1,
  wait: 1,
  stretch: 1,
});

/** Returns the number of points in an archive. */
export const sizeOf = ({ points, spread, recorded }: Archive): number =>
  Math.min(recorded, points.length / spread.length);

/**
 * Counts a step, and records the position if that is due. Consecutive records differ: a chain that rejects for long fills its archive with
 * one point otherwise.
 *
 * A full archive replaces its oldest points, and the interval doubles with every round. So the archive has the later part of the past, up to
 * between a half and three quarters of it, forgets where the chain started, and a share of it that falls as 1/t changes in a step.
 */
export function record(archive: Archive, position: Float64Array, difference: Difference): void {
  archive.wait--;
  if (archive.wait > 0) return;
  archive.wait = 1;
  if (archive.recorded > 0 && isLatest(archive, position)) return;
  const { points } = archive;
  const n = position.length;
  const capacity = points.length / n;
  points.set(position, (archive.recorded % capacity) * n);
  archive.recorded++;
  if (archive.recorded % capacity === 0) archive.interval *= 2;
  archive.wait = archive.interval;
  measureSpread(archive, difference);
}

function isLatest({ points, recorded }: Archive, position: Float64Array): boolean {
  const n = position.length;
  const row = ((recorded - 1) % (points.length / n)) * n;
  for (let i = 0; i < n; i++) if (points[row + i] !== position[i]) return false;
  return true;
}

// Deviations, not their squares: they neither overflow nor underflow. Relative to the first point, so that an angle has them too.
function measureSpread(archive: Archive, difference: Difference): void {
  const { points, spread } = archive;
  const n = spread.length;
  const size = sizeOf(archive);
  for (let i = 0; i < n; i++) {
    const first = points[i] as number;
    let mean = 0;
    for (let k = 0; k < size; k++) mean += difference(points[k * n + i] as number, first, i) / size;
    let sum = 0;
    for (let k = 0; k < size; k++) sum += Math.abs(difference(points[k * n + i] as number, first, i) - mean);
    spread[i] = sum / size;
  }
}
