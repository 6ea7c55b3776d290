import {
  andrieuThoms,
  angular,
  betaLadder,
  boundedDiscrete,
  boundedEigenvector,
  boundedNormal,
  customProposal,
  discrete,
  eigenvector,
  MetropolisHastingsSampler,
  nestedTransdimensional,
  normal,
  normalBirth,
  ParallelTemperedSampler,
  type Proposal,
  type SamplerState,
  siviaSkilling,
  solidAngle,
  uniformBirth,
  veitch,
  vousden,
} from '@epsie/core';

/** The part of either sampler that the tests need. */
export interface AnySampler {
  readonly state: SamplerState;
  readonly positions: object;
  run(iterations: number): Promise<void>;
  setState(state: SamplerState): void;
}

/** A sampler to be made as often as a test needs it. */
export type Setup = {
  readonly name: string;
  /** A sampler that has not started. */
  create(): AnySampler;
  /** A sampler at its start points. */
  start(): Promise<AnySampler>;
};

const CHAINS = 3;

const names = ['phi', 'm', 'n', 'w', 'x', 'y', 'u', 'v', 'ra', 'dec', 'k', 'h1', 'h2'] as const;

const parameters: readonly string[] = names;

type Named = { readonly [K in (typeof names)[number]]: number };

const start: { readonly [name: string]: readonly number[] } = {
  phi: [0.1, 6, 2],
  m: [0, -3, 1],
  n: [0, 4, 2],
  w: [0, 0.5, 1],
  x: [0, 2, -1],
  y: [1, 1, 0],
  u: [0, 0.5, 0.9],
  v: [1, 0.2, 0.1],
  ra: [0, 3, 1],
  dec: [Math.PI / 2, -0.4, 0],
  k: [2, 1, 0],
  h1: [1, Number.NaN, Number.NaN],
  h2: [2, 0.5, Number.NaN],
};

const component = (name: string, birth: ReturnType<typeof normalBirth | typeof uniformBirth>, adaptation: object) => ({
  proposal: normal(name, { adaptation: adaptation as never }),
  birth: birth as never,
});

/** Every family of proposals, with every adaptation. */
const everyFamily = (): Proposal<string>[] => [
  angular('phi', { adaptation: andrieuThoms({ duration: 100 }) }),
  discrete('m', { successive: true, adaptation: siviaSkilling() }),
  boundedDiscrete('n', { bounds: { n: [0, 4] }, adaptation: veitch({ duration: 120 }), jumpInterval: 2 }),
  boundedNormal('w', { bounds: { w: [0, 1] }, covariance: 0.1, adaptation: siviaSkilling() }),
  eigenvector(['x', 'y'], { adaptation: andrieuThoms({ duration: 90 }) }),
  boundedEigenvector(['u', 'v'], { bounds: { u: [0, 1], v: [0, 1] }, adaptation: andrieuThoms({ duration: 80 }) }),
  solidAngle(
    { azimuth: 'ra', polar: 'dec' },
    { convention: 'declination', adaptation: andrieuThoms({ duration: 100 }) },
  ),
  nestedTransdimensional({
    index: 'k',
    indexProposal: boundedDiscrete('k', { bounds: { k: [0, 2] }, covariance: 2 }),
    components: [
      component('h1', normalBirth('h1', { mean: { h1: 1 }, std: { h1: 2 } }), andrieuThoms({ duration: 60 })),
      component('h2', uniformBirth('h2', { bounds: { h2: [-4, 4] } }), siviaSkilling({ duration: 60 })),
    ],
  }) as Proposal<string>,
];

const square = (x: number): number => x * x;

// Sums and products alone, which are the same bits in every engine.
function model(point: { readonly [name: string]: number }) {
  const { phi, m, n, w, x, y, u, v, ra, dec, h1, h2 } = point as Named;
  const lines = [h1, h2].reduce((sum, height) => sum + (Number.isNaN(height) ? 0 : square(height - 1)), 0);
  return {
    logPrior: Math.abs(m) <= 20 ? -0.2 * lines : Number.NEGATIVE_INFINITY,
    logLikelihood: -0.1 * (square(phi - 3) + m * m + n + x * x + square(dec - ra)) - w - square(x - y) + u - v,
    blob: { lines, zero: -0 },
  };
}

const growing = () => {
  const proposal = customProposal({ module: new URL('growing-proposal.js', import.meta.url).href, export: 'growing' }, [
    'w',
  ]);
  return everyFamily().map((family) => (family.parameters.join() === 'w' ? (proposal as Proposal<string>) : family));
};

const options = (proposals: () => Proposal<string>[]) => ({
  parameters,
  model,
  chains: CHAINS,
  seed: 2n ** 70n,
  proposals: proposals(),
});

function metropolisHastings(name: string, proposals: () => Proposal<string>[]): Setup {
  const make = () => new MetropolisHastingsSampler({ ...options(proposals), seed: 7 });
  return {
    name,
    create: make,
    async start() {
      const sampler = make();
      await sampler.start(start);
      return sampler;
    },
  };
}

function parallelTempered(name: string, proposals: () => Proposal<string>[], tempering: object): Setup {
  const betas = betaLadder(4, 50);
  const make = () => new ParallelTemperedSampler({ ...options(proposals), betas, ...tempering });
  return {
    name,
    create: make,
    async start() {
      const sampler = make();
      const levels = Object.entries(start).map(([key, values]) => [key, Array.from(betas, () => values)]);
      await sampler.start(Object.fromEntries(levels));
      return sampler;
    },
  };
}

/** Samplers with all that has a state. */
export const setups: readonly Setup[] = [
  metropolisHastings('every family', everyFamily),
  metropolisHastings('a custom proposal', growing),
  parallelTempered('every family, adaptive ladder', everyFamily, { ladder: vousden(), swapInterval: 2 }),
  parallelTempered('a generator for each level', everyFamily, { generators: 'level' }),
  parallelTempered('a custom proposal, resets after swaps', growing, { resetAfterSwap: true }),
];
