import {
  boundedDiscrete,
  MetropolisHastingsSampler,
  nestedTransdimensional,
  normal,
  normalBirth,
  type Pool,
  type PortableModel,
} from '@epsie/core';
import { velocities } from '../galaxies/velocities.ts';
import { lazyNormal } from './lazy-normal.ts';
import { centre, componentParameters, galaxies, MOST, type Parameter, parameters } from './model.ts';

/** Moves of the components: each moves with probability `rate`. */
const MOVE = { std: [0.6, 0.7, 0.8], rate: 0.1 };

const components = Array.from({ length: MOST }, (_, i) => {
  const names = componentParameters(i + 1);
  const [mean, logPrecision, logWeight] = names;
  // Births need not come from the prior: these are narrower. If they were much narrower, distant components would seldom die.
  const birth = normalBirth(names, {
    mean: { [mean]: centre, [logPrecision]: 0.5, [logWeight]: -1.5 },
    std: { [mean]: 20, [logPrecision]: 1.2, [logWeight]: 1.3 },
  } as { mean: { [K in (typeof names)[number]]: number }; std: { [K in (typeof names)[number]]: number } });
  return { proposal: lazyNormal(names, MOVE), birth };
});

const proposals = [
  normal('logRate', { covariance: 0.3 }),
  nestedTransdimensional({
    index: 'k',
    indexProposal: boundedDiscrete('k', { bounds: { k: [1, MOST] }, successive: true }),
    components,
  }),
];

/** Settings of a sampler. */
export type Settings = {
  readonly chains: number;
  readonly seed: bigint;
  readonly pool?: Pool;
  /** Default: the model with its likelihood. */
  readonly model?: PortableModel<Parameter>;
};

/** Creates a sampler of the number of components. */
export const createSampler = ({ chains, seed, pool, model = galaxies({ likelihood: true }) }: Settings) =>
  new MetropolisHastingsSampler({ parameters, model, chains, seed, proposals, ...(pool && { pool }) });

/** Starts chain c with 1 + c mod 10 components at quantiles of the data. */
export function startPositions(chains: number): { [K in Parameter]: number[] } {
  const positions = Object.fromEntries(parameters.map((name) => [name, new Array<number>(chains).fill(Number.NaN)]));
  const set = (name: string, chain: number, value: number): void => {
    (positions[name] as number[])[chain] = value;
  };
  for (let chain = 0; chain < chains; chain++) {
    const k = 1 + (chain % 10);
    set('k', chain, k);
    set('logRate', chain, 0);
    for (let j = 1; j <= k; j++) {
      const [mean, logPrecision, logWeight] = componentParameters(j);
      set(mean, chain, velocities[Math.floor(((j - 0.5) / k) * velocities.length)] as number);
      set(logPrecision, chain, -1);
      set(logWeight, chain, 0);
    }
  }
  return positions as { [K in Parameter]: number[] };
}
