import { mean } from '../draws/moments.ts';
import type { Series } from '../draws/series.ts';
import { Fourier } from '../math/fourier.ts';

/** Autocovariances of chains. */
export type Autocovariance = {
  /** Those at the lags 0, 1, …, averaged over the chains, with the length of the chains as denominator at every lag. */
  readonly covariances: Float64Array;
  /** Mean of each chain. */
  readonly means: Float64Array;
};

/** Returns the number of lags that a transform of half the size has, without a wrap from the other end of the chain. */
export const lagsOfHalfSize = (length: number): number => sizeFor(2 * length) / 2 - length + 1;

/**
 * Returns the autocovariances at the lags 0, 1, …, n − 1, or at the first ones.
 *
 * Wiener–Khinchin: the inverse transform of the power spectra of the chains, padded with zeros for as many lags. Two
 * chains share a complex transform, and only the sum of the spectra is transformed back.
 */
export function autocovariance(series: Series, lags: number = series.length): Autocovariance {
  const { chains, length } = series;
  const size = sizeFor(length + lags - 1);
  const fourier = Fourier.of(size);
  const [re, im, power] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  const means = new Float64Array(chains);
  for (let c = 0; c < chains; c += 2) {
    means[c] = load(re, series, c);
    if (c + 1 < chains) means[c + 1] = load(im, series, c + 1);
    else im.fill(0);
    fourier.forward(re, im);
    for (let f = 0; f < size; f++) power[f] = (power[f] as number) + (re[f] as number) ** 2 + (im[f] as number) ** 2;
  }
  fourier.backward(power, im.fill(0));
  return { covariances: power.subarray(0, lags).map((sum) => sum / (size * length * chains)), means };
}

// Smallest power of two that is as large.
const sizeFor = (length: number): number => 2 ** Math.ceil(Math.log2(Math.max(length, 2)));

// Writes a chain without its mean, and zeros behind it. Returns the mean.
function load(target: Float64Array, series: Series, c: number): number {
  const chain = target.subarray(0, series.length);
  series.load(c, chain);
  const center = mean(chain);
  for (let t = 0; t < chain.length; t++) chain[t] = (chain[t] as number) - center;
  target.fill(0, chain.length);
  return center;
}
