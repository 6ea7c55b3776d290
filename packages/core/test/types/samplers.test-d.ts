// The compiler is the test: each line after `@ts-expect-error` must be an error, and no other line.

import {
  betaLadder,
  boundedNormal,
  Chain,
  type ChainState,
  MetropolisHastingsSampler,
  normal,
  ParallelTemperedSampler,
  type SamplerState,
  type TemperedChainState,
} from '@epsie/core';
import { type Equal, expectTrue } from './equal.ts';

const parameters = ['x', 'y'] as const;
const model = ({ x, y }: { x: number; y: number }) => ({ logPrior: 0, logLikelihood: -x * x - y * y });
const betas = betaLadder(3, 100);

export function metropolisHastingsKnowsItsParameters(): void {
  const sampler = new MetropolisHastingsSampler({ parameters: ['x', 'y'], model, chains: 2 });
  expectTrue<Equal<typeof sampler, MetropolisHastingsSampler<'x' | 'y'>>>();
  expectTrue<Equal<typeof sampler.parameters, readonly ('x' | 'y')[]>>();
  expectTrue<Equal<keyof typeof sampler.positions, 'x' | 'y'>>();
  expectTrue<Equal<typeof sampler.positions.x, readonly Float64Array[]>>();
  expectTrue<Equal<typeof sampler.currentPositions.y, Float64Array>>();
  expectTrue<Equal<typeof sampler.startPositions.y, Float64Array>>();
  expectTrue<Equal<typeof sampler.stats.logPrior, readonly Float64Array[]>>();
  expectTrue<Equal<typeof sampler.acceptance.accepted, readonly Uint8Array[]>>();
  expectTrue<Equal<typeof sampler.seed, bigint>>();
  expectTrue<Equal<typeof sampler.state, SamplerState<ChainState>>>();
  // @ts-expect-error no parameter z
  sampler.positions.z;
  // @ts-expect-error no parameter z
  sampler.currentPositions.z;
  // @ts-expect-error views are not for writing
  sampler.positions.x = [];
  // @ts-expect-error no temperatures
  sampler.betas;
}

export function temperedSamplersHaveAnIndexForTheTemperature(): void {
  const sampler = new ParallelTemperedSampler({ parameters, model, chains: 2, betas });
  expectTrue<Equal<typeof sampler, ParallelTemperedSampler<'x' | 'y'>>>();
  expectTrue<Equal<typeof sampler.positions.x, readonly (readonly Float64Array[])[]>>();
  expectTrue<Equal<typeof sampler.currentPositions.x, readonly Float64Array[]>>();
  expectTrue<Equal<typeof sampler.acceptance.accepted, readonly (readonly Uint8Array[])[]>>();
  expectTrue<Equal<typeof sampler.betas, readonly Float64Array[]>>();
  expectTrue<Equal<typeof sampler.swaps.index, readonly (readonly Int32Array[])[]>>();
  expectTrue<Equal<typeof sampler.state, SamplerState<TemperedChainState>>>();
  // @ts-expect-error no parameter z
  sampler.positions.z;
  // @ts-expect-error betas are required
  new ParallelTemperedSampler({ parameters, model, chains: 2 });
}

export function startPositionsNameEveryParameter(): void {
  const plain = new MetropolisHastingsSampler({ parameters, model, chains: 2 });
  void plain.start({ x: [0, 1], y: Float64Array.of(0, 1) });
  void plain.start();
  // @ts-expect-error y is missing
  void plain.start({ x: [0, 1] });
  // @ts-expect-error no parameter z
  void plain.start({ x: [0, 1], y: [0, 1], z: [0, 1] });
  // @ts-expect-error one array per temperature is for tempered samplers
  void plain.start({ x: [[0, 1]], y: [[0, 1]] });

  const tempered = new ParallelTemperedSampler({ parameters, model, chains: 2, betas });
  void tempered.start({ x: [[0, 1]], y: [[0, 1]] });
  // @ts-expect-error one array per temperature
  void tempered.start({ x: [0, 1], y: [0, 1] });
}

export function proposalsMoveParametersOfTheSampler(): void {
  new MetropolisHastingsSampler({ parameters, model, chains: 2, proposals: [normal('x')] });
  new MetropolisHastingsSampler({ parameters, model, chains: 2, proposals: [normal(['y', 'x'])] });
  new MetropolisHastingsSampler({
    parameters: ['x', 'y'],
    model,
    chains: 2,
    proposals: [boundedNormal('y', { bounds: { y: [0, 1] } }), normal('x')],
  });
  // @ts-expect-error no parameter z
  new MetropolisHastingsSampler({ parameters, model, chains: 2, proposals: [normal('z')] });
  // @ts-expect-error no parameter z
  new MetropolisHastingsSampler({ parameters, model, chains: 2, proposals: [normal('x'), normal(['y', 'z'])] });
}

export function boundsNameTheirParameters(): void {
  boundedNormal(['x', 'y'], { bounds: { x: [0, 1], y: [0, 1] } });
  // @ts-expect-error y is missing
  boundedNormal(['x', 'y'], { bounds: { x: [0, 1] } });
  // @ts-expect-error the proposal does not move z
  boundedNormal('x', { bounds: { x: [0, 1], z: [0, 1] } });
  // @ts-expect-error bounds are pairs
  boundedNormal('x', { bounds: { x: [0] } });
  // @ts-expect-error bounds are required
  boundedNormal('x', {});
}

export function modelsTakeParametersOfTheSampler(): void {
  new MetropolisHastingsSampler({ parameters, chains: 2, model: ({ x }) => ({ logPrior: 0, logLikelihood: -x }) });
  // @ts-expect-error no parameter z
  new MetropolisHastingsSampler({ parameters, chains: 2, model: ({ z }) => ({ logPrior: 0, logLikelihood: z }) });
  new MetropolisHastingsSampler({
    parameters,
    chains: 2,
    // @ts-expect-error no parameter z
    model: ({ z }: { z: number }) => ({ logPrior: 0, logLikelihood: z }),
  });
  // @ts-expect-error an evaluation has a prior
  new MetropolisHastingsSampler({ parameters, chains: 2, model: ({ x }) => ({ logLikelihood: x }) });
  // @ts-expect-error models are synchronous
  new MetropolisHastingsSampler({ parameters, chains: 2, model: async () => ({ logPrior: 0, logLikelihood: 0 }) });
}

export function statesBelongToAKindOfSampler(
  plain: MetropolisHastingsSampler<'x'>,
  tempered: ParallelTemperedSampler<'x'>,
): void {
  plain.setState(plain.state);
  // @ts-expect-error a state with temperatures
  plain.setState(tempered.state);
  // @ts-expect-error a state without temperatures
  tempered.setState(plain.state);
}

export function optionsAreKnown(): void {
  // @ts-expect-error no such option
  new MetropolisHastingsSampler({ parameters, model, chains: 2, betas });
  // @ts-expect-error no such option
  normal('x', { covarience: 2 });
  // @ts-expect-error a seed is a number
  new MetropolisHastingsSampler({ parameters, model, chains: 2, seed: 'one' });
}

// The error must be at the option, not at a model whose parameters are not known any more.
export function misspeltOptionsAreReportedWhereTheyAre(): void {
  new MetropolisHastingsSampler({
    parameters: ['x', 'y'],
    model,
    // @ts-expect-error `chains` is misspelt
    chain: 2,
  });
  new MetropolisHastingsSampler({
    parameters: ['x', 'y'],
    model: ({ x, y }) => ({ logPrior: 0, logLikelihood: -x * x - y * y }),
    // @ts-expect-error `chains` is misspelt
    chain: 2,
  });
  new ParallelTemperedSampler({
    parameters: ['x', 'y'],
    model: ({ x, y }) => ({ logPrior: 0, logLikelihood: -x * x - y * y }),
    chains: 2,
    // @ts-expect-error `betas` is misspelt
    beta: betas,
  });
  new Chain({
    parameters: ['x', 'y'],
    // @ts-expect-error `model` is misspelt
    modell: model,
  });
}
