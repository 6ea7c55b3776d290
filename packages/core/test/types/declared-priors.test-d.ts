// The compiler is the test: each line after `@ts-expect-error` must be an error, and no other line.

import {
  Chain,
  defineModel,
  defineModelFactory,
  MetropolisHastingsSampler,
  normal,
  ParallelTemperedSampler,
  type ParameterPrior,
  type PortableModel,
  type PortableModelWithPrior,
} from '@epsie/core';
import { type Equal, expectTrue } from './equal.ts';

declare const flat: ParameterPrior;
const url = 'file:///model.js';

export function theNamesAreThoseOfThePrior(): void {
  const model = defineModel(url, {
    prior: { frequency: flat, damping: flat },
    logLikelihood: ({ frequency, damping }) => {
      expectTrue<Equal<typeof frequency, number>>();
      return -frequency * damping;
    },
  });
  expectTrue<Equal<typeof model, PortableModelWithPrior<'damping' | 'frequency'>>>();
  expectTrue<Equal<typeof model.prior.parameters, readonly ('damping' | 'frequency')[]>>();
  model({ frequency: 1, damping: 2 }).logLikelihood;
  // @ts-expect-error damping is missing
  model({ frequency: 1 });
  const portable: PortableModel<'damping' | 'frequency'> = model;
  void portable;
}

export function aMisspeltNameDoesNotCompile(): void {
  // @ts-expect-error `frequenzy` is misspelt
  defineModel(url, { prior: { frequency: flat }, logLikelihood: ({ frequenzy }) => frequenzy });
  // @ts-expect-error `frequenzy` is misspelt
  defineModel(url, { prior: { frequency: flat }, logLikelihood: (at) => at.frequenzy });
  // @ts-expect-error `frequenzy` is misspelt
  new MetropolisHastingsSampler({ model: { prior: { x: flat }, logLikelihood: ({ y }) => y }, chains: 1 });
}

export function aLikelihoodReturnsANumberOrABlobToo(): void {
  defineModel(url, { prior: { x: flat }, logLikelihood: ({ x }) => ({ logLikelihood: x, blob: { square: x * x } }) });
  defineModel(url, {
    prior: { x: flat },
    // @ts-expect-error a blob of strings
    logLikelihood: ({ x }) => ({ logLikelihood: x, blob: { name: 'one' } }),
  });
  // @ts-expect-error not a number
  defineModel(url, { prior: { x: flat }, logLikelihood: () => 'one' });
  // @ts-expect-error a likelihood is synchronous
  defineModel(url, { prior: { x: flat }, logLikelihood: async () => 1 });
  // @ts-expect-error a number is not a distribution
  defineModel(url, { prior: { x: 1 }, logLikelihood: () => 1 });
  // @ts-expect-error a pair is not a distribution
  defineModel(url, { prior: { x: [0, 1] }, logLikelihood: () => 1 });
}

export function samplersInferTheNames(): void {
  const model = defineModel(url, { prior: { x: flat, y: flat }, logLikelihood: ({ x, y }) => x * y });
  const plain = new MetropolisHastingsSampler({ model, chains: 8, seed: 1 });
  expectTrue<Equal<typeof plain, MetropolisHastingsSampler<'x' | 'y'>>>();
  const tempered = new ParallelTemperedSampler({ model, chains: 8, betas: [1, 0.5] });
  expectTrue<Equal<typeof tempered, ParallelTemperedSampler<'x' | 'y'>>>();
  const chain = new Chain({ model: { prior: { x: flat, y: flat }, logLikelihood: ({ x, y }) => x * y } });
  expectTrue<Equal<typeof chain, Chain<'x' | 'y'>>>();
  new MetropolisHastingsSampler({ model, chains: 8, parameters: ['y', 'x'], proposals: [normal('x')] });
  // @ts-expect-error no parameter z
  plain.positions.z;
  // @ts-expect-error no parameter z
  new MetropolisHastingsSampler({ model, chains: 8, proposals: [normal('z')] });
  // @ts-expect-error `chains` is missing
  new MetropolisHastingsSampler({ model });
}

export function otherModelsNeedParameters(): void {
  const model = ({ x }: { x: number }) => ({ logPrior: 0, logLikelihood: x });
  // @ts-expect-error `parameters` is missing
  new MetropolisHastingsSampler({ model, chains: 1 });
  // @ts-expect-error `parameters` is missing
  new MetropolisHastingsSampler({ model: { evaluate: model }, chains: 1 });
}

export function factoriesInferNamesAndOptions(): void {
  const fixed = defineModelFactory(url, {
    prior: { x: flat },
    logLikelihood:
      ({ sigma }: { sigma: number }) =>
      ({ x }) =>
        x / sigma,
  });
  expectTrue<Equal<typeof fixed, (options: { sigma: number }) => PortableModelWithPrior<'x'>>>();
  const made = defineModelFactory(url, {
    prior: (_options: { path: string }) => ({ x: flat, y: flat }),
    logLikelihood: async ({ path }) => {
      expectTrue<Equal<typeof path, string>>();
      return ({ x, y }) => x * y;
    },
  });
  expectTrue<Equal<typeof made, (options: { path: string }) => PortableModelWithPrior<'x' | 'y'>>>();
  new MetropolisHastingsSampler({ model: made({ path: 'x.json' }), chains: 1 });
  // @ts-expect-error path is missing
  made({});
  defineModelFactory(url, {
    prior: { x: flat },
    logLikelihood:
      (_: { path: string }) =>
      // @ts-expect-error no parameter z
      ({ z }) =>
        z,
  });
}
