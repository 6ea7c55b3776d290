// Chains that start with exact draws of their target must still be exact draws of it after some steps.
import {
  andrieuThoms,
  boundedNormal,
  type ChainState,
  createBitGenerator,
  MetropolisHastingsSampler,
  normal,
  type Proposal,
  type ProposalState,
  Random,
} from '@epsie/core';
import test from 'ava';
import { truncatedNormalQuantile } from '#src/math/normal-distribution.js';
import { broken } from '../helpers/broken-proposals.ts';
import { chiSquare, kolmogorov } from '../helpers/statistics.ts';

const CHAINS = 4000;
const bounds = { x: [0, 1] as const };

/** Kolmogorov's distance and χ² of positions that should be uniform; each exceeds its limit once in 1000 times. */
const LIMITS = { distance: 2, chiSquare: 4 };

type Law = {
  readonly logLikelihood: (x: number) => number;
  readonly draw: (u: number) => number;
  readonly cdf: (x: number) => number;
};

const uniform: Law = { logLikelihood: () => 0, draw: (u) => u, cdf: (x) => x };

/** exp(−3x), which is highest at a bound. */
const exponential: Law = {
  logLikelihood: (x) => -3 * x,
  draw: (u) => -Math.log1p(-u * (1 - Math.exp(-3))) / 3,
  cdf: (x) => (1 - Math.exp(-3 * x)) / (1 - Math.exp(-3)),
};

async function afterSteps(law: Law, proposal: Proposal<'x'>, steps: number, seed: number): Promise<Float64Array> {
  const random = new Random(createBitGenerator(seed, 1));
  const sampler = new MetropolisHastingsSampler({
    parameters: ['x'],
    model: ({ x }) => ({
      logPrior: x >= 0 && x <= 1 ? 0 : Number.NEGATIVE_INFINITY,
      logLikelihood: law.logLikelihood(x),
    }),
    proposals: [proposal],
    chains: CHAINS,
    seed,
  });
  await sampler.start({ x: Array.from({ length: CHAINS }, () => law.draw(random.random())) });
  await sampler.run(steps);
  return sampler.currentPositions.x;
}

// Narrow cells at the edges, where errors at bounds show.
const EDGES = [0.01, 0.03, 0.1, 0.3, 0.5, 0.7, 0.9, 0.97, 0.99, 1];

function judge(law: Law, positions: Float64Array) {
  const uniforms = Array.from(positions, law.cdf);
  const cells = uniforms.map((u) => EDGES.findIndex((edge) => u <= edge));
  const probabilities = EDGES.map((edge, i) => edge - (EDGES[i - 1] ?? 0));
  return { distance: kolmogorov(uniforms, (u) => u), chiSquare: chiSquare(cells, probabilities) };
}

const right: { readonly [name: string]: { readonly proposal: Proposal<'x'>; readonly steps: number } } = {
  'boundedNormal, σ = 0.1': { proposal: boundedNormal('x', { bounds, covariance: 0.01 }), steps: 100 },
  'boundedNormal, σ = 0.5': { proposal: boundedNormal('x', { bounds, covariance: 0.25 }), steps: 20 },
  // Rejection ends and inversion begins at σ between 39 and 40.
  'boundedNormal, σ = 39.5': { proposal: boundedNormal('x', { bounds, covariance: 39.5 ** 2 }), steps: 5 },
  'boundedNormal, σ = 1000': { proposal: boundedNormal('x', { bounds, covariance: 1e6 }), steps: 5 },
  'boundedNormal, σ = 1e20': { proposal: boundedNormal('x', { bounds, covariance: 1e40 }), steps: 5 },
  'normal, σ = 0.3': { proposal: normal('x', { covariance: 0.09 }), steps: 20 },
  'boundedNormal with a jump interval': {
    proposal: boundedNormal('x', { bounds, jumpInterval: 3, jumpIntervalDuration: 1e9 }),
    steps: 20,
  },
};

for (const [lawName, law] of Object.entries({ uniform, exponential })) {
  for (const [name, { proposal, steps }] of Object.entries(right)) {
    test.serial(`${name} leaves the ${lawName} distribution invariant`, async (t) => {
      const { distance, chiSquare: excess } = judge(law, await afterSteps(law, proposal, steps, 5));
      t.true(distance < LIMITS.distance, `Kolmogorov's distance times √N is ${distance}`);
      t.true(excess < LIMITS.chiSquare, `χ² is ${excess} standard deviations too large`);
    });
  }

  for (const [name, variance, steps] of [
    ['uncorrectedKernel', 0.25, 20],
    ['uncorrectedKernel', 0.01, 100],
    ['transposedKernel', 0.25, 20],
    ['clampedKernel', 1e6, 5],
  ] as const) {
    test.serial(`detects that ${name} of variance ${variance} changes the ${lawName} distribution`, async (t) => {
      const positions = await afterSteps(law, broken(name, ['x'], { bounds, variance }) as Proposal<'x'>, steps, 5);
      const { distance, chiSquare: excess } = judge(law, positions);
      t.true(distance > LIMITS.distance || excess > LIMITS.chiSquare, `${distance}, ${excess}`);
    });
  }
}

test.serial('the width that andrieuThoms learns on a flat target grows without limit, and is harmless', async (t) => {
  const proposal = boundedNormal('x', { bounds, adaptation: andrieuThoms({ duration: 20_000 }) });
  const sampler = new MetropolisHastingsSampler({
    parameters: ['x'],
    model: () => ({ logPrior: 0, logLikelihood: 0 }),
    proposals: [proposal],
    chains: 1,
    seed: 6,
  });
  await sampler.start({ x: [0.5] });
  await sampler.run(22_000);
  const [chain] = sampler.state.chains;
  const { std } = (chain as ChainState).proposals[0] as ProposalState;
  const [width] = std as Float64Array;
  t.true((width as number) > 1e5, `σ = ${width}`);
  // At such a width the draws do not depend on each other.
  const { distance, chiSquare: excess } = judge(uniform, (sampler.positions.x[0] as Float64Array).slice(2000));
  t.true(distance < LIMITS.distance, `Kolmogorov's distance times √N is ${distance}`);
  t.true(excess < LIMITS.chiSquare, `χ² is ${excess} standard deviations too large`);
});

test('draws of a truncated normal by inversion follow its distribution', (t) => {
  const random = new Random(createBitGenerator(7));
  for (const [a, b] of [
    [2.5, 3.5],
    [-9, -6],
    [-1e-3, 2e-3],
    [20, 40],
  ] as const) {
    const draws = Array.from({ length: CHAINS }, () => truncatedNormalQuantile(a, b, random.random()));
    // Simpson's rule: independent of the error functions behind the quantile.
    const cdf = tabulatedCdf((z) => Math.exp(-0.5 * (z * z - Math.min(a * a, b * b))), a, Math.min(b, a + 10));
    t.true(kolmogorov(draws, cdf) < LIMITS.distance, `(${a}, ${b})`);
  }
});

function tabulatedCdf(density: (z: number) => number, a: number, b: number): (z: number) => number {
  const n = 4000;
  const h = (b - a) / n;
  const table = new Float64Array(n + 1);
  for (let i = 0; i < n; i++) {
    const z = a + i * h;
    const area = ((density(z) + 4 * density(z + h / 2) + density(z + h)) * h) / 6;
    table[i + 1] = (table[i] as number) + area;
  }
  const total = table[n] as number;
  return (z) => {
    const at = Math.min(Math.max((z - a) / h, 0), n - 1e-9);
    const i = Math.floor(at);
    return ((table[i] as number) + (at - i) * ((table[i + 1] as number) - (table[i] as number))) / total;
  };
}
