// The compiler is the test: each line after `@ts-expect-error` must be an error, and no other line.

import { defineModel, MetropolisHastingsSampler, type PortableModelWithPrior } from '@epsie/core';
import * as prior from '@epsie/priors';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function expectTrue<_T extends true>(): void {}

const url = 'file:///model.js';

export function everyWayToDeclareHasItsNames(): void {
  const model = defineModel(url, {
    prior: {
      frequency: prior.uniform(150, 350),
      modes: prior.integers(1, 4),
      ...prior.isotropic({ azimuth: 'rightAscension', polar: 'declination', convention: 'declination' }),
      ...prior.dirichlet(1, 1, 1).named('first', 'second'),
      ...prior.customJoint({
        domains: { x: { lower: 0, upper: 1 }, y: { lower: 0, upper: 1 } },
        logDensity: ({ x, y }) => Math.log(x + y),
      }),
      own: prior.custom({ domain: { lower: 0, upper: 1 }, logDensity: () => 0 }),
    },
    logLikelihood: ({ frequency, modes, rightAscension, declination, first, second, x, y, own }) =>
      frequency + modes + rightAscension + declination + first + second + x + y + own,
  });
  type Name = 'frequency' | 'modes' | 'rightAscension' | 'declination' | 'first' | 'second' | 'x' | 'y' | 'own';
  expectTrue<Equal<typeof model, PortableModelWithPrior<Name>>>();
  const sampler = new MetropolisHastingsSampler({ model, chains: 2 });
  expectTrue<Equal<typeof sampler, MetropolisHastingsSampler<Name>>>();
}

export function misspeltNamesDoNotCompile(): void {
  defineModel(url, {
    prior: { ...prior.isotropic({ azimuth: 'phi', polar: 'theta' }), x: prior.normal(0, 1) },
    // @ts-expect-error `theta` is misspelt
    logLikelihood: ({ phi, tetha, x }) => phi + tetha + x,
  });
  defineModel(url, {
    prior: { ...prior.ordered(prior.uniform(0, 1), 2).named('low', 'high') },
    // @ts-expect-error `top` is not a parameter
    logLikelihood: ({ low, top }) => low + top,
  });
  prior.customJoint({
    domains: { x: { lower: 0, upper: 1 }, y: { lower: 0, upper: 1 } },
    // @ts-expect-error no parameter z
    logDensity: ({ z }) => z,
  });
}
