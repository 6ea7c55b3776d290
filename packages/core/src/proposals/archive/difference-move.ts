import type { Random } from '../../random/random.ts';
import { type Move, sizeOf } from './archive.ts';
import type { Space } from './space.ts';

/** Fraction of the jumps by a full difference, which can lead from one mode to another. */
export const FULL_SHARE = 0.1;
/**
 * Largest standard deviation of the noise, in units of the spread. It is this times u³ with a uniform u: mostly small beside narrow ridges,
 * and large often enough for an archive that is too narrow to widen.
 */
export const LARGEST_NOISE = 0.1;

/** Creates the move of differential evolution: x + γ(z₁ − z₂) + ε. */
export function differenceMove(n: number, { difference }: Space): Move {
  const usual = 2.38 / Math.sqrt(2 * n);
  return (from, to, archive, random) => {
    const { points, spread } = archive;
    const size = sizeOf(archive);
    const first = Math.floor(random.random() * size);
    const a = first * n;
    const b = otherIndex(first, size, random) * n;
    const gamma = random.random() < FULL_SHARE ? 1 : usual;
    const u = random.random();
    const noise = LARGEST_NOISE * u * u * u;
    for (let i = 0; i < n; i++) {
      const step = gamma * difference(points[a + i] as number, points[b + i] as number, i);
      to[i] = (from[i] as number) + step + noise * (spread[i] as number) * random.standardNormal();
    }
    return 1;
  };
}

/** Draws an index other than `first`. */
export function otherIndex(first: number, size: number, random: Random): number {
  const other = Math.floor(random.random() * (size - 1));
  return other < first ? other : other + 1;
}
