import { cholesky } from '@epsie/core/math';

/** Strain that a detector measured around the merger, and the autocovariance of its noise. */
export type Detector = {
  /** Samples per second. */
  readonly sampleRate: number;
  /** Time of the first sample, in GPS seconds. */
  readonly gpsStart: number;
  /** Sample at the merger. */
  readonly mergerIndex: number;
  /** Strain in 10⁻²¹. */
  readonly strain: readonly number[];
  /** Autocovariance of the noise, by lag in samples, in 10⁻⁴². */
  readonly autocovariance: readonly number[];
};

/** Samples from the merger to the first that is analysed: 3 ms, after which a single damped oscillation is left. */
const DELAY = 6;

/** Number of samples that are analysed: 95 ms. */
export const SAMPLES = 195;

/** Returns the logarithm of the likelihood of a signal over that of noise alone. */
export type LogRatio = (signal: Float64Array) => number;

/** Returns the function log L(signal) − log L(noise) of a detector: ⟨data|signal⟩ − ⟨signal|signal⟩ / 2, with ⟨a|b⟩ = aᵀ C⁻¹ b. */
export function createLogRatio(detector: Detector): LogRatio {
  const whitening = whiteningOf(detector);
  const begin = detector.mergerIndex + DELAY;
  const data = Float64Array.from(detector.strain.slice(begin, begin + SAMPLES));
  const whitened = whitening.map((row) => dot(row, data));
  return (signal) => {
    let ratio = 0;
    for (let i = 0; i < SAMPLES; i++) {
      const sample = dot(whitening[i] as Float64Array, signal);
      ratio += ((whitened[i] as number) - 0.5 * sample) * sample;
    }
    return ratio;
  };
}

/** Returns the rows of L⁻¹, up to their diagonals, where L Lᵀ = C is the covariance of the noise. L⁻¹ turns the noise into white noise. */
export function whiteningOf({ autocovariance }: Detector): readonly Float64Array[] {
  const n = SAMPLES;
  const covariance = Float64Array.from({ length: n * n }, (_, k) => {
    return autocovariance[Math.abs(Math.floor(k / n) - (k % n))] as number;
  });
  const factor = new Float64Array(n * n);
  cholesky(covariance, n, factor);
  const rows: Float64Array[] = [];
  for (let i = 0; i < n; i++) {
    const row = new Float64Array(i + 1);
    for (let j = 0; j < i; j++) subtract(row, factor[i * n + j] as number, rows[j] as Float64Array);
    row[i] = 1;
    rows.push(row.map((value) => value / (factor[i * n + i] as number)));
  }
  return rows;
}

function subtract(row: Float64Array, factor: number, other: Float64Array): void {
  for (let k = 0; k < other.length; k++) row[k] = (row[k] as number) - factor * (other[k] as number);
}

/** Returns the sum of products, over the length of `a`. Four partial sums do not wait for each other: twice as fast as one. */
export function dot(a: Float64Array, b: Float64Array): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 3 < a.length; i += 4) {
    s0 += (a[i] as number) * (b[i] as number);
    s1 += (a[i + 1] as number) * (b[i + 1] as number);
    s2 += (a[i + 2] as number) * (b[i + 2] as number);
    s3 += (a[i + 3] as number) * (b[i + 3] as number);
  }
  for (; i < a.length; i++) s0 += (a[i] as number) * (b[i] as number);
  return s0 + s1 + s2 + s3;
}
