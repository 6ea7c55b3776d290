import { exp } from '../../math/elementary.ts';
import type { Random } from '../../random/random.ts';
import type { Space } from '../archive/space.ts';
import { createChart } from './chart.ts';
import { learnedDensity } from './density.ts';
import { type MixtureState, sizeOf } from './state.ts';
import { addLower } from './triangle.ts';

/** Number of the move of one parameter, in a state and in the list of moves. */
export const ALONE = 0;
/** Number of the random walk. */
export const WALK = 1;
/** Number of the snooker move, after that of differences. */
export const SNOOKER = 3;
/** Number of the independent draw. */
export const DRAW = 4;

/** A move: writes `to`, and returns its `stretch`: 1 unless it is a snooker move, 0 where it must be refused. */
export type Move = (state: MixtureState, from: Float64Array, to: Float64Array, random: Random) => number;

/** Fraction of the differences that are taken in full, which can lead from one mode to another. */
const FULL_SHARE = 0.1;
/** Largest standard deviation of the noise on a difference, in units of the factor; mostly it is much less. */
const LARGEST_NOISE = 0.1;

/** Creates the moves, in the order of their numbers. */
export function createMoves(n: number, space: Space): readonly Move[] {
  const { admit } = space;
  const chart = createChart(n, space);
  const density = learnedDensity(n);
  const z = new Float64Array(n);
  const line = new Float64Array(n);
  const usual = 2.38 / Math.sqrt(2 * n);

  const addFactor = (state: MixtureState, from: Float64Array, to: Float64Array, scale: number): void => {
    to.set(from);
    addLower(state.factor, z, scale, to);
    admit(to);
  };

  const alone: Move = (state, from, to, random) => {
    const index = Math.floor(random.random() * n);
    state.index = index;
    to.set(from);
    to[index] = (from[index] as number) + exp(state.logScales[index] as number) * random.standardNormal();
    admit(to);
    return 1;
  };

  const walk: Move = (state, from, to, random) => {
    for (let i = 0; i < n; i++) z[i] = random.standardNormal();
    addFactor(state, from, to, exp(state.logScale));
    return 1;
  };

  const differ: Move = (state, from, to, random) => {
    const { points } = state;
    const [a, b] = pickTwo(sizeOf(state), random);
    const gamma = random.random() < FULL_SHARE ? 1 : usual;
    const u = random.random();
    const noise = LARGEST_NOISE * u * u * u;
    for (let i = 0; i < n; i++)
      z[i] = gamma * ((points[a * n + i] as number) - (points[b * n + i] as number)) + noise * random.standardNormal();
    addFactor(state, from, to, 1);
    return 1;
  };

  const snooker: Move = (state, from, to, random) => {
    const { points } = state;
    const size = sizeOf(state);
    const base = Math.floor(random.random() * size) * n;
    const [a, b] = pickTwo(size, random);
    const gamma = random.uniform(1.2, 2.2);
    chart.enter(state, from, line);
    let along = 0;
    let square = 0;
    for (let i = 0; i < n; i++) {
      const step = (line[i] as number) - (points[base + i] as number);
      line[i] = step;
      square += step * step;
      along += step * ((points[a * n + i] as number) - (points[b * n + i] as number));
    }
    const quotient = (gamma * along) / square;
    // There is no line where x is z: the jump stays.
    const stretch = 1 + (Number.isFinite(quotient) ? quotient : 0);
    for (let i = 0; i < n; i++) z[i] = (points[base + i] as number) + stretch * (line[i] as number);
    return chart.leave(state, z, to) ? Math.abs(stretch) : 0;
  };

  const draw: Move = (state, _from, to, random) => {
    density.draw(state, random, z);
    return chart.leave(state, z, to) ? 1 : 0;
  };

  return [alone, walk, differ, snooker, draw];
}

const picked: [number, number] = [0, 0];

/** Returns the indices of two different points. */
function pickTwo(size: number, random: Random): readonly [number, number] {
  const first = Math.floor(random.random() * size);
  const other = Math.floor(random.random() * (size - 1));
  picked[0] = first;
  picked[1] = other < first ? other : other + 1;
  return picked;
}
