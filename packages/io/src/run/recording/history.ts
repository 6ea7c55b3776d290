import type { MetropolisHastingsSampler, ParallelTemperedSampler } from '@epsie/core';

/** A sampler whose run can be kept. */
export type RunSampler = MetropolisHastingsSampler<string> | ParallelTemperedSampler<string>;

type Column = Float64Array | Uint8Array | Int32Array;

/** What a sampler remembers since its last clear, whether it is tempered or not: arrays by temperature and chain. */
export class History {
  readonly #sampler: RunSampler;
  readonly #swapInterval: number;
  // The sampler makes these anew at every look.
  #knownSwaps: ParallelTemperedSampler<string>['swaps'] | undefined;
  #knownBetas: readonly Float64Array[] | undefined;

  /** Views of what the sampler has now. */
  constructor(sampler: RunSampler) {
    this.#sampler = sampler;
    this.#swapInterval = sampler.configuration.tempering?.swapInterval ?? 1;
  }

  /** Iterations before the first that is remembered. */
  get before(): number {
    return this.#sampler.lastClear;
  }

  /** A parameter. */
  parameter(name: string, temperature: number, chain: number): Column {
    return at(this.#sampler.positions[name], temperature, chain);
  }

  /** `logLikelihood` or `logPrior`. */
  stat(name: 'logLikelihood' | 'logPrior', temperature: number, chain: number): Column {
    return at(this.#sampler.stats[name], temperature, chain);
  }

  /** Acceptance ratios, or flags. */
  acceptance(name: 'ratio' | 'accepted', temperature: number, chain: number): Column {
    return at(this.#sampler.acceptance[name], temperature, chain);
  }

  /** A blob. */
  blob(name: string, temperature: number, chain: number): Column {
    return at(this.#sampler.blobs?.[name], temperature, chain);
  }

  /** Inverse temperature of every draw, of a sampler whose ladder adapts: that of the next sweep. */
  beta(temperature: number, chain: number): Column {
    const sweeps = this.#swaps.beta?.[temperature]?.[chain] as Float64Array;
    const now = this.#betas[chain]?.[temperature] as number;
    const { iterations } = this.#sampler;
    const interval = this.#swapInterval;
    const sweepsBefore = Math.floor(this.before / interval);
    return Float64Array.from({ length: iterations - this.before }, (_, i) => {
      const sweep = Math.ceil((this.before + i + 1) / interval) - 1 - sweepsBefore;
      return sweeps[sweep] ?? now;
    });
  }

  /** Level whose state ended at this temperature, sweep by sweep. */
  swapIndex(temperature: number, chain: number): Column {
    return this.#swaps.index[temperature]?.[chain] as Column;
  }

  /** Acceptance ratio of the swap with the next hotter level, sweep by sweep; NaN for the hottest. */
  swapRatio(temperature: number, chain: number): Column | number {
    return this.#swaps.ratio[temperature]?.[chain] ?? Number.NaN;
  }

  get #swaps(): ParallelTemperedSampler<string>['swaps'] {
    this.#knownSwaps ??= (this.#sampler as ParallelTemperedSampler<string>).swaps;
    return this.#knownSwaps;
  }

  get #betas(): readonly Float64Array[] {
    this.#knownBetas ??= (this.#sampler as ParallelTemperedSampler<string>).betas;
    return this.#knownBetas;
  }
}

type ByChain = readonly Column[] | readonly (readonly Column[])[];

function at(columns: ByChain | undefined = [], temperature: number, chain: number): Column {
  const byTemperature = Array.isArray(columns[0]);
  return (byTemperature ? (columns[temperature] as readonly Column[])[chain] : columns[chain]) as Column;
}
