import type { TemperedDisk, TemperedDraws } from '@epsie/analysis';
import {
  betaLadder,
  boundedDiscrete,
  type LadderSpec,
  nestedTransdimensional,
  normal,
  normalBirth,
  ParallelTemperedSampler,
  type Random,
  type SwapSchemeName,
} from '@epsie/core';

const WIDTH = 4;
const logNormal = (x: number): number => -0.5 * (x / WIDTH) ** 2 - Math.log(WIDTH * Math.sqrt(2 * Math.PI));

type Options = {
  readonly chains?: number;
  readonly betas?: ArrayLike<number>;
  readonly ladder?: LadderSpec;
  readonly swaps?: SwapSchemeName;
  readonly seed?: number;
};

/** Log evidence of the Gaussian model, and of the transdimensional one. */
export const EXACT: number = -Math.log(17) / 2;
export const EXACT_OF_TWO: number = Math.log((1 + 17 ** -0.5 + 17 ** -1) / 3);

/** Returns a sampler with a prior N(0, 4²) and a log likelihood −x²/2, which draws from the prior at β = 0. */
export async function gaussianSampler(iterations: number, options: Options = {}) {
  const { chains = 8, betas = betaLadder(5, 50, { prior: true }), ...rest } = options;
  const sampler = new ParallelTemperedSampler({
    parameters: ['x'],
    model: {
      evaluate: ({ x }: { x: number }) => ({ logPrior: logNormal(x), logLikelihood: -0.5 * x * x }),
      samplePrior: (random: Random) => ({ x: WIDTH * random.standardNormal() }),
    },
    proposals: [normal('x', { covariance: 9 })],
    chains,
    betas,
    priorDraws: betas[betas.length - 1] === 0,
    seed: 1,
    ...rest,
  });
  await sampler.start();
  await sampler.run(iterations);
  return sampler;
}

/** Returns a sampler of none, one or two such parameters, as many as `k`, which has a uniform prior. */
export async function transdimensionalSampler(iterations: number) {
  const sampler = new ParallelTemperedSampler({
    parameters: ['k', 'a', 'b'],
    model: ({ k, a, b }: { k: number; a: number; b: number }) => {
      const active = [a, b].filter((x) => !Number.isNaN(x));
      if (k < 0 || k > 2) return { logPrior: Number.NEGATIVE_INFINITY, logLikelihood: 0 };
      return {
        logPrior: active.reduce((sum, x) => sum + logNormal(x), -Math.log(3)),
        logLikelihood: active.reduce((sum, x) => sum - 0.5 * x * x, 0),
      };
    },
    proposals: [
      nestedTransdimensional({
        index: 'k',
        indexProposal: boundedDiscrete('k', { bounds: { k: [0, 2] } }),
        components: [
          { proposal: normal('a', { covariance: 4 }), birth: normalBirth('a', { mean: { a: 0 }, std: { a: 2 } }) },
          { proposal: normal('b', { covariance: 4 }), birth: normalBirth('b', { mean: { b: 0 }, std: { b: 2 } }) },
        ],
      }),
    ],
    chains: 8,
    betas: betaLadder(5, 50, { prior: true }),
    seed: 3,
  });
  const each = (value: number) => Array.from({ length: 5 }, () => new Float64Array(8).fill(value));
  await sampler.start({ k: each(0), a: each(Number.NaN), b: each(Number.NaN) });
  await sampler.run(iterations);
  return sampler;
}

/** Returns the draws of a sampler as a run on disk has them: every column a promise. */
export function onDisk({ history, configuration }: Awaited<ReturnType<typeof gaussianSampler>>): TemperedDisk {
  return {
    configuration,
    chains: history.chains,
    temperatures: history.temperatures,
    length: history.length,
    sweeps: history.sweeps,
    variables: history.variables,
    iterationOfDraw: (draw) => history.iterationOfDraw(draw),
    iterationOfSweep: (sweep) => history.iterationOfSweep(sweep),
    draws: async (name, selection) => history.draws(name, selection),
    betas: async (selection) => history.betas(selection),
    swaps: async (name, selection) => history.swaps(name, selection),
  };
}

/** Swaps to report on: by chain and sweep the acceptance ratio of each pair, and whether it was accepted. */
export type Swap = { readonly ratio: number; readonly accepted: boolean };

/** Returns draws with these swaps; pairs of a sweep are made from the first on. */
export function withSwaps(
  betas: readonly number[],
  chains: readonly (readonly (readonly Swap[])[])[],
): TemperedDraws<Float64Array> {
  const sweeps = chains[0]?.length ?? 0;
  const index = chains.map((swaps) => swaps.map((pairs) => indexOf(betas.length, pairs)));
  return {
    chains: chains.length,
    temperatures: betas.length,
    length: sweeps,
    sweeps,
    variables: [],
    iterationOfDraw: (draw) => draw + 1,
    iterationOfSweep: (sweep) => sweep + 1,
    draws: () => new Float64Array(sweeps),
    betas: ({ temperature = 0, from = 0 }) => new Float64Array(sweeps - from).fill(betas[temperature] as number),
    swaps: (name, { chain, temperature = 0, from = 0 }) =>
      Float64Array.from({ length: sweeps - from }, (_, i) =>
        name === 'index'
          ? (index[chain]?.[from + i]?.[temperature] as number)
          : (chains[chain]?.[from + i]?.[temperature]?.ratio ?? Number.NaN),
      ),
  };
}

function indexOf(levels: number, pairs: readonly Swap[]): number[] {
  const index = Array.from({ length: levels }, (_, t) => t);
  for (const [pair, { accepted }] of pairs.entries())
    if (accepted) [index[pair], index[pair + 1]] = [index[pair + 1] as number, index[pair] as number];
  return index;
}
