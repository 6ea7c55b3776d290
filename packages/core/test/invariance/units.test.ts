// Rescaling a parameter by a power of two changes no digit of a double, so a chain in rescaled units must be bit-identical to the
// rescaled chain.
import {
  adaptiveMixture,
  andrieuThoms,
  boundedEigenvector,
  boundedNormal,
  differentialEvolution,
  eigenvector,
  MetropolisHastingsSampler,
  type ModelFunction,
  normal,
  ParallelTemperedSampler,
  type Proposal,
  siviaSkilling,
  snooker,
  veitch,
} from '@epsie/core';
import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { old } from '../helpers/old-rules.ts';

/** The sizes of x and y, both powers of two. */
type Units = { readonly x: number; readonly y: number };
type Name = keyof Units;
type Family = (units: Units) => Proposal<Name>;

const NAMES = ['x', 'y'] as const;
const ONE: Units = { x: 1, y: 1 };
const STEPS = 120;
const CHAINS = 2;
const BETAS = [1, 0.3];

// Falls with u and w, is correlated, and is cut at the bounds, so that jumps of every family are accepted and rejected.
const modelIn =
  (units: Units): ModelFunction<Name> =>
  ({ x, y }) => {
    const u = x / units.x;
    const w = y / units.y;
    const logPrior = u >= -2 && u <= 3 && w >= -1 && w <= 4 ? -0.1 * u : Number.NEGATIVE_INFINITY;
    return { logPrior, logLikelihood: -0.6 * (u * u - 1.2 * u * w + w * w) - 0.3 * w };
  };

const startIn = ({ x, y }: Units) => ({ x: [0.3 * x, -0.6 * x], y: [1.1 * y, 0.2 * y] });

/** Positions in units of x and y: of all steps, before and after a reset of the adaptation. */
async function chainIn(units: Units, family: Family): Promise<unknown> {
  const common = { parameters: NAMES, model: modelIn(units), proposals: [family(units)], chains: CHAINS, seed: 8 };
  const plain = new MetropolisHastingsSampler(common);
  const tempered = new ParallelTemperedSampler({ ...common, betas: BETAS });
  const { x, y } = startIn(units);
  await plain.start({ x, y });
  await tempered.start({ x: BETAS.map(() => x), y: BETAS.map(() => y) });
  for (const sampler of [plain, tempered]) {
    await sampler.run(STEPS);
    sampler.resetAdaptation();
    await sampler.run(STEPS);
  }
  return NAMES.map((name) => {
    const inUnits = (values: Float64Array): Float64Array => values.map((value) => value / units[name]);
    return [plain.positions[name].map(inUnits), tempered.positions[name].map((levels) => levels.map(inUnits))];
  });
}

const variances = ({ x, y }: Units): number[] => [0.5 * x * x, 2 * y * y];
const matrix = ({ x, y }: Units): number[][] => [
  [0.5 * x * x, 0.7 * x * y],
  [0.7 * x * y, 2 * y * y],
];
const boundsIn = ({ x, y }: Units) => ({ bounds: { x: [-2 * x, 3 * x], y: [-1 * y, 4 * y] } }) as const;
const duration = 100;
const full = andrieuThoms({ duration });
const diagonal = andrieuThoms({ duration, diagonal: true });
const componentwise = andrieuThoms({ duration, componentwise: true });
const widths = ({ x, y }: Units) => veitch({ duration, priorWidths: { x: 5 * x, y: 2 * y } });
const standard = { units: 'standard' } as const;

const families: { readonly [name: string]: Family } = {
  'normal, fixed variances': (u) => normal(NAMES, { covariance: variances(u) }),
  'normal, fixed matrix': (u) => normal(NAMES, { covariance: matrix(u) }),
  'normal, veitch': (u) => normal(NAMES, { adaptation: widths(u) }),
  'normal, siviaSkilling of variances': (u) => normal(NAMES, { covariance: variances(u), adaptation: siviaSkilling() }),
  'normal, siviaSkilling of a matrix': (u) => normal(NAMES, { covariance: matrix(u), adaptation: siviaSkilling() }),
  'normal, andrieuThoms from variances': (u) => normal(NAMES, { covariance: variances(u), adaptation: full }),
  'normal, andrieuThoms from a matrix': (u) => normal(NAMES, { covariance: matrix(u), adaptation: full }),
  'normal, andrieuThoms of variances': (u) => normal(NAMES, { covariance: variances(u), adaptation: diagonal }),
  'normal, andrieuThoms componentwise': (u) => normal(NAMES, { covariance: matrix(u), adaptation: componentwise }),
  boundedNormal: (u) => boundedNormal(NAMES, { ...boundsIn(u), covariance: variances(u) }),
  'boundedNormal, veitch': (u) => boundedNormal(NAMES, { ...boundsIn(u), adaptation: veitch({ duration }) }),
  'boundedNormal, veitch with widths': (u) => boundedNormal(NAMES, { ...boundsIn(u), adaptation: widths(u) }),
  'boundedNormal, siviaSkilling below its implied maximum': (u) =>
    boundedNormal(NAMES, {
      ...boundsIn(u),
      covariance: [0.01 * u.x ** 2, 0.01 * u.y ** 2],
      adaptation: siviaSkilling({ duration: 20 }),
    }),
  'boundedNormal, andrieuThoms': (u) =>
    boundedNormal(NAMES, { ...boundsIn(u), covariance: variances(u), adaptation: full }),
  'boundedNormal, andrieuThoms componentwise': (u) =>
    boundedNormal(NAMES, { ...boundsIn(u), covariance: variances(u), adaptation: componentwise }),
  'eigenvector in standard units': (u) => eigenvector(NAMES, { ...standard, covariance: matrix(u) }),
  'eigenvector, andrieuThoms': (u) => eigenvector(NAMES, { covariance: matrix(u), adaptation: full }),
  'boundedEigenvector in standard units': (u) =>
    boundedEigenvector(NAMES, { ...standard, ...boundsIn(u), covariance: matrix(u) }),
  'boundedEigenvector, andrieuThoms': (u) =>
    boundedEigenvector(NAMES, { ...boundsIn(u), covariance: matrix(u), adaptation: full }),
  differentialEvolution: (u) => differentialEvolution(NAMES, { covariance: variances(u), snooker: 0.3 }),
  'differentialEvolution within bounds': (u) => differentialEvolution(NAMES, { ...boundsIn(u), capacity: 5 }),
  'differentialEvolution of an angle': (u) =>
    differentialEvolution(NAMES, { covariance: matrix(u), snooker: 0.3, period: { y: [-1 * u.y, 4 * u.y] } }),
  adaptiveMixture: (u) => adaptiveMixture(NAMES, { covariance: matrix(u), capacity: 20 }),
  'adaptiveMixture of an angle': (u) =>
    adaptiveMixture(NAMES, { covariance: variances(u), period: { y: [-1 * u.y, 4 * u.y] } }),
  snooker: (u) => snooker(NAMES, { covariance: variances(u), duration: 100 }),
};

const exponent = fc.integer({ min: -200, max: 200 });
const examples: [number, number][] = [
  [-70, 0],
  [-25, 0],
  [40, 0],
  [0, -70],
  [-70, 40],
];

for (const [name, family] of Object.entries(families)) {
  testProp(
    `${name}: is bit-identical in other units`,
    [exponent, exponent],
    async (t, x, y) => {
      t.deepEqual(await chainIn({ x: 2 ** x, y: 2 ** y }, family), await chainIn(ONE, family));
    },
    { numRuns: 8, examples, seed: 20260401 },
  );
}

const byDefinition: { readonly [name: string]: Family } = {
  'the directions of an eigenvector proposal in raw units': (u) =>
    eigenvector(NAMES, { units: 'raw', covariance: matrix(u) }),
  'the directions of a boundedEigenvector proposal in raw units': (u) =>
    boundedEigenvector(NAMES, { units: 'raw', ...boundsIn(u), covariance: matrix(u) }),
  'the implied maximum of siviaSkilling within bounds, one number for all parameters': (u) =>
    boundedNormal(NAMES, { ...boundsIn(u), covariance: [0.01 * u.x ** 2, 54 * u.y ** 2], adaptation: siviaSkilling() }),
  'maxCovariance, one number for all parameters': (u) =>
    normal(NAMES, { covariance: variances(u), adaptation: siviaSkilling({ maxCovariance: 8 }) }),
};

for (const [name, family] of Object.entries(byDefinition)) {
  test(`depends on units by definition: ${name}`, async (t) => {
    t.notDeepEqual(await chainIn({ x: 2 ** 12, y: 1 }, family), await chainIn(ONE, family));
  });
}

const absolute: { readonly [name: string]: Family } = {
  'a fixed matrix': (u) => old('absoluteToleranceKernel', normal(NAMES, { covariance: matrix(u) })),
  andrieuThoms: (u) => old('absoluteToleranceKernel', normal(NAMES, { covariance: matrix(u), adaptation: full })),
  siviaSkilling: (u) =>
    old('absoluteToleranceKernel', normal(NAMES, { covariance: matrix(u), adaptation: siviaSkilling() })),
};

for (const [name, family] of Object.entries(absolute)) {
  test(`detects a tolerance relative to the largest variance: ${name}`, async (t) => {
    t.deepEqual(await chainIn({ x: 2, y: 0.5 }, family), await chainIn(ONE, family));
    t.notDeepEqual(await chainIn({ x: 2 ** -25, y: 1 }, family), await chainIn(ONE, family));
  });
}
