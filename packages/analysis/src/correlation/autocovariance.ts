import { chainOf, type Matrix } from '../draws/matrix.ts';
import { Fourier } from '../math/fourier.ts';

/**
 * Returns the autocovariances at the lags 0, 1, …, n − 1, with n as denominator at every lag, averaged over the chains.
 *
 * Wiener–Khinchin: the inverse transform of the power spectra of the chains, padded with zeros to at least twice their length. Two
 * chains share a complex transform, and only the sum of the spectra is transformed back.
 */
export function autocovariance(matrix: Matrix, means: Float64Array): Float64Array {
  const { chains, length } = matrix;
  const size = 2 ** Math.ceil(Math.log2(Math.max(2 * length, 2)));
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
  return power.subarray(0, length).map((sum) => sum / (size * length * chains));
}

function load(target: Float64Array, chain: Float64Array, mean: number): void {
  for (let t = 0; t < chain.length; t++) target[t] = (chain[t] as number) - mean;
  target.fill(0, chain.length);
}
