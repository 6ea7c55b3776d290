// Regressions with predictors that are not centred: the posterior is a narrow ridge in raw units. Chains start far apart.
import { andrieuThoms, boundedEigenvector, eigenvector, normal, type Proposal } from '@epsie/core';
import test from 'ava';
import { old } from '../helpers/old-rules.ts';
import { faultsOf, type Problem, phasesOf, type Schedule } from '../helpers/problem.ts';
import { dataOf, type Regression, regressionProblem, residualOf } from '../helpers/regression.ts';

const line: Regression = {
  n: 62,
  row: (_random, i) => [1, 1952 + i],
  coefficients: [-30, 0.0195],
  residual: 1.13,
  seed: 1,
};

// Test scores of children by a mother's education and IQ, and both together.
const interaction: Regression = {
  n: 434,
  row(random) {
    const school = random.random() < 0.78 ? 1 : 0;
    const iq = 100 + 15 * random.standardNormal();
    return [1, school, iq, school * iq];
  },
  coefficients: [-11, 51, 1.1, -0.5],
  residual: 18,
  seed: 3,
};

// Earnings in dollars by height in inches: an intercept of −61 000 beside a slope of 1260.
const earnings: Regression = {
  n: 1192,
  row: (random) => [1, 66.6 + 3.8 * random.standardNormal()],
  coefficients: [-61_000, 1260],
  residual: 18_900,
  seed: 5,
};

// Collinear predictors of 46 bushes.
const collinear: Regression = {
  n: 46,
  row(random) {
    const size = random.standardNormal();
    const like = (scale: number): number => scale * (size + 0.3 * random.standardNormal());
    return [1, 5 + like(0.5), 4.8 + like(0.5), 4.5 + like(0.3), 5 + like(0.3), like(0.8), random.integer(0, 1)];
  },
  coefficients: [4, 0.4, 1, 0.3, 0.4, 0.1, -0.5],
  residual: 0.33,
  seed: 6,
};

const adaptation = andrieuThoms({ duration: 10_000 });
const schedule: Schedule = { burnIn: 12_000, iterations: 20_000 };
const long = andrieuThoms({ duration: 20_000 });
const longSchedule: Schedule = { burnIn: 22_000, iterations: 20_000 };
/** Standard deviations. */
const FAR = 20;

const boxOf = ({ exact }: Problem) =>
  Object.fromEntries(
    Object.entries(exact).map(([name, { mean, sd }]) => [
      name,
      name === 's' ? ([0, 10 * mean] as const) : ([mean - 30 * sd, mean + 30 * sd] as const),
    ]),
  );

type Point = { readonly [name: string]: number };
type Family = (problem: Problem) => Proposal<string>;
const families: { readonly [name: string]: Family } = {
  normal: ({ parameters }) => normal(parameters, { adaptation }),
  eigenvector: ({ parameters }) => eigenvector(parameters, { adaptation }),
  boundedEigenvector: (problem) => boundedEigenvector(problem.parameters, { bounds: boxOf(problem), adaptation }),
};

const cases: readonly [name: string, regression: Regression, families: readonly string[]][] = [
  ['a straight line over years', line, ['normal', 'eigenvector', 'boundedEigenvector']],
  ['an interaction', interaction, ['eigenvector', 'boundedEigenvector']],
  ['earnings', earnings, ['eigenvector', 'boundedEigenvector']],
  ['six collinear predictors', collinear, ['eigenvector', 'boundedEigenvector']],
];

for (const [name, regression, which] of cases) {
  for (const family of which) {
    test.serial(`${name}: ${family} converges from unit variances`, async (t) => {
      const problem = regressionProblem(regression);
      const [draws] = await phasesOf(problem, [(families[family] as Family)(problem)], schedule);
      t.deepEqual(faultsOf(draws as NonNullable<typeof draws>, problem.exact), []);
    });
  }
}

const fromAfar: { readonly [name: string]: Family } = {
  normal: ({ parameters }) => normal(parameters, { adaptation: long }),
  eigenvector: ({ parameters }) => eigenvector(parameters, { adaptation: long }),
};

for (const [name, family] of Object.entries(fromAfar)) {
  test.serial(`a straight line over years: ${name} from starts ${FAR} standard deviations apart`, async (t) => {
    const problem = regressionProblem(line, FAR);
    const [draws] = await phasesOf(problem, [family(problem)], longSchedule);
    t.deepEqual(faultsOf(draws as NonNullable<typeof draws>, problem.exact), []);
  });
}

const origin = andrieuThoms({ duration: 20_000, initialMean: 'origin' });
const wrong: { readonly [name: string]: Family } = {
  'a tolerance relative to the largest variance, and a mean that starts at the origin': ({ parameters }) =>
    old('absoluteToleranceKernel', normal(parameters, { adaptation: origin })),
  'a tolerance relative to the largest variance': ({ parameters }) =>
    old('absoluteToleranceKernel', normal(parameters, { adaptation: long })),
  'a mean that starts at the origin, eigenvectors in raw units': ({ parameters }) =>
    eigenvector(parameters, { adaptation: origin }),
  'an average in which the start keeps its weight': ({ parameters }) =>
    old('averagingKernel', eigenvector(parameters, { adaptation: long })),
};

for (const [name, family] of Object.entries(wrong)) {
  test.serial(`detects ${name}`, async (t) => {
    const problem = regressionProblem(line, FAR);
    const [draws] = await phasesOf(problem, [family(problem)], longSchedule);
    t.regex(faultsOf(draws as NonNullable<typeof draws>, problem.exact).join('\n'), /s: R̂/);
  });
}

test('the posterior by sufficient statistics is that of all observations', (t) => {
  for (const regression of [line, interaction, earnings, collinear]) {
    const { model, exact } = regressionProblem(regression);
    const { rows, y } = dataOf(regression);
    const direct = ({ s = Number.NaN, ...b }: Point): number =>
      rows.reduce((sum, row, k) => {
        const z = ((y[k] as number) - row.reduce((fit, x, j) => fit + x * (b[`b${j}`] as number), 0)) / s;
        return sum - Math.log(s) - 0.5 * z * z;
      }, 0);
    const at = (shift: number): Point =>
      Object.fromEntries(
        Object.entries(exact).map(([name, { mean, sd }], i) => [name, mean + (i % 2 ? -0.01 : 0.02) * shift * sd]),
      );
    const difference = (of: (point: Point) => number): number => of(at(1)) - of(at(-1));
    const ours = difference((point) => (model(point) as { logLikelihood: number }).logLikelihood);
    t.true(Math.abs(ours / difference(direct) - 1) < 1e-6, `${ours} for ${difference(direct)}`);
  }
});

test('the quadrature over the residual sd yields ⟨s²⟩ = rss / (ν − 3)', (t) => {
  const cases = [
    [39, 4],
    [60, 77],
    [1190, 4e11],
  ] as const;
  for (const [nu, rss] of cases) {
    const { mean, sd } = residualOf(nu, rss);
    t.true(Math.abs((mean * mean + sd * sd) / (rss / (nu - 3)) - 1) < 1e-12);
  }
});
