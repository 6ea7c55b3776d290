/**
 * Replaces complex numbers, a power of two of them, by their discrete Fourier transform.
 *
 * @param {Float64Array} re
 * @param {Float64Array} im
 */
export function fourier(re, im) {
  const { length } = re;
  reverseBits(re);
  reverseBits(im);
  for (let half = 1; half < length; half *= 2) {
    for (let k = 0; k < half; k++) {
      const [cos, sin] = [Math.cos((Math.PI * k) / half), -Math.sin((Math.PI * k) / half)];
      for (let i = k; i < length; i += 2 * half) {
        const j = i + half;
        const [a, b] = [re[j] * cos - im[j] * sin, re[j] * sin + im[j] * cos];
        re[j] = re[i] - a;
        im[j] = im[i] - b;
        re[i] += a;
        im[i] += b;
      }
    }
  }
}

/** @param {Float64Array} values */
function reverseBits(values) {
  for (let i = 1, j = 0; i < values.length; i++) {
    let bit = values.length >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j |= bit;
    if (i < j) [values[i], values[j]] = [values[j], values[i]];
  }
}
