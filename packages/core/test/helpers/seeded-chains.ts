import {
  andrieuThoms,
  angular,
  boundedDiscrete,
  boundedNormal,
  eigenvector,
  MetropolisHastingsSampler,
  normal,
  ParallelTemperedSampler,
  siviaSkilling,
  solidAngle,
  veitch,
  vousden,
} from '@epsie/core';

/** Arithmetic alone, which is the same to the last bit on every platform. */
const model = ({ x, y, z }: { x: number; y: number; z: number }) => ({
  logPrior: Math.abs(x) <= 5 && y >= 0 && y <= 3 ? 0 : Number.NEGATIVE_INFINITY,
  logLikelihood: -((x * x - 2) ** 2) / 4 - (y - 1) * (y - 1) - (z - x) * (z - x),
});

const bounds = { y: [0, 3] } as const;

const proposals = {
  fixed: [
    boundedNormal('y', { bounds, covariance: 0.5 }),
    normal(['x', 'z'], {
      covariance: [
        [2, 1],
        [1, 2],
      ],
    }),
  ],
  adaptive: [
    normal('x', { adaptation: veitch({ duration: 80, priorWidths: { x: 10 } }) }),
    boundedNormal('y', { bounds, adaptation: siviaSkilling() }),
    normal('z', { adaptation: andrieuThoms({ duration: 80 }) }),
  ],
  angles: [
    angular('x', { adaptation: andrieuThoms({ duration: 80 }) }),
    solidAngle({ azimuth: 'z', polar: 'y' }, { adaptation: andrieuThoms({ duration: 80 }) }),
  ],
  directions: [
    eigenvector(['x', 'z'], { adaptation: andrieuThoms({ duration: 80 }) }),
    boundedDiscrete('y', { bounds, adaptation: veitch({ duration: 80 }) }),
  ],
} as const;

const start = { x: [0, 1], y: [1, 0], z: [0, 2] };
const temperedStart = {
  x: [start.x, start.x, start.x],
  y: [start.y, start.y, start.y],
  z: [start.z, start.z, start.z],
};

/** Results of short chains, as plain numbers. */
export type SeededChains = { readonly positions: number[]; readonly decisions: number[] };

/** Short seeded chains of both samplers, for any platform that can import the package. */
export async function seededChains(kind: keyof typeof proposals): Promise<SeededChains> {
  const options = {
    parameters: ['x', 'y', 'z'],
    model,
    chains: 2,
    seed: 2n ** 80n,
    proposals: proposals[kind],
  } as const;
  const plain = new MetropolisHastingsSampler(options);
  await plain.start(start);
  await plain.run(100);
  const tempered = new ParallelTemperedSampler({
    ...options,
    betas: [1, 0.5, 0.125],
    ...(kind === 'adaptive' ? { ladder: vousden() } : {}),
  });
  await tempered.start(temperedStart);
  await tempered.run(100);
  const { index } = tempered.swaps;
  return {
    positions: numbersOf([...Object.values(plain.positions), ...Object.values(tempered.positions)]),
    decisions: numbersOf([plain.acceptance.accepted, tempered.acceptance.accepted, index]),
  };
}

type Nested = ArrayLike<number> | readonly Nested[];

const numbersOf = (values: Nested): number[] =>
  Array.from(values as ArrayLike<number | Nested>).flatMap((value) =>
    typeof value === 'number' ? value : numbersOf(value),
  );
