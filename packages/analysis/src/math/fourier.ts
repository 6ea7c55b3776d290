/** Longest transforms that are kept, whose factors have a megabyte. */
const LONGEST_KEPT = 65_536;
let last: Fourier | undefined;

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
    this.#cos = Float64Array.from({ length }, (_, k) => Math.cos((2 * Math.PI * k) / length));
    this.#sin = Float64Array.from({ length }, (_, k) => -Math.sin((2 * Math.PI * k) / length));
  }

  /** Returns the transforms of a length. The last ones are kept, since chains of one length follow each other. */
  static of(length: number): Fourier {
    if (last !== undefined && last.#length === length) return last;
    const made = new Fourier(length);
    if (length <= LONGEST_KEPT) last = made;
    return made;
  }

  /** Transforms in place, to bit-reversed order: Σ z_t e^(−2πi f t / N). */
  forward(re: Float64Array, im: Float64Array): void {
    let size = this.#length;
    for (; size >= 4; size /= 4) this.#decimateByFour(re, im, size);
    if (size === 2) decimateByTwo(re, im);
  }

  /** Transforms in place, from bit-reversed order. Of a real spectrum, the real part is N times that of the inverse transform. */
  backward(re: Float64Array, im: Float64Array): void {
    for (let half = 1; half < this.#length; half *= 2) this.#decimateTime(re, im, half);
  }

  // Two steps by two at once: half as many passes through memory.
  #decimateByFour(re: Float64Array, im: Float64Array, size: number): void {
    const [cos, sin, length] = [this.#cos, this.#sin, this.#length];
    const [quarter, stride] = [size / 4, length / size];
    for (let start = 0; start < length; start += size) {
      for (let a = start, k = 0; a < start + quarter; a++, k += stride) {
        const b = a + quarter;
        const c = a + 2 * quarter;
        const d = a + 3 * quarter;
        const ar = re[a] as number;
        const ai = im[a] as number;
        const br = re[b] as number;
        const bi = im[b] as number;
        const cr = re[c] as number;
        const ci = im[c] as number;
        const dr = re[d] as number;
        const di = im[d] as number;
        const sr = ar + cr;
        const si = ai + ci;
        const tr = br + dr;
        const ti = bi + di;
        const ur = ar - cr;
        const ui = ai - ci;
        const vr = bi - di;
        const vi = dr - br;
        re[a] = sr + tr;
        im[a] = si + ti;
        // The factors of the frequencies 2, 1 and 3 modulo 4, in bit-reversed order.
        const c2 = cos[2 * k] as number;
        const s2 = sin[2 * k] as number;
        re[b] = (sr - tr) * c2 - (si - ti) * s2;
        im[b] = (sr - tr) * s2 + (si - ti) * c2;
        const c1 = cos[k] as number;
        const s1 = sin[k] as number;
        re[c] = (ur + vr) * c1 - (ui + vi) * s1;
        im[c] = (ur + vr) * s1 + (ui + vi) * c1;
        const c3 = cos[3 * k] as number;
        const s3 = sin[3 * k] as number;
        re[d] = (ur - vr) * c3 - (ui - vi) * s3;
        im[d] = (ur - vr) * s3 + (ui - vi) * c3;
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

function decimateByTwo(re: Float64Array, im: Float64Array): void {
  for (let a = 0; a < re.length; a += 2) {
    const x = re[a + 1] as number;
    const y = im[a + 1] as number;
    re[a + 1] = (re[a] as number) - x;
    im[a + 1] = (im[a] as number) - y;
    re[a] = (re[a] as number) + x;
    im[a] = (im[a] as number) + y;
  }
}
