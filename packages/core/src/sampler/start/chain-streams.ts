import { Pcg64, type Pcg64State } from '../../random/pcg64.ts';
import { SeedSequence } from '../../random/seed-sequence.ts';
import type { TemperedChainState } from '../../tempering/state.ts';
import type { Tempering } from '../../tempering/tempering.ts';

/** The generators of a chain at its start. */
export type ChainStreams = Pick<TemperedChainState, 'random' | 'levelRandoms'>;

/**
 * Returns the generators of a chain: that of `SeedSequence(seed, [chain])` and, where levels have their own, those of its children. The first
 * children draw the start points of the levels ({@link startRandoms}), as many again are the generators of the levels.
 */
export function chainStreams(seed: bigint, chain: number, tempering: Tempering | undefined): ChainStreams {
  const sequence = new SeedSequence(seed, [chain]);
  const random = Pcg64.fromSeedSequence(sequence).state;
  if (tempering?.generators !== 'level') return { random };
  const levels = tempering.betas.length;
  return {
    random,
    levelRandoms: sequence
      .spawn(2 * levels)
      .slice(levels)
      .map(stateOf),
  };
}

/** Returns one generator per level of a chain to draw its start with, independent of the generators of the chains. */
export const startRandoms = (seed: bigint, chain: number, levels: number): Pcg64State[] =>
  new SeedSequence(seed, [chain]).spawn(levels).map(stateOf);

const stateOf = (sequence: SeedSequence): Pcg64State => Pcg64.fromSeedSequence(sequence).state;
