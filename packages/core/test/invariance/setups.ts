import {
  andrieuThoms,
  betaLadder,
  boundedNormal,
  cycle,
  differentialEvolution,
  equalRejection,
  MetropolisHastingsSampler,
  normal,
  ParallelTemperedSampler,
  type Pool,
  type PortableModel,
  type Proposal,
  priorDraw,
  type RunOptions,
  type SamplerState,
  type Segment,
  type StreamOptions,
  siviaSkilling,
  snooker,
  veitch,
  vousden,
} from '@epsie/core';
import declared, { batch as declaredBatch } from './declared.ts';
import everyFamily, * as family from './every-family.ts';
import ridge, { type Name, batch as ridgeBatch } from './ridge.ts';

/** Members that both samplers have, whatever the shape of their arrays. */
export interface AnySampler {
  readonly iterations: number;
  readonly lastClear: number;
  readonly positions: object;
  readonly stats: object;
  readonly acceptance: object;
  readonly blobs: object | undefined;
  readonly swaps?: object;
  readonly currentPositions: object;
  readonly startPositions: object;
  readonly state: SamplerState;
  run(iterations: number, options?: RunOptions): Promise<void>;
  stream(options: StreamOptions): AsyncGenerator<Segment, void, undefined>;
  clear(): void;
  resetAdaptation(): void;
  setState(state: SamplerState): void;
}

/** A sampler that a test can create as often as it needs. */
export type Setup = {
  readonly name: string;
  readonly model: PortableModel<never>;
  /** The same model, of many points at once. */
  readonly batch: PortableModel<never>;
  /** A sampler that has not started. */
  create(pool?: Pool, model?: PortableModel<never>): AnySampler;
  /** A sampler at its start points. */
  start(pool?: Pool, model?: PortableModel<never>): Promise<AnySampler>;
};

const CHAINS = 3;
const TEMPERATURES = 4;
const START: { readonly [K in Name]: readonly number[] } = {
  a: [3, -3, 0.5],
  b: [0.5, 0, 1],
  c: [0, 1, -2],
  d: [0, 0.3, 1.5],
};
const common = { parameters: ['a', 'b', 'c', 'd'], model: ridge, chains: CHAINS, seed: 20160113 } as const;

const everyAdaptation = () => [
  normal('a', { adaptation: veitch({ duration: 200, priorWidths: { a: 12 } }) }),
  boundedNormal('b', { bounds: { b: [0, 1] }, covariance: 0.1, adaptation: siviaSkilling() }),
  normal(['c', 'd'], { adaptation: andrieuThoms({ duration: 150, componentwise: true }) }),
];

const jumpIntervals = () => [
  normal('a', { covariance: 4, jumpInterval: 3, jumpIntervalDuration: 20 }),
  boundedNormal('b', { bounds: { b: [0, 1] }, adaptation: andrieuThoms({ duration: 40 }), jumpInterval: 2 }),
];

function metropolisHastings(name: string, proposals: typeof everyAdaptation | typeof jumpIntervals): Setup {
  const create = (pool?: Pool, model: PortableModel<never> = ridge as never) =>
    new MetropolisHastingsSampler({ ...common, model: model as never, proposals: proposals(), ...(pool && { pool }) });
  return {
    name,
    model: ridge as unknown as Setup['model'],
    batch: ridgeBatch as unknown as Setup['batch'],
    create,
    async start(...where) {
      const sampler = create(...where);
      await sampler.start(START);
      return sampler;
    },
  };
}

const pastAndPrior = () => [
  cycle<Name>([
    [priorDraw(), 1],
    [differentialEvolution(['a', 'd', 'c'], { snooker: 0.2, bounds: { a: [-6, 6] } }), 3],
    [snooker(['d', 'b'], { capacity: 6, duration: 50 }), 1],
    [normal(['a', 'b', 'c', 'd'], { covariance: 0.1 }), 1],
  ]),
];

type Tempering = Pick<
  ConstructorParameters<typeof ParallelTemperedSampler>[0],
  'swapInterval' | 'swaps' | 'ladder' | 'resetAfterSwap' | 'priorDraws' | 'generators'
>;

function parallelTempered(
  name: string,
  tempering: Tempering,
  proposals = everyAdaptation as () => Proposal<Name>[],
): Setup {
  const betas = betaLadder(TEMPERATURES, 50);
  const create = (pool?: Pool, model: PortableModel<never> = ridge as never) =>
    new ParallelTemperedSampler({
      ...common,
      model: model as never,
      betas,
      ...tempering,
      proposals: proposals(),
      ...(pool && { pool }),
    });
  const everywhere = (values: readonly number[]) => Array.from(betas, () => values);
  return {
    name,
    model: ridge as unknown as Setup['model'],
    batch: ridgeBatch as unknown as Setup['batch'],
    create,
    async start(...where) {
      const sampler = create(...where);
      const { a, b, c, d } = START;
      await sampler.start({ a: everywhere(a), b: everywhere(b), c: everywhere(c), d: everywhere(d) });
      return sampler;
    },
  };
}

const familyOptions = (model: PortableModel<never> = everyFamily as never) => ({
  parameters: family.parameters,
  model: model as unknown as typeof everyFamily,
  chains: 2,
  seed: 3,
  proposals: family.proposals(),
});

const untempered: Setup = {
  name: 'every family',
  model: everyFamily as unknown as Setup['model'],
  batch: family.batch as unknown as Setup['batch'],
  create: (pool, model) => new MetropolisHastingsSampler({ ...familyOptions(model), ...(pool && { pool }) }),
  async start(pool, model) {
    const sampler = new MetropolisHastingsSampler({ ...familyOptions(model), ...(pool && { pool }) });
    await sampler.start(family.start);
    return sampler;
  },
};

const tempered = (name: string, tempering: Tempering): Setup => ({
  name,
  model: everyFamily as unknown as Setup['model'],
  batch: family.batch as unknown as Setup['batch'],
  create: (pool, model) => createTempered(tempering, pool, model),
  async start(...where) {
    const sampler = createTempered(tempering, ...where);
    const entries = Object.entries(family.start).map(([name, values]) => [name, [values, values, values]]);
    await sampler.start(Object.fromEntries(entries) as { [K in keyof typeof family.start]: number[][] });
    return sampler;
  },
});

function createTempered(tempering: Tempering, pool?: Pool, model?: PortableModel<never>) {
  const options = { ...familyOptions(model), betas: [1, 0.4, 0], swapInterval: 2, ...tempering };
  return new ParallelTemperedSampler({ ...options, ...(pool && { pool }) });
}

const createDeclared = (pool?: Pool, model: PortableModel<never> = declared as never) =>
  new ParallelTemperedSampler({
    model: model as unknown as typeof declared,
    chains: 3,
    seed: 12,
    betas: [1, 0.3, 0],
    ...(pool && { pool }),
  });

const drawnFromPrior: Setup = {
  name: 'declared prior, drawn starts',
  model: declared as unknown as Setup['model'],
  batch: declaredBatch as unknown as Setup['batch'],
  create: createDeclared,
  async start(...where) {
    const sampler = createDeclared(...where);
    await sampler.start();
    return sampler;
  },
};

/** Metropolis–Hastings and tempered chains with everything that has a state; their model returns blobs. */
export const setups: readonly Setup[] = [
  metropolisHastings('every adaptation', everyAdaptation),
  metropolisHastings('jump intervals', jumpIntervals),
  parallelTempered('adaptive ladder, swaps every third iteration', {
    swapInterval: 3,
    ladder: vousden({ tau: 50, nu: 5 }),
  }),
  parallelTempered('adaptation reset after swaps', { resetAfterSwap: true }),
  parallelTempered('differences of past points, and draws from the prior', { swapInterval: 2 }, pastAndPrior),
  parallelTempered('both parities in every sweep', {
    swaps: 'evenOddTwice',
    swapInterval: 2,
    ladder: vousden({ tau: 50 }),
  }),
  parallelTempered('ladder of equal rejection for each chain', {
    swaps: 'evenOdd',
    ladder: equalRejection({ rounds: 4, firstRound: 3, shared: false }),
  }),
  parallelTempered('ladder of equal rejection that chains share', {
    swapInterval: 2,
    ladder: equalRejection({ rounds: 5, firstRound: 2 }),
  }),
  parallelTempered('draws from the prior, Vousden ladder', {
    swaps: 'evenOddTwice',
    ladder: vousden({ tau: 50, duration: 60 }),
    priorDraws: true,
  }),
  parallelTempered('draws from the prior, ladder of equal rejection', {
    swaps: 'evenOdd',
    swapInterval: 3,
    ladder: equalRejection({ rounds: 4, firstRound: 2 }),
    priorDraws: true,
    resetAfterSwap: true,
  }),
  untempered,
  tempered('every family, tempered', {}),
  tempered('every family, a generator for each level', { generators: 'level' }),
  parallelTempered('a generator for each level, draws from the prior', {
    generators: 'level',
    swapInterval: 3,
    ladder: vousden({ tau: 50 }),
    priorDraws: true,
    resetAfterSwap: true,
  }),
  drawnFromPrior,
];
