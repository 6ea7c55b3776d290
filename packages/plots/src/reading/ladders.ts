import type { Steps, TemperedReading } from '@epsie/analysis/sources';

/** The ladders of chains over the iterations. */
export type Ladders = {
  /** Iterations of the draws that were read. */
  readonly at: Float64Array;
  /** β by chain, level and draw: of one chain, where all that were read share it. */
  readonly chains: readonly (readonly Float64Array[])[];
  /** Whether no β changed. */
  readonly isFixed: boolean;
  /** Chains that were read. */
  readonly read: number;
};

/** Most chains and most draws of each that are read. */
const MOST = { chains: 40, draws: 400 };

/** Reads the inverse temperatures of all levels, of every n-th draw and chain where there are many. */
export function* readLadders({ draws }: TemperedReading): Steps<Ladders> {
  const read = Math.min(draws.chains, MOST.chains);
  const thin = Math.max(1, Math.ceil(draws.length / MOST.draws));
  const chains: Float64Array[][] = [];
  for (let i = 0; i < read; i++) {
    const chain = Math.floor((i * draws.chains) / read);
    const levels: Float64Array[] = [];
    for (let temperature = 0; temperature < draws.temperatures; temperature++)
      levels.push(yield draws.betas({ chain, temperature, to: draws.length, thin }));
    chains.push(levels);
  }
  const [first = []] = chains;
  const count = first[0]?.length ?? 0;
  const areShared = chains.every((levels) => levels.every((level, t) => areEqual(level, first[t] as Float64Array)));
  return {
    at: Float64Array.from({ length: count }, (_, i) => draws.iterationOfDraw(i * thin)),
    chains: areShared ? [first] : chains,
    isFixed: chains.every((levels) => levels.every((level) => level.every((beta) => beta === level[0]))),
    read,
  };
}

const areEqual = (a: Float64Array, b: Float64Array): boolean => a.every((beta, i) => beta === b[i]);
