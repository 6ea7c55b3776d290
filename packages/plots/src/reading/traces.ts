import type { Steps } from '@epsie/analysis/sources';
import type { Run } from '../options/sources.ts';
import { COLORS } from '../theme/theme.ts';
import { extremes, type Thinned } from './extremes.ts';
import type { Outliers } from './outliers.ts';

/** Parts of a trace of which the smallest and the largest draw are drawn. */
const BINS = 300;
/** Draws of all chains in a part of the band of many chains: at least as many, and one of each chain. */
const PER_BIN = 200;

/** The middle 90 % of the draws of many chains, part by part. */
export type Spread = {
  readonly at: Float64Array;
  readonly low: Float64Array;
  readonly middle: Float64Array;
  readonly high: Float64Array;
};

/** Traces of one quantity: of each chain, and their spread where they are too many for a line each. */
export type Traces = {
  readonly chains: readonly Thinned[];
  readonly spread?: Spread;
  /** Chains that are drawn if they are named: all of a few, those that stand out of many. */
  readonly standing: ReadonlySet<number>;
  /** Of many chains those with the smallest, the middle and the largest median: they are in different modes, if chains are. */
  readonly examples: readonly number[];
};

/** Returns whether chains are too many to be drawn one by one. */
export const areMany = (chains: number): boolean => chains > COLORS;

/** Reads the traces of a quantity, and notes which of many chains stand out after burn-in. */
export function* readTraces(run: Run, name: string, burnIn: number, outliers: Outliers): Steps<Traces> {
  const { draws } = run.reading;
  const chains: Thinned[] = [];
  const samples: Float64Array[] = [];
  const perBin = Math.ceil(PER_BIN / draws.chains);
  const picked = picksOf(draws.length, perBin);
  for (let chain = 0; chain < draws.chains; chain++) {
    const series: Float64Array = yield draws.draws(name, { chain, to: draws.length });
    chains.push(extremes(series, BINS));
    if (areMany(draws.chains)) samples.push(Float64Array.from(picked, (i) => series[i] as number));
  }
  if (!areMany(draws.chains)) return { chains, standing: new Set(chains.keys()), examples: [] };
  const settled = picked.findIndex((i) => (burnIn > 0 ? draws.iterationOfDraw(i) > burnIn : 2 * i >= draws.length));
  const late = samples.map((sample) => sortedOf([sample.subarray(Math.max(settled, 0))]));
  const distances = distancesOf(late);
  for (const [chain, distance] of distances.entries()) outliers.add(chain, distance);
  const standing = new Set([...distances.keys()].filter((chain) => (distances[chain] as number) > 0));
  const examples = examplesOf(late, standing);
  return { chains, spread: spreadOf(samples, picked, perBin), standing, examples };
}

function picksOf(length: number, perBin: number): readonly number[] {
  const count = Math.min(length, BINS * perBin);
  return Array.from({ length: count }, (_, i) => Math.floor(((i + 0.5) * length) / count));
}

function spreadOf(samples: readonly Float64Array[], picked: readonly number[], perBin: number): Spread {
  const bins = Math.ceil(picked.length / perBin);
  const [at, low, middle, high] = Array.from({ length: 4 }, () => new Float64Array(bins)) as [
    Float64Array<ArrayBuffer>,
    Float64Array<ArrayBuffer>,
    Float64Array<ArrayBuffer>,
    Float64Array<ArrayBuffer>,
  ];
  for (let bin = 0; bin < bins; bin++) {
    const [from, to] = [bin * perBin, Math.min((bin + 1) * perBin, picked.length)];
    const sorted = sortedOf(samples.map((sample) => sample.subarray(from, to)));
    at[bin] = ((picked[from] as number) + (picked[to - 1] as number)) / 2;
    low[bin] = quantileIn(sorted, 0.05);
    middle[bin] = quantileIn(sorted, 0.5);
    high[bin] = quantileIn(sorted, 0.95);
  }
  return { at, low, middle, high };
}

// A chain stands out if it never moves, or if its median is not among the middle 90 % of the draws of all chains.
function distancesOf(samples: readonly Float64Array[]): readonly number[] {
  const all = sortedOf(samples);
  const [low, high] = [quantileIn(all, 0.05), quantileIn(all, 0.95)];
  return samples.map((sorted) => {
    if (!(high > low) || sorted.length === 0) return 0;
    const median = quantileIn(sorted, 0.5);
    const isStuck = sorted.length > 1 && sorted[0] === sorted.at(-1);
    return Math.max(isStuck ? 0.5 : 0, Math.max(low - median, median - high) / (high - low));
  });
}

function examplesOf(samples: readonly Float64Array[], standing: ReadonlySet<number>): readonly number[] {
  const medians = samples
    .map((sorted, chain) => ({ chain, median: quantileIn(sorted, 0.5) }))
    .filter(({ chain, median }) => Number.isFinite(median) && !standing.has(chain))
    .sort((a, b) => a.median - b.median);
  const at = [0, Math.floor((medians.length - 1) / 2), medians.length - 1];
  return [...new Set(at)].flatMap((i) => medians[i]?.chain ?? []);
}

function sortedOf(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all.filter(Number.isFinite).sort();
}

const quantileIn = (sorted: Float64Array, p: number): number =>
  sorted[Math.round(p * (sorted.length - 1))] ?? Number.NaN;
