import { chainOf, type Matrix } from '../draws/matrix.ts';
import { Fourier } from '../math/fourier.ts';

/** Returns the number of lags that a transform of half the size has, without a wrap from the other end of the chain. */
export const lagsOfHalfSize = (length: number): number => sizeFor(2 * length) / 2 - length + 1;

/**
 * Returns the autocovariances at the lags 0, 1, …, n − 1, or at the first ones, with n as denominator at every lag, averaged over the chains.
 *
 * Wiener–Khinchin: the inverse transform of the power spectra of the chains, padded with zeros for as many lags. Two
 * chains share a complex transform, and only the sum of the spectra is transformed back.
 */
export function autocovariance(matrix: Matrix, means: Float64Array, lags: number = matrix.length): Float64Array {
  const { chains, length } = matrix;
  const size = sizeFor(length + lags - 1);
  const fourier = new Fourier(size);
  const [re, im, power] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  for (let c = 0; c < chains; c += 2) {
    load(re, chainOf(matrix, c), means[c] as number);
    if (c + 1 < chains) load(im, chainOf(matrix, c + 1), means[c + 1] as number);
    else im.fill(0);
    fourier.forward(re, im);
    for (let f = 0; f < size; f++) power[f] = (power[f] as number) + (re[f] as number) ** 2 + (im[f] as number) ** 2;
  }
  fourier.backward(power, im.fill(0));
  return power.subarray(0, lags).map((sum) => sum / (size * length * chains));
}

// Smallest power of two that is as large.
const sizeFor = (length: number): number => 2 ** Math.ceil(Math.log2(Math.max(length, 2)));

function load(target: Float64Array, chain: Float64Array, mean: number): void {
  for (let t = 0; t < chain.length; t++) target[t] = (chain[t] as number) - mean;
  target.fill(0, chain.length);
}
