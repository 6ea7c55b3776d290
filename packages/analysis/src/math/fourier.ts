/**
 * Discrete Fourier transforms of one length, a power of two, as autocovariances need them: the spectrum has its frequencies in
 * bit-reversed order, and the way back takes that order, so that nothing is ever reordered.
 *
 * A general library would reorder each transform, and be a dependency.
 */
export class Fourier {
  readonly #length: number;
  readonly #cos: Float64Array;
  readonly #sin: Float64Array;

  constructor(length: number) {
    this.#length = length;
    this.#cos = Float64Array.from({ length: length / 2 }, (_, k) => Math.cos((2 * Math.PI * k) / length));
    this.#sin = Float64Array.from({ length: length / 2 }, (_, k) => -Math.sin((2 * Math.PI * k) / length));
  }

  /** Transforms in place, to bit-reversed order: Σ z_t e^(−2πi f t / N). */
  forward(re: Float64Array, im: Float64Array): void {
    for (let half = this.#length / 2; half >= 1; half /= 2) this.#decimateFrequency(re, im, half);
  }

  /** Transforms in place, from bit-reversed order. Of a real spectrum, the real part is N times that of the inverse transform. */
  backward(re: Float64Array, im: Float64Array): void {
    for (let half = 1; half < this.#length; half *= 2) this.#decimateTime(re, im, half);
  }

  #decimateFrequency(re: Float64Array, im: Float64Array, half: number): void {
    const [cos, sin, length] = [this.#cos, this.#sin, this.#length];
    const stride = length / (2 * half);
    for (let start = 0; start < length; start += 2 * half) {
      for (let j = 0, k = 0; j < half; j++, k += stride) {
        const a = start + j;
        const b = a + half;
        const x = (re[a] as number) - (re[b] as number);
        const y = (im[a] as number) - (im[b] as number);
        re[a] = (re[a] as number) + (re[b] as number);
        im[a] = (im[a] as number) + (im[b] as number);
        re[b] = x * (cos[k] as number) - y * (sin[k] as number);
        im[b] = x * (sin[k] as number) + y * (cos[k] as number);
      }
    }
  }

  #decimateTime(re: Float64Array, im: Float64Array, half: number): void {
    const [cos, sin, length] = [this.#cos, this.#sin, this.#length];
    const stride = length / (2 * half);
    for (let start = 0; start < length; start += 2 * half) {
      for (let j = 0, k = 0; j < half; j++, k += stride) {
        const a = start + j;
        const b = a + half;
        const x = (re[b] as number) * (cos[k] as number) - (im[b] as number) * (sin[k] as number);
        const y = (re[b] as number) * (sin[k] as number) + (im[b] as number) * (cos[k] as number);
        re[b] = (re[a] as number) - x;
        im[b] = (im[a] as number) - y;
        re[a] = (re[a] as number) + x;
        im[a] = (im[a] as number) + y;
      }
    }
  }
}
