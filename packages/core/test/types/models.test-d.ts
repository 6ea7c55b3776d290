// The compiler is the test: each line after `@ts-expect-error` must be an error, and no other line.

import { defineModel, defineModelFactory, MetropolisHastingsSampler, type PortableModel } from '@epsie/core';
import { type Equal, expectTrue } from './equal.ts';

const url = 'file:///model.js';
const evaluation = { logPrior: 0, logLikelihood: 0 };

export function defineModelInfersTheNames(): void {
  const model = defineModel(url, ({ x, y }: { x: number; y: number }) => ({ logPrior: x, logLikelihood: y }));
  expectTrue<Equal<typeof model, PortableModel<'x' | 'y'>>>();
  model({ x: 1, y: 2 }).logLikelihood;
  // @ts-expect-error y is missing
  model({ x: 1 });
  new MetropolisHastingsSampler({ parameters: ['x', 'y'], model, chains: 1 });
  new MetropolisHastingsSampler({ parameters: ['x', 'y', 'z'], model, chains: 1 });
  // @ts-expect-error the model needs y
  new MetropolisHastingsSampler({ parameters: ['x'], model, chains: 1 });
}

export function defineModelInfersTheNamesOfAnObject(): void {
  const model = defineModel(url, {
    evaluate: ({ x }: { x: number }) => ({ logPrior: 0, logLikelihood: x }),
    samplePrior: (random) => ({ x: random.uniform(0, 1) }),
  });
  expectTrue<Equal<typeof model, PortableModel<'x'>>>();
}

export function defineModelFactoryInfersNamesAndOptions(): void {
  const gaussian = defineModelFactory(url, ({ sigma }: { sigma: number }) => ({ x }: { x: number }) => ({
    logPrior: 0,
    logLikelihood: x / sigma,
  }));
  expectTrue<Equal<typeof gaussian, (options: { sigma: number }) => PortableModel<'x'>>>();
  // @ts-expect-error sigma is missing
  gaussian({});
}

export function factoriesMayBeAsynchronous(): void {
  const loaded = defineModelFactory(url, async (path: string) => (_position: { x: number }) => ({
    ...evaluation,
    blob: { length: path.length },
  }));
  expectTrue<Equal<typeof loaded, (options: string) => PortableModel<'x'>>>();
}

export function blobsAreNumbers(): void {
  defineModel(url, (_position: { x: number }) => ({ ...evaluation, blob: { distance: 1 } }));
  // @ts-expect-error a blob of strings
  defineModel(url, (_position: { x: number }) => ({ ...evaluation, blob: { name: 'one' } }));
}
