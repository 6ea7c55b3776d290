// Widths, places and sizes far from those of a reasonable run: a jump costs bounded time, and its density is finite.
import {
  andrieuThoms,
  angular,
  boundedDiscrete,
  boundedEigenvector,
  boundedNormal,
  Chain,
  createBitGenerator,
  eigenvector,
  evaluateLogDensity,
  type FixedProposal,
  Random,
  solidAngle,
} from '@epsie/core';
import test from 'ava';
import { createKernel } from '#src/proposals/families/registry.js';

const JUMPS = 2000;
/** A jump that takes longer on average draws too often in vain. */
const MICROSECONDS = 50;

function jumpFrom(proposal: FixedProposal<string>, from: readonly number[]): Float64Array[] {
  const kernel = createKernel(proposal);
  const random = new Random(createBitGenerator(1));
  const start = Float64Array.from(from);
  return Array.from({ length: JUMPS }, () => {
    const to = new Float64Array(start.length);
    kernel.jump(start, to, kernel.initial(), random);
    return to;
  });
}

const k = { bounds: { k: [0, 5] as const } };
const box = { x: [0, 1], y: [0, 1] } as const;
const sky = { azimuth: 'a', polar: 'p' };

const cases: readonly [name: string, proposal: FixedProposal<string>, from: readonly number[]][] = [
  ['boundedNormal, σ = 10¹²', boundedNormal('x', { bounds: { x: [0, 1] }, covariance: 1e24 }), [0]],
  ['boundedNormal, σ = 10⁻⁹ at a bound', boundedNormal('x', { bounds: { x: [0, 1] }, covariance: 1e-18 }), [1]],
  ['angular, σ = 10⁸', angular('a', { covariance: 1e16 }), [6]],
  ['boundedDiscrete, σ = 10⁸', boundedDiscrete('k', { ...k, covariance: 1e16 }), [5]],
  ['boundedDiscrete, σ = 10⁻⁴ at a bound', boundedDiscrete('k', { ...k, covariance: 1e-8 }), [0]],
  ['boundedDiscrete, successive, σ = 10⁸', boundedDiscrete('k', { ...k, successive: true, covariance: 1e16 }), [0]],
  [
    'boundedEigenvector, σ = 10⁶ in a corner',
    boundedEigenvector(['x', 'y'], {
      bounds: box,
      covariance: [
        [1e12, 5e11],
        [5e11, 1e12],
      ],
    }),
    [0, 0],
  ],
  [
    'boundedEigenvector, σ = 10⁻⁶ in a corner',
    boundedEigenvector(['x', 'y'], {
      bounds: box,
      covariance: [
        [1e-12, 5e-13],
        [5e-13, 1e-12],
      ],
    }),
    [1, 1],
  ],
  [
    'boundedEigenvector in a corner without a way out',
    boundedEigenvector(['x', 'y'], {
      bounds: box,
      covariance: [
        [1, -1],
        [-1, 1],
      ],
    }),
    [0, 0],
  ],
  ['eigenvector in 1 dimension', eigenvector('x', { covariance: 4 }), [3]],
  ...[1e-3, 1, 1e4].flatMap((kappa): [string, FixedProposal<string>, number[]][] => [
    [`solidAngle, κ = ${kappa}, at the north pole`, solidAngle(sky, { kappa }), [1, 0]],
    [`solidAngle, κ = ${kappa}, at the south pole`, solidAngle(sky, { kappa }), [1, Math.PI]],
    [`solidAngle, κ = ${kappa}, declination`, solidAngle(sky, { kappa, convention: 'declination' }), [0, 0.3]],
  ]),
];

for (const [name, proposal, from] of cases) {
  test(name, (t) => {
    const { parameters } = proposal;
    const pointOf = (x: ArrayLike<number>) => Object.fromEntries(parameters.map((p, i) => [p, x[i] as number]));
    const begin = performance.now();
    const jumps = jumpFrom(proposal, from);
    t.true(performance.now() - begin < (JUMPS * MICROSECONDS) / 1000 + 200);
    const bounds = 'bounds' in proposal ? proposal.bounds : [];
    for (const x of jumps) {
      t.true(x.every(Number.isFinite));
      t.true(bounds.every(([lower, upper], i) => (x[i] as number) >= lower && (x[i] as number) <= upper));
      const forth = evaluateLogDensity(proposal, pointOf(x), pointOf(from));
      const back = evaluateLogDensity(proposal, pointOf(from), pointOf(x));
      t.true(Number.isFinite(forth) && Number.isFinite(back), `${forth} and ${back} at ${x}`);
    }
  });
}

for (const kappa of [1e-3, 0.5, 10, 700, 1e4]) {
  test(`solidAngle, κ = ${kappa}: the density integrates to one over the sphere`, (t) => {
    const proposal = solidAngle(sky, { kappa });
    // Around the pole the density depends on the polar angle alone.
    const n = 200_000;
    const reach = Math.min(Math.PI, 40 / Math.sqrt(kappa));
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const p = ((i + 0.5) / n) * reach;
      sum +=
        Math.exp(evaluateLogDensity(proposal, { a: 0, p }, { a: 0, p: 0 })) * 2 * Math.PI * Math.sin(p) * (reach / n);
    }
    t.true(Math.abs(sum - 1) < 1e-6, String(sum));
  });
}

const adaptation = andrieuThoms({ duration: 1e6 });
for (const proposal of [
  eigenvector(['x', 'y'], { adaptation }),
  boundedEigenvector(['x', 'y'], { bounds: box, adaptation }),
]) {
  test(`a flat target: ${proposal.kind} does not run away`, (t) => {
    const model = () => ({ logPrior: 0, logLikelihood: 0 });
    const chain = new Chain({ parameters: ['x', 'y'], model, proposals: [proposal], seed: 1 });
    chain.start({ x: 0.5, y: 0.5 });
    chain.step(5000);
    t.true(Object.values(chain.currentPositions).every((x) => Number.isFinite(x)));
  });
}
