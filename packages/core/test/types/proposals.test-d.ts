// The compiler is the test: each line after `@ts-expect-error` must be an error, and no other line.

import {
  boundedDiscrete,
  boundedNormal,
  type CycleProposal,
  cycle,
  discrete,
  MetropolisHastingsSampler,
  type NestedTransdimensionalProposal,
  nestedTransdimensional,
  normal,
  normalBirth,
  type SolidAngleProposal,
  solidAngle,
} from '@epsie/core';
import { type Equal, expectTrue } from './equal.ts';

export function proposalsKnowTheirParameters(): void {
  const sky = solidAngle({ azimuth: 'ra', polar: 'dec' });
  expectTrue<Equal<typeof sky, SolidAngleProposal<'ra' | 'dec'>>>();
  const nested = nestedTransdimensional({
    index: 'k',
    indexProposal: discrete('k'),
    components: [
      { proposal: normal('a'), birth: normalBirth('a', { mean: { a: 0 }, std: { a: 1 } }) },
      { proposal: normal('b'), birth: normalBirth('b', { mean: { b: 0 }, std: { b: 1 } }) },
    ],
  });
  expectTrue<Equal<typeof nested, NestedTransdimensionalProposal<'k' | 'a' | 'b'>>>();
  const model = ({ k, a, b }: { k: number; a: number; b: number }) => ({ logPrior: -k, logLikelihood: a + b });
  new MetropolisHastingsSampler({ parameters: ['k', 'a', 'b'], model, chains: 1, proposals: [nested] });
  // @ts-expect-error a proposal of parameters that the sampler does not have
  new MetropolisHastingsSampler({ parameters: ['k', 'a', 'b'], model, chains: 1, proposals: [sky] });
}

export function cyclesKnowTheirParameters(): void {
  const mixed = cycle([
    [normal(['a', 'b']), 2],
    [boundedNormal('b', { bounds: { b: [0, 1] } }), 1],
    [cycle([[normal('a'), 1]]), 1],
  ]);
  expectTrue<Equal<typeof mixed, CycleProposal<'a' | 'b'>>>();
  const model = ({ a, b }: { a: number; b: number }) => ({ logPrior: 0, logLikelihood: a + b });
  new MetropolisHastingsSampler({ parameters: ['a', 'b'], model, chains: 1, proposals: [mixed] });
  // @ts-expect-error a cycle of parameters that the sampler does not have
  new MetropolisHastingsSampler({ parameters: ['a', 'b'], model, chains: 1, proposals: [cycle([[normal('c'), 1]])] });
  nestedTransdimensional({
    index: 'k',
    indexProposal: discrete('k'),
    components: [
      { proposal: cycle([[normal('a'), 1]]), birth: normalBirth('a', { mean: { a: 0 }, std: { a: 1 } }) },
      { proposal: normal('b'), birth: normalBirth('b', { mean: { b: 0 }, std: { b: 1 } }) },
    ],
  });
  // @ts-expect-error a member without a weight
  cycle([[normal('a')]]);
  const moving = nestedTransdimensional({
    index: 'k',
    indexProposal: discrete('k'),
    components: [{ proposal: normal('b'), birth: normalBirth('b', { mean: { b: 0 }, std: { b: 1 } }) }],
  });
  // @ts-expect-error a member that does not move a fixed number of parameters
  cycle([[moving, 1]]);
}

export function namesInOptionsAreThoseOfTheParameters(): void {
  // @ts-expect-error bounds of another parameter
  boundedDiscrete('k', { bounds: { n: [0, 1] } });
  // @ts-expect-error no bounds
  boundedDiscrete('k', {});
  // @ts-expect-error another parameter
  discrete('k', { successive: { n: true } });
  // @ts-expect-error no std
  normalBirth('a', { mean: { a: 0 } });
}
