import type { ParallelTemperedSampler } from '@epsie/core';
import type { Parameter } from './model.ts';

/** Every how many iterations a sample is kept: neighbours are much alike. */
const THIN = 10;

/** Samples of one component. */
export type Component = { readonly mean: number[]; readonly width: number[]; readonly weight: number[] };

/** What is kept of a run, so that the sampler can forget its history: memory does not grow with every temperature. */
export class Summary {
  /** Components in the order of their means, whatever their labels. */
  readonly components: readonly Component[] = [1, 2, 3].map(() => ({ mean: [], width: [], weight: [] }));
  /** The orders of the labels by mean that each cold chain has been in: one for each mode. */
  readonly modes: readonly Set<string>[];
  /** Acceptance rate per temperature. */
  readonly acceptance: readonly Average[];
  /** Swap ratio between a temperature and the next. */
  readonly swaps: readonly Average[];
  /** Iterations of each chain that went in. */
  iterations = 0;

  constructor(chains: number, temperatures: number) {
    this.modes = Array.from({ length: chains }, () => new Set<string>());
    this.acceptance = Array.from({ length: temperatures }, () => new Average());
    this.swaps = Array.from({ length: temperatures - 1 }, () => new Average());
  }

  /** Takes in all that the sampler has recorded since its last clear. */
  add(sampler: ParallelTemperedSampler<Parameter>): void {
    const iterations = sampler.iterations - sampler.lastClear;
    this.iterations += iterations;
    for (const [t, average] of this.acceptance.entries()) average.add(sampler.acceptance.accepted[t] ?? []);
    for (const [pair, average] of this.swaps.entries()) average.add(sampler.swaps.ratio[pair] ?? []);
    for (const chain of this.modes.keys()) {
      for (let i = 0; i < iterations; i += THIN) this.#addSample(sampler, chain, i);
    }
  }

  #addSample({ positions }: ParallelTemperedSampler<Parameter>, chain: number, iteration: number): void {
    const at = (name: Parameter): number => positions[name][0]?.[chain]?.[iteration] as number;
    const byMean = [
      { label: 1, mean: at('mean1'), width: Math.exp(at('logWidth1')), weight: at('weight1') },
      { label: 2, mean: at('mean2'), width: Math.exp(at('logWidth2')), weight: at('weight2') },
      { label: 3, mean: at('mean3'), width: Math.exp(at('logWidth3')), weight: 1 - at('weight1') - at('weight2') },
    ].sort((a, b) => a.mean - b.mean);
    this.modes[chain]?.add(byMean.map(({ label }) => label).join());
    for (const [rank, { mean, width, weight }] of byMean.entries()) {
      this.components[rank]?.mean.push(mean);
      this.components[rank]?.width.push(width);
      this.components[rank]?.weight.push(weight);
    }
  }
}

class Average {
  #sum = 0;
  #count = 0;

  get value(): number {
    return this.#sum / this.#count;
  }

  /** Adds the numbers of all chains. */
  add(chains: readonly ArrayLike<number>[]): void {
    for (const numbers of chains) {
      for (let i = 0; i < numbers.length; i++) this.#sum += numbers[i] as number;
      this.#count += numbers.length;
    }
  }
}
