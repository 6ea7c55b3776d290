import { hdi } from '@epsie/analysis';
import { createBitGenerator, Random } from '@epsie/core';
import test from 'ava';
import { densityOf, intervalOf, marginalOf, medianOf } from '#src/numbers/marginal.js';
import { rankBand } from '#src/numbers/rank-band.js';
import { rankDifferences } from '#src/numbers/ranks.js';
import { levelsOf, surfaceAxis, surfaceOf } from '#src/numbers/surface.js';

const random = (seed: number): Random => new Random(createBitGenerator(seed));
const draws = (seed: number, count: number, law: (random: Random) => number): Float64Array => {
  const generator = random(seed);
  return Float64Array.from({ length: count }, () => law(generator));
};
const normal = (generator: Random): number => generator.standardNormal();
const REAL = { kind: 'real' } as const;
const ANGLE = { kind: 'circular', circle: [0, 2 * Math.PI] } as const;
const DISCRETE = { kind: 'discrete' } as const;

const integral = ({ cells, ys }: ReturnType<typeof densityOf>): number =>
  ys.reduce((sum, y) => sum + y, 0) * cells.width;

for (const [name, kind, law] of [
  ['a normal distribution', REAL, normal],
  ['a normal distribution of scale 1e-23', REAL, (r: Random) => 1e-23 * normal(r)],
  ['a normal distribution with an offset of 1e9', REAL, (r: Random) => 1e9 + 1e-3 * normal(r)],
  ['a uniform distribution', REAL, (r: Random) => r.random()],
  ['an exponential distribution', REAL, (r: Random) => -Math.log(1 - r.random())],
  ['angles around 0', ANGLE, (r: Random) => 0.5 * normal(r)],
  ['integers', DISCRETE, (r: Random) => Math.floor(5 * r.random())],
] as const)
  test(`the density of ${name} integrates to the share of the draws within its cells`, (t) => {
    const marginal = marginalOf([draws(1, 5000, law)], kind);
    const density = densityOf(marginal);
    const { low, width, count } = density.cells;
    const inside = marginal.sorted.filter((x) => x >= low && x <= low + width * count * (1 + 1e-12)).length / 5000;
    t.true(Math.abs(integral(density) - inside) < 1e-9, `${integral(density)} ${inside}`);
    t.true(inside >= 0.999);
  });

test('the density of a uniform distribution does not fall off at its edges', (t) => {
  const { ys } = densityOf(marginalOf([draws(2, 20_000, (r) => r.random())], REAL));
  // n h √(4π) effective draws per point: with h = 0.37 · 20000^(−1/5) = 0.05, a standard error of 1/√(20000 · 0.05 · 3.5) = 0.017, twice the
  // variance at a reflecting edge: 0.024. Five of these are 0.12; without reflection the edge would be at 0.5.
  t.true(Math.abs((ys[0] as number) - 1) < 0.12, String(ys[0]));
  t.true(Math.abs((ys.at(-1) as number) - 1) < 0.12, String(ys.at(-1)));
});

test('the density of an angle is the same wherever its circle is cut', (t) => {
  const angles = draws(3, 5000, (r) => 0.5 * normal(r));
  const turned = angles.map((x) => x + Math.PI);
  const [cut, whole] = [angles, turned].map((each) => densityOf(marginalOf([each], ANGLE)).ys) as [
    Float64Array,
    Float64Array,
  ];
  // Half a turn is 200 of 400 cells.
  const rotated = whole.map((_, i) => whole[(i + 200) % 400] as number);
  const largest = Math.max(...cut.map((y, i) => Math.abs(y - (rotated[i] as number))));
  t.true(largest < 0.02 * Math.max(...cut), String(largest));
});

test('the density of distant modes is not smoothed away', (t) => {
  const marginal = marginalOf([draws(4, 4000, (r) => (r.random() < 0.5 ? -50 : 50) + normal(r))], REAL);
  // Half of the draws are within 1 mode: the kernel of a standard normal distribution is 4000^(−1/5) = 0.19 wide.
  t.true(marginal.bandwidth < 0.6, String(marginal.bandwidth));
});

test('the density of a constant is one cell, and of nothing is empty', (t) => {
  t.deepEqual([...densityOf(marginalOf([Float64Array.of(3, 3, 3)], REAL)).ys], [1]);
  t.is(
    densityOf(marginalOf([Float64Array.of(Number.NaN)], REAL)).ys.reduce((sum, y) => sum + y, 0),
    0,
  );
});

test('the shortest interval is that of `hdi`, and the median of an angle is within it where that contains the cut', (t) => {
  const values = draws(5, 999, normal);
  t.deepEqual(intervalOf(marginalOf([values], REAL), 0.94), hdi([values], 0.94));
  const angle = marginalOf([draws(6, 999, (r) => 0.3 * normal(r))], ANGLE);
  const [low, high] = intervalOf(angle, 0.94);
  t.true(low > high);
  const median = medianOf(angle);
  t.true(Math.min(median, 2 * Math.PI - median) < 0.1);
});

// Mass of a centred 2-D normal distribution of unit variances and a correlation outside of an ellipse: exp(−Q/2), Q the squared Mahalanobis radius.
function massesOf(n: number, level: (x: number, y: number) => readonly number[], rho = 0.6): number[] {
  const generator = random(7);
  const xs = new Float64Array(n);
  const ys = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    xs[i] = normal(generator);
    ys[i] = rho * (xs[i] as number) + Math.sqrt(1 - rho * rho) * normal(generator);
  }
  const [x, y] = [xs, ys].map((values) => surfaceAxis(marginalOf([values], REAL, 2), 128)) as [
    ReturnType<typeof surfaceAxis>,
    ReturnType<typeof surfaceAxis>,
  ];
  const surface = surfaceOf(x, y);
  const levels = levelsOf(surface, level(0, 0));
  // Of the exact distribution, in cells as fine as the surface: the mass of those above the level.
  return levels.map((limit) => {
    let mass = 0;
    for (const [cell, density] of surface.density.entries()) {
      if (density < limit) continue;
      const [a, b] = [cell % x.cells.count, Math.floor(cell / x.cells.count)];
      const [u, v] = [x.cells.low + (a + 0.5) * x.cells.width, y.cells.low + (b + 0.5) * y.cells.width];
      const q = (u * u - 2 * rho * u * v + v * v) / (1 - rho * rho);
      mass += (Math.exp(-q / 2) * x.cells.width * y.cells.width) / (2 * Math.PI * Math.sqrt(1 - rho * rho));
    }
    return mass;
  });
}

// The draws above the level are p n to within the draws of one cell; the mass of that region is p to within the standard error √(p (1 − p)/n)
// of n = 40000 draws, 0.0025 at most, plus what the region is off by since it follows the draws: as many as are in it by chance, about the
// draws in the band of the error of the density along its edge. Four standard errors and one cell (1/100 of the draws at most) are 0.02.
const TOLERANCE = 0.02;

test('the contours of a normal distribution hold 50 and 90 % of it', (t) => {
  const [wide, narrow] = massesOf(40_000, () => [0.9, 0.5]) as [number, number];
  t.true(Math.abs(wide - 0.9) < TOLERANCE, String(wide));
  t.true(Math.abs(narrow - 0.5) < TOLERANCE, String(narrow));
});

test('contours of 1 and 2 standard deviations would fail this test', (t) => {
  const [wide, narrow] = massesOf(40_000, () => [1 - Math.exp(-2), 1 - Math.exp(-0.5)]) as [number, number];
  t.true(Math.abs(wide - 0.9) > TOLERANCE);
  t.true(Math.abs(narrow - 0.5) > TOLERANCE);
});

/** Share of sets of equal chains that are within a band. */
function share(
  chains: number,
  length: number,
  points: number,
  sets: number,
  band: ReturnType<typeof rankBand>,
): number {
  const generator = random(8);
  let inside = 0;
  for (let set = 0; set < sets; set++) {
    const all = Array.from({ length: chains }, () => Float64Array.from({ length }, () => generator.random()));
    const within = rankDifferences(all, points).every((each) =>
      each.every(
        (value, k) => value >= (band.lower[k] as number) - 1e-12 && value <= (band.upper[k] as number) + 1e-12,
      ),
    );
    if (within) inside++;
  }
  return inside / sets;
}

for (const chains of [2, 4])
  test(`the band of the ranks of ${chains} chains contains 95 % of equal ones`, (t) => {
    const [length, points, sets] = [100, 20, 4000];
    const band = rankBand(chains, length, points, 0.95);
    const found = share(chains, length, points, sets, band);
    // Four standard errors of 4000 sets are 0.014. Numbers of draws are integers, so that the band is up to one too wide: of 100 draws, the
    // probability of a step at the edge is about a tenth of the 5 %, on each side at most 0.01 in all; and four chains are not quite
    // independent.
    t.true(found > 0.95 - 0.014 && found < 0.95 + 0.024, String(found));
  });

test('a band for every rank by itself would fail this test', (t) => {
  const [length, points, sets] = [100, 20, 1000];
  // The 95 % of one point: 1.96 standard deviations of the number of draws among the lowest ranks.
  const lower = Float64Array.from({ length: points }, (_, k) => {
    const z = (k + 1) / points;
    return -1.96 * Math.sqrt((z * (1 - z) * (100 / 199)) / length);
  });
  const found = share(2, length, points, sets, { lower, upper: lower.map((x) => -x) });
  t.true(found < 0.9, String(found));
});

test('the ranks of a chain that is shifted leave the band', (t) => {
  const band = rankBand(4, 200, 40, 0.95);
  const chains = Array.from({ length: 4 }, (_, c) => draws(10 + c, 200, (r) => normal(r) + (c === 2 ? 1 : 0)));
  const outside = rankDifferences(chains, 40).map((each) =>
    each.some((value, k) => value < (band.lower[k] as number) || value > (band.upper[k] as number)),
  );
  t.true(outside[2]);
});

test('equal draws count in the order of their iterations', (t) => {
  const [first, second] = rankDifferences([new Float64Array(100), new Float64Array(100)], 10) as [
    Float64Array,
    Float64Array,
  ];
  t.true(Math.max(...first.map(Math.abs), ...second.map(Math.abs)) <= 0.005 + 1e-12);
});
