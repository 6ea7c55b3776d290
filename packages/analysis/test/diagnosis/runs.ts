import type { DiagnoseOptions, FindingCode, MemorySource } from '@epsie/analysis';
import {
  andrieuThoms,
  boundedDiscrete,
  equalRejection,
  type LadderSpec,
  MetropolisHastingsSampler,
  normal,
  ParallelTemperedSampler,
  type Proposal,
} from '@epsie/core';

type Start = readonly number[];

/** Returns the log density of a mixture of N(±distance, 1). */
export const twoModes = (x: number, distance: number): number =>
  Math.log(Math.exp(-0.5 * (x - distance) ** 2) + Math.exp(-0.5 * (x + distance) ** 2));

const gaussian = (x: number): number => -0.5 * x * x;
const BEGIN: Start = [0, 0.1, -0.1, 0.2];

type Settings = {
  readonly iterations: number;
  readonly start?: Start;
  readonly proposals?: readonly Proposal<'x'>[];
  readonly logPrior?: (x: number) => number;
  readonly logLikelihood?: (x: number) => number;
};

/** Samples one parameter, by default with a normal posterior and jumps that suit it. */
export async function sampled({ iterations, start = BEGIN, proposals, ...model }: Settings) {
  const { logPrior = () => 0, logLikelihood = gaussian } = model;
  const sampler = new MetropolisHastingsSampler({
    parameters: ['x'],
    model: ({ x }: { x: number }) => ({ logPrior: logPrior(x), logLikelihood: logLikelihood(x) }),
    proposals: proposals ?? [jumps(2.4)],
    chains: start.length,
    seed: 1,
  });
  await sampler.start({ x: start });
  await sampler.run(iterations);
  return sampler;
}

/** Returns normal jumps of `x`. */
export const jumps = (std: number): Proposal<'x'> => normal('x', { covariance: [std * std] });

type Tempered = {
  readonly betas: readonly number[];
  readonly iterations?: number;
  readonly ladder?: LadderSpec;
  readonly swapInterval?: number;
};

/** Samples a normal posterior at several temperatures, of which the prior N(0, 100²) is the hottest. */
export async function tempered({ betas, iterations = 4000, ...settings }: Tempered) {
  const sampler = new ParallelTemperedSampler({
    parameters: ['x'],
    model: ({ x }: { x: number }) => ({ logPrior: gaussian(x / 100), logLikelihood: gaussian(x) }),
    proposals: [jumps(2.4)],
    chains: BEGIN.length,
    seed: 1,
    betas,
    ...settings,
  });
  await sampler.start({ x: betas.map(() => BEGIN) });
  await sampler.run(iterations);
  return sampler;
}

async function integer(most: number) {
  const sampler = new MetropolisHastingsSampler({
    parameters: ['k'],
    model: ({ k }: { k: number }) => ({
      logPrior: 0,
      logLikelihood: k >= 1 && k <= most ? 0 : Number.NEGATIVE_INFINITY,
    }),
    proposals: [boundedDiscrete('k', { bounds: { k: [0, 6] }, covariance: [4] })],
    chains: 4,
    seed: 1,
  });
  await sampler.start({ k: [1, 1, 1, 1] });
  await sampler.run(4000);
  return sampler;
}

const inBox = (x: number): number => (Math.abs(x) < 5 || x === 100 ? 0 : Number.NEGATIVE_INFINITY);
const learning = [normal('x', { adaptation: andrieuThoms({ duration: 1000 }) })];
const eightIn = (mode: number, other: number): Start => [mode, mode, other, mode, mode, other, mode, mode];

type Run = { readonly run: () => Promise<MemorySource>; readonly options?: DiagnoseOptions };

/** For each code a run that deserves it, with the findings about it that are expected, and a run that deserves no finding. */
export const RUNS: {
  readonly [C in FindingCode]: { readonly deserving: Run; readonly finding: object; readonly healthy: Run };
} = {
  CHAINS_DISAGREE: {
    deserving: {
      run: () => sampled({ iterations: 2000, start: eightIn(10, -10), logLikelihood: (x) => twoModes(x, 10) }),
    },
    finding: { severity: 'error', parameter: 'x', chain: 2, chains: [2, 5] },
    healthy: {
      run: () => sampled({ iterations: 4000, start: eightIn(1, -1), logLikelihood: (x) => twoModes(x, 1) }),
    },
  },
  STUCK: {
    deserving: { run: () => sampled({ iterations: 2000, start: [0, 100, 1, 2], logPrior: inBox }) },
    finding: { severity: 'error', parameter: 'x', chain: 1, chains: [1] },
    healthy: { run: () => sampled({ iterations: 2000, start: [0, -1, 1, 2], logPrior: inBox }) },
  },
  TOO_SHORT: {
    deserving: { run: () => sampled({ iterations: 2000, proposals: [jumps(0.1)] }) },
    finding: { severity: 'warning', parameter: 'x', chain: 1, chains: [1, 3, 0] },
    healthy: { run: () => sampled({ iterations: 2000 }) },
  },
  FEW_SAMPLES: {
    deserving: { run: () => sampled({ iterations: 300 }) },
    finding: { severity: 'warning', parameter: 'x' },
    healthy: { run: () => sampled({ iterations: 2000 }) },
  },
  UNDEFINED: {
    deserving: { run: () => integer(1) },
    finding: { severity: 'note', parameter: 'k' },
    healthy: { run: () => integer(4) },
  },
  BURN_IN: {
    deserving: { run: () => sampled({ iterations: 3000, start: [40, 0, 0, 0], proposals: [jumps(1)] }) },
    finding: { severity: 'warning', chain: 0, chains: [0] },
    healthy: {
      run: () => sampled({ iterations: 5000, start: [40, 0, 0, 0], proposals: [jumps(1)] }),
      options: { burnIn: 200 },
    },
  },
  ACCEPTANCE: {
    deserving: { run: () => sampled({ iterations: 5000, proposals: [jumps(200)] }) },
    finding: { severity: 'warning', temperature: 0 },
    healthy: { run: () => sampled({ iterations: 5000, proposals: [jumps(2.4)] }) },
  },
  ADAPTING: {
    deserving: { run: () => sampled({ iterations: 5000, proposals: learning }) },
    finding: { severity: 'warning', parameter: 'x' },
    healthy: { run: () => sampled({ iterations: 5000, proposals: learning }), options: { burnIn: 1000 } },
  },
  SWAPS: {
    deserving: { run: () => tempered({ betas: [1, 1e-6] }) },
    finding: { severity: 'warning', temperature: 0 },
    healthy: { run: () => tempered({ betas: [1, 0.3, 0.1] }) },
  },
  LADDER_MOVES: {
    deserving: { run: () => tempered({ betas: [1, 0.5, 0.1], ladder: equalRejection() }), options: { burnIn: 50 } },
    finding: { severity: 'warning' },
    healthy: {
      run: () => tempered({ betas: [1, 0.5, 0.1], ladder: equalRejection({ rounds: 4, firstRound: 20 }) }),
      options: { burnIn: 500 },
    },
  },
  NO_ROUND_TRIP: {
    deserving: { run: () => tempered({ betas: [1, 0.3, 0.1], swapInterval: 4000 }) },
    finding: { severity: 'warning' },
    healthy: { run: () => tempered({ betas: [1, 0.3, 0.1], swapInterval: 2 }) },
  },
};
