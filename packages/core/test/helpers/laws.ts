import {
  createBitGenerator,
  type Evaluation,
  MetropolisHastingsSampler,
  type ModelFunction,
  type Position,
  type Proposal,
  Random,
} from '@epsie/core';
import { normalLogMass } from '#src/math/normal-distribution.js';
import { chiSquare, kolmogorov } from './statistics.ts';

/** A distribution with exact draws and a test for them. */
export type Law = {
  readonly parameters: readonly string[];
  readonly model: ModelFunction<string>;
  /** An exact draw, in the order of the parameters. */
  draw(random: Random): readonly number[];
  /** Scores of the distance of draws from the distribution: each exceeds {@link LIMIT} once in some thousand times. */
  scores(draws: readonly Float64Array[]): { readonly [name: string]: number };
};

/** Kolmogorov's distance times √N above 2.2 has probability 0.0001; χ² is 4.5 standard deviations above its mean. */
const DISTANCE_LIMIT = 2.2;
const CHI_SQUARE_LIMIT = 4.5;

/** Scores are in units of their limits. */
export const LIMIT = 1;

const distance = (draws: ArrayLike<number>, cdf: (x: number) => number): number =>
  kolmogorov(draws, cdf) / DISTANCE_LIMIT;

const excess = (cells: readonly number[], probabilities: readonly number[]): number =>
  chiSquare(cells, probabilities) / CHI_SQUARE_LIMIT;

/** Positions of chains that started with exact draws of a law, after some steps; as columns. */
export async function afterSteps(
  law: Law,
  proposals: readonly Proposal<string>[],
  { chains, steps, seed, warmUp = 0 }: { chains: number; steps: number; seed: number; warmUp?: number },
): Promise<Float64Array[]> {
  const { parameters, model } = law;
  const random = new Random(createBitGenerator(seed, 1));
  const create = () => new MetropolisHastingsSampler({ parameters, model, proposals, chains, seed });
  const start = () => {
    const draws = Array.from({ length: chains }, () => law.draw(random));
    return Object.fromEntries(parameters.map((name, i) => [name, draws.map((draw) => draw[i] as number)]));
  };
  const sampler = create();
  await sampler.start(start());
  if (warmUp > 0) {
    // Every chain learns a separate kernel, which then stays fixed; then it starts from a new draw.
    const learner = create();
    await learner.start(start());
    await learner.run(warmUp);
    const learned = learner.state.chains;
    const { chains: fresh, ...state } = sampler.state;
    sampler.setState({
      ...state,
      iterations: warmUp,
      chains: fresh.map((chain, i) => ({ ...chain, proposals: learned[i]?.proposals ?? [] })),
    });
  }
  await sampler.run(steps);
  return parameters.map((name) => sampler.currentPositions[name] as Float64Array);
}

const OUTSIDE: Evaluation = { logPrior: Number.NEGATIVE_INFINITY, logLikelihood: Number.NaN };

type Interval = readonly [lower: number, upper: number];

/** Uniform in a box, or falling as exp(−rate · x) with the fraction x of each width. */
export function boxLaw(bounds: { readonly [parameter: string]: Interval }, rate = 0): Law {
  const parameters = Object.keys(bounds);
  const box = Object.values(bounds);
  const fraction = (x: number, i: number): number => {
    const [lower, upper] = box[i] as Interval;
    return (x - lower) / (upper - lower);
  };
  const total = 1 - Math.exp(-rate);
  const cdf = (f: number): number => (rate === 0 ? f : (1 - Math.exp(-rate * f)) / total);
  return {
    parameters,
    model(point) {
      const fractions = parameters.map((name, i) => fraction(point[name] as number, i));
      if (!fractions.every((f) => f >= 0 && f <= 1)) return OUTSIDE;
      return { logPrior: 0, logLikelihood: -rate * fractions.reduce((sum, f) => sum + f, 0) };
    },
    draw: (random) =>
      box.map(([lower, upper]) => {
        const u = random.random();
        return lower + (upper - lower) * (rate === 0 ? u : -Math.log1p(-u * total) / rate);
      }),
    scores(draws) {
      const uniforms = draws.map((column, i) => Array.from(column, (x) => cdf(fraction(x, i))));
      // Narrow cells at edges and corners, where errors at bounds show.
      const edges = [0.03, 0.5, 0.97, 1];
      const cellOf = (n: number): number =>
        uniforms.reduce((cell, column) => 4 * cell + edges.findIndex((edge) => (column[n] as number) <= edge), 0);
      const cells = Array.from({ length: draws[0]?.length ?? 0 }, (_, n) => cellOf(n));
      const widths = [0.03, 0.47, 0.47, 0.03];
      const probabilities = parameters.reduce((all) => all.flatMap((p) => widths.map((width) => p * width)), [
        1,
      ] as number[]);
      return {
        ...Object.fromEntries(
          uniforms.map((column, i) => [`distance of ${parameters[i]}`, distance(column, (u) => u)]),
        ),
        'edges and corners': excess(cells, probabilities),
      };
    },
  };
}

/** Independent integers with given weights, from 0 up. */
export function integerLaw(weights: { readonly [parameter: string]: readonly number[] }): Law {
  const parameters = Object.keys(weights);
  const all = Object.values(weights);
  const probabilities = all.map((row) => row.map((w) => w / row.reduce((sum, x) => sum + x, 0)));
  return {
    parameters,
    model(point) {
      const rows = parameters.map((name, i) => all[i]?.[point[name] as number]);
      if (rows.includes(undefined)) return OUTSIDE;
      return { logPrior: 0, logLikelihood: rows.reduce<number>((sum, w) => sum + Math.log(w as number), 0) };
    },
    draw: (random) => all.map((row) => random.choice(row.length, row)),
    scores: (draws) =>
      Object.fromEntries(
        draws.map((column, i) => [`counts of ${parameters[i]}`, excess(Array.from(column), probabilities[i] ?? [])]),
      ),
  };
}

const TURN = 2 * Math.PI;

/** A wrapped normal, whose mean is next to the seam at 0. */
export function wrappedNormalLaw(mean = 0.2, std = 0.9): Law {
  const windings = [-3, -2, -1, 0, 1, 2, 3].map((n) => n * TURN);
  const mass = (a: number, b: number): number =>
    windings.reduce((sum, w) => sum + Math.exp(normalLogMass((a + w - mean) / std, (b + w - mean) / std)), 0);
  return {
    parameters: ['phi'],
    model: ({ phi }) => {
      if (!((phi as number) >= 0 && (phi as number) < TURN)) return OUTSIDE;
      const density = windings.reduce((sum, w) => sum + Math.exp(-0.5 * (((phi as number) + w - mean) / std) ** 2), 0);
      return { logPrior: 0, logLikelihood: Math.log(density) };
    },
    draw: (random) => [(((mean + std * random.standardNormal()) % TURN) + TURN) % TURN],
    scores: ([phi = new Float64Array()]) => ({ distance: distance(phi, (x) => (x === 0 ? 0 : mass(0, x))) }),
  };
}

/** Normals with a correlation. */
export function correlatedLaw(correlation: number): Law {
  const rest = Math.sqrt(1 - correlation * correlation);
  const cdf = (z: number): number => Math.exp(normalLogMass(-40, z));
  return {
    parameters: ['x', 'y'],
    model: ({ x, y }) => {
      const z = ((y as number) - correlation * (x as number)) / rest;
      return { logPrior: 0, logLikelihood: -0.5 * ((x as number) ** 2 + z * z) };
    },
    draw(random) {
      const x = random.standardNormal();
      return [x, correlation * x + rest * random.standardNormal()];
    },
    scores([x = new Float64Array(), y = new Float64Array()]) {
      const whitened = x.map((value, i) => ((y[i] as number) - correlation * value) / rest);
      return { 'distance of x': distance(x, cdf), 'distance of y given x': distance(whitened, cdf) };
    },
  };
}

/** Names and unit of the angles of a position on the sphere. */
export type Sky = { readonly convention: 'polar' | 'declination'; readonly unit: 'radians' | 'degrees' };

/** Uniform on the part of the sphere within `radius` of the pole where the polar angle is largest or smallest. */
export function capLaw(radius: number, { convention, unit }: Sky, south = false): Law {
  const perUnit = unit === 'degrees' ? Math.PI / 180 : 1;
  const offset = convention === 'declination' ? Math.PI / 2 : 0;
  const colatitude = (polar: number): number => {
    const theta = polar * perUnit + offset;
    return south ? Math.PI - theta : theta;
  };
  const height = 2 * Math.sin(radius / 2) ** 2;
  return {
    parameters: ['azimuth', 'polar'],
    model: ({ polar }: Position<string>) =>
      colatitude(polar as number) <= radius ? { logPrior: 0, logLikelihood: 0 } : OUTSIDE,
    draw(random) {
      const theta = 2 * Math.asin(Math.sqrt((height * random.random()) / 2));
      return [(TURN * random.random()) / perUnit, ((south ? Math.PI - theta : theta) - offset) / perUnit];
    },
    scores([azimuth = new Float64Array(), polar = new Float64Array()]) {
      const heights = polar.map((p) => (2 * Math.sin(colatitude(p) / 2) ** 2) / height);
      return {
        'distance of the height': distance(heights, (u) => u),
        'distance of the azimuth': distance(azimuth, (phi) => (phi * perUnit) / TURN),
      };
    },
  };
}

/** Uniform in the part of the unit square where x and y differ by less than a width. */
export function stripLaw(width: number): Law {
  const inside = (x: number, y: number): boolean =>
    Math.min(x, y) >= 0 && Math.max(x, y) <= 1 && Math.abs(x - y) < width;
  const total = 1 - (1 - width) ** 2;
  const below = (x: number): number => {
    if (x > 0.5) return 1 - below(1 - x);
    return (x < width ? width * x + (x * x) / 2 : 1.5 * width * width + 2 * width * (x - width)) / total;
  };
  return {
    parameters: ['x', 'y'],
    model: ({ x, y }) => ({
      logPrior: inside(x as number, y as number) ? 0 : Number.NEGATIVE_INFINITY,
      logLikelihood: 0,
    }),
    draw(random: Random) {
      for (;;) {
        const [x, y] = [random.random(), random.random()];
        if (inside(x, y)) return [x, y];
      }
    },
    scores([x = new Float64Array(), y = new Float64Array()]) {
      const given = x.map((value, i) => {
        const [low, high] = [Math.max(0, value - width), Math.min(1, value + width)];
        return ((y[i] as number) - low) / (high - low);
      });
      return { x: distance(x, below), 'y given x': distance(given, (u) => u) };
    },
  };
}
