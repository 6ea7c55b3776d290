// Components whose evidence Z is known: p(k) ∝ prior(k) Z^k, any set of k labels is as likely, and each active component
// follows its own posterior. Chains start with exact draws and must keep them.
import {
  andrieuThoms,
  type Birth,
  boundedDiscrete,
  boundedNormal,
  createBitGenerator,
  type DeclaredPrior,
  discrete,
  type FixedProposal,
  logNormalBirth,
  MetropolisHastingsSampler,
  type Model,
  type ModelFunction,
  nestedTransdimensional,
  normal,
  normalBirth,
  ParallelTemperedSampler,
  type Proposal,
  Random,
  siviaSkilling,
  uniformBirth,
  veitch,
} from '@epsie/core';
import test from 'ava';
import { normalLogMass } from '#src/math/normal-distribution.js';
import { manyChains } from '../helpers/in-part.ts';
import { steps } from '../helpers/index-proposals.ts';
import { chiSquare, kolmogorov } from '../helpers/statistics.ts';

/** The parameter that counts components. */
const INDEX = 'k';
const GAIN = 1.6;
const WIDTH = 1.5;

/** Evidence of one component at inverse temperature β, and the standard deviation of its position there. */
const evidence = (beta: number): number => GAIN ** beta / Math.sqrt(1 + beta / WIDTH ** 2);
const spread = (beta: number): number => 1 / Math.sqrt(1 + beta / WIDTH ** 2);

const namesOf = (n: number): readonly string[] => Array.from({ length: n }, (_, i) => `x${i}`);

/** Prior N(0, 1) of each component, k uniform; a likelihood GAIN · exp(−x²/2 WIDTH²) for each. */
function modelOf(n: number, extra: (k: number, active: readonly number[]) => number = () => 0): ModelFunction<string> {
  const names = namesOf(n);
  return (point) => {
    const k = point[INDEX] as number;
    const active = names.map((name) => point[name] as number).filter((x) => !Number.isNaN(x));
    if (active.length !== k) throw new Error(`k is ${k}, and ${active.length} components are active`);
    const squares = active.reduce((sum, x) => sum + x * x, 0);
    return {
      logPrior: -0.5 * squares - 0.5 * k * Math.log(2 * Math.PI) + extra(k, active),
      logLikelihood: k * Math.log(GAIN) - (0.5 * squares) / WIDTH ** 2,
    };
  };
}

const probabilitiesOf = (n: number, beta: number, lowest = 0): number[] => {
  const weights = Array.from({ length: n + 1 }, (_, k) => (k < lowest ? 0 : evidence(beta) ** k));
  const total = weights.reduce((sum, w) => sum + w, 0);
  return weights.map((w) => w / total);
};

/** An exact draw: k, and the components. */
function drawExactly(n: number, beta: number, random: Random, lowest = 0): { k: number; x: number[] } {
  const k = random.choice(n + 1, probabilitiesOf(n, beta, lowest));
  const active = random.sample(
    namesOf(n).map((_, i) => i),
    k,
  );
  const x = namesOf(n).map((_, i) => (active.includes(i) ? spread(beta) * random.standardNormal() : Number.NaN));
  return { k, x };
}

type Columns = { readonly [parameter: string]: ArrayLike<number> };

/** Scores of draws of all chains at one temperature, in units of their limits. */
function scoresOf(n: number, beta: number, columns: Columns, lowest = 0): { readonly [name: string]: number } {
  const ks = Array.from(columns[INDEX] as ArrayLike<number>);
  const positions = namesOf(n).map((name) => Array.from(columns[name] as ArrayLike<number>));
  const active = positions.flat().filter((x) => !Number.isNaN(x));
  const labels = positions.flatMap((column, i) => column.filter((x) => !Number.isNaN(x)).map(() => i));
  const cdf = (x: number): number => Math.exp(normalLogMass(-40, x / spread(beta)));
  const expected = probabilitiesOf(n, beta, lowest);
  // Cells that expect fewer than 5 are no χ².
  const cells = expected.map((p) => p * ks.length >= 5);
  const inCells = ks.filter((k) => cells[k]);
  const renumbered = cells.map((_, k) => cells.slice(0, k).filter(Boolean).length);
  const kept = expected.filter((_, k) => cells[k]);
  const total = kept.reduce((sum, p) => sum + p, 0);
  return {
    'counts of k':
      chiSquare(
        inCells.map((k) => renumbered[k] as number),
        kept.map((p) => p / total),
      ) / 4.5,
    labels:
      chiSquare(
        labels,
        positions.map(() => 1 / n),
      ) / 4.5,
    positions: kolmogorov(active, cdf) / 2.2,
  };
}

type Parts = {
  readonly n: number;
  readonly index: Parameters<typeof nestedTransdimensional>[0]['indexProposal'];
  readonly move?: (name: string) => FixedProposal<string>;
  readonly birth?: (name: string) => Birth<string>;
};

const broadBirth = (name: string): Birth<string> => normalBirth(name, { mean: { [name]: 0.4 }, std: { [name]: 1.5 } });

function nested({ n, index, move = (name) => normal(name), birth = broadBirth }: Parts): Proposal<string> {
  const components = namesOf(n).map((name) => ({ proposal: move(name), birth: birth(name) }));
  return nestedTransdimensional({ index: 'k', indexProposal: index, components });
}

async function run(
  n: number,
  proposal: Proposal<string>,
  { model = modelOf(n), chains = manyChains(3000), steps = 30, lowest = 0 } = {},
): Promise<Columns> {
  const random = new Random(createBitGenerator(8, 1));
  const parameters = ['k', ...namesOf(n)];
  const sampler = new MetropolisHastingsSampler({ parameters, model, proposals: [proposal], chains, seed: 8 });
  const draws = Array.from({ length: chains }, () => drawExactly(n, 1, random, lowest));
  const start = Object.fromEntries(namesOf(n).map((name, i) => [name, draws.map(({ x }) => x[i] as number)]));
  await sampler.start({ k: draws.map(({ k }) => k), ...start });
  await sampler.run(steps);
  return sampler.currentPositions;
}

type Scores = { readonly [name: string]: number };

const worst = (scores: Scores): number => Math.max(...Object.values(scores));
const bounded = (n: number, lowest = 0) => ({ bounds: { k: [lowest, n] as const } });

const cases: { readonly [name: string]: Parts & { readonly lowest?: number } } = {
  'boundedDiscrete index': { n: 4, index: boundedDiscrete('k', bounded(4)) },
  'boundedDiscrete index, successive': { n: 4, index: boundedDiscrete('k', { ...bounded(4), successive: true }) },
  'boundedDiscrete index, several at once': { n: 5, index: boundedDiscrete('k', { ...bounded(5), covariance: 9 }) },
  'boundedDiscrete index from 1': { n: 4, index: boundedDiscrete('k', bounded(4, 1)), lowest: 1 },
  'discrete index, which leaves 0 … n': { n: 4, index: discrete('k') },
  'discrete index, successive': { n: 4, index: discrete('k', { successive: true }) },
  'discrete index, several at once': { n: 5, index: discrete('k', { covariance: 9 }) },
  'a custom index proposal': { n: 4, index: steps(1) },
  'births from a uniform': {
    n: 3,
    index: boundedDiscrete('k', bounded(3)),
    birth: (name) => uniformBirth(name, { bounds: { [name]: [-7, 8] } }),
  },
  'births from the prior': {
    n: 3,
    index: discrete('k'),
    birth: (name) => normalBirth(name, { mean: { [name]: 0 }, std: { [name]: 1 } }),
  },
  'components within bounds': {
    n: 3,
    index: boundedDiscrete('k', bounded(3)),
    move: (name) => boundedNormal(name, { bounds: { [name]: [-9, 9] }, covariance: 4 }),
    birth: (name) => uniformBirth(name, { bounds: { [name]: [-9, 9] } }),
  },
  'components with a jump interval': {
    n: 3,
    index: boundedDiscrete('k', bounded(3)),
    move: (name) => normal(name, { jumpInterval: 2, jumpIntervalDuration: 5 }),
  },
};

for (const [name, parts] of Object.entries(cases)) {
  test.serial(`${name}: p(k), labels and positions are exact`, async (t) => {
    const { n, lowest = 0 } = parts;
    const scores = scoresOf(n, 1, await run(n, nested(parts), { lowest }), lowest);
    t.true(worst(scores) < 1, JSON.stringify(scores));
  });
}

test.serial('p(k), labels and positions are exact with 50 components', async (t) => {
  const parts = { n: 50, index: boundedDiscrete('k', { ...bounded(50), covariance: 9 }) };
  const columns = await run(50, nested(parts), { chains: 1000, steps: 60 });
  const scores = scoresOf(50, 1, columns);
  t.true(worst(scores) < 1, JSON.stringify(scores));
});

const adaptations = [
  veitch({ duration: 100, priorWidths: { x0: 8, x1: 8, x2: 8 } }),
  siviaSkilling({ duration: 100 }),
  andrieuThoms({ duration: 100 }),
];
for (const adaptation of adaptations) {
  test.serial(`p(k), labels and positions are exact after ${adaptation.kind} has adapted the components`, async (t) => {
    const move = (name: string) =>
      normal(name, {
        adaptation: adaptation.kind === 'veitch' ? { ...adaptation, priorWidths: { [name]: 8 } } : adaptation,
      });
    const proposal = nested({ n: 3, index: boundedDiscrete('k', bounded(3)), move });
    // Long enough for all components to reach the end of their adaptation, and to forget it.
    const scores = scoresOf(3, 1, await run(3, proposal, { chains: manyChains(1500), steps: 700 }));
    t.true(worst(scores) < 1, JSON.stringify(scores));
  });
}

test.serial('p(k), labels and positions are exact with births from a log-normal', async (t) => {
  const law = { logPrior: (z: number) => -0.5 * (z / 0.5) ** 2 - z - Math.log(0.5 * Math.sqrt(2 * Math.PI)) };
  const names = ['x0', 'x1', 'x2'];
  const model: ModelFunction<string> = (point) => {
    const logs = names.map((name) => Math.log(point[name] as number)).filter((z) => !Number.isNaN(z));
    if (logs.length !== point[INDEX]) return { logPrior: Number.NEGATIVE_INFINITY, logLikelihood: 0 };
    return { logPrior: logs.reduce((sum, z) => sum + law.logPrior(z), 0), logLikelihood: logs.length * Math.log(GAIN) };
  };
  const components = names.map((name) => ({
    proposal: normal(name, { covariance: 0.2 }),
    birth: logNormalBirth(name, { mean: { [name]: 1.5 }, std: { [name]: 1 } }),
  }));
  const proposal = nestedTransdimensional({ index: 'k', indexProposal: boundedDiscrete('k', bounded(3)), components });
  const parameters = ['k', ...names];
  const chains = manyChains(3000);
  const sampler = new MetropolisHastingsSampler({ parameters, model, proposals: [proposal], chains, seed: 5 });
  const none = new Array<number>(chains).fill(Number.NaN);
  await sampler.start({ k: new Array<number>(chains).fill(0), x0: none, x1: none, x2: none });
  await sampler.run(150);
  const weights = [0, 1, 2, 3].map((k) => GAIN ** k);
  const total = weights.reduce((sum, w) => sum + w, 0);
  const ks = Array.from(sampler.currentPositions[INDEX] as Float64Array);
  t.true(
    chiSquare(
      ks,
      weights.map((w) => w / total),
    ) < 4.5,
  );
  const alive = names
    .flatMap((name) => Array.from(sampler.currentPositions[name] as Float64Array))
    .filter((x) => x > 0);
  t.true(kolmogorov(alive, (x) => Math.exp(normalLogMass(-40, Math.log(x) / 0.5))) < 2.2);
});

/** Scores of every temperature after some iterations from exact draws. */
async function temperedScores(model: Model<string>, betas: readonly number[]): Promise<Scores[]> {
  const n = 4;
  const chains = manyChains(2000);
  const random = new Random(createBitGenerator(9, 1));
  const sampler = new ParallelTemperedSampler({
    parameters: ['k', ...namesOf(n)],
    model,
    proposals: [nested({ n, index: boundedDiscrete('k', bounded(n)) })],
    chains,
    betas,
    seed: 9,
  });
  const draws = betas.map((beta) => Array.from({ length: chains }, () => drawExactly(n, beta, random)));
  const start = Object.fromEntries(
    namesOf(n).map((name, i) => [name, draws.map((row) => row.map(({ x }) => x[i] as number))]),
  );
  await sampler.start({ k: draws.map((row) => row.map(({ k }) => k)), ...start });
  await sampler.run(20);
  return betas.map((beta, level) => {
    const columns = Object.entries(sampler.currentPositions).map(([name, rows]) => [name, rows[level] as Float64Array]);
    return scoresOf(n, beta, Object.fromEntries(columns) as Columns);
  });
}

test.serial(
  'every temperature of a tempered sampler has its exact p(k), and active components move with swaps',
  async (t) => {
    for (const scores of await temperedScores(modelOf(4), [1, 0.5, 0.1]))
      t.true(worst(scores) < 1, JSON.stringify(scores));
  },
);

/** The same model with a declared prior, whose draws of components have a standard deviation. */
function declaredModelOf(n: number, sd = 1): Model<string> {
  const evaluate = modelOf(n);
  const count = {
    domain: { lower: 0, upper: n, integer: true as const },
    sd: Math.sqrt(((n + 1) ** 2 - 1) / 12),
    logDensity: () => -Math.log(n + 1),
    sample: (random: Random) => random.integer(0, n),
  };
  const component = {
    domain: { lower: -Infinity, upper: Infinity },
    sd: 1,
    logDensity: (x: number) => -0.5 * x * x - 0.5 * Math.log(2 * Math.PI),
    sample: (random: Random) => sd * random.standardNormal(),
  };
  const prior = Object.fromEntries([
    [INDEX, count],
    ...namesOf(n).map((name) => [name, component]),
  ]) as DeclaredPrior<string>;
  return { prior, logLikelihood: (point) => evaluate(point).logLikelihood };
}

test.serial('draws from a declared prior at β = 0 have its p(k), and leave the other temperatures exact', async (t) => {
  const betas = [1, 0.3, 0];
  for (const scores of await temperedScores(declaredModelOf(4), betas))
    t.true(worst(scores) < 1, JSON.stringify(scores));
  const wrongDraws = await temperedScores(declaredModelOf(4, 1.3), betas);
  t.true(worst(wrongDraws[2] as Scores) > 1, 'draws of another width are detected');
});

const logSubsets = (n: number, k: number): number =>
  Array.from({ length: k }, (_, i) => Math.log((n - i) / (i + 1))).reduce((sum, x) => sum + x, 0);
const logBirth = (x: number): number => -0.5 * ((x - 0.4) / 1.5) ** 2 - Math.log(1.5 * Math.sqrt(2 * Math.PI));

const wrong: { readonly [name: string]: (k: number, active: readonly number[]) => number } = {
  'a model that divides by the number of subsets': (k) => -logSubsets(4, k),
  'births whose density is left out': (_k, active) => active.reduce((sum, x) => sum + logBirth(x), 0),
};
for (const [name, extra] of Object.entries(wrong)) {
  test.serial(`detects ${name}`, async (t) => {
    const proposal = nested({ n: 4, index: boundedDiscrete('k', bounded(4)) });
    const scores = scoresOf(4, 1, await run(4, proposal, { model: modelOf(4, extra) }));
    t.true(worst(scores) > 1, JSON.stringify(scores));
  });
}
