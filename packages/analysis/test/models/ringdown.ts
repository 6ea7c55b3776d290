// The ringdown of GW150914 as a damped sinusoid in two detectors, in Gaussian noise of known covariance.
import { readFileSync } from 'node:fs';
import { normal, uniform } from '@epsie/priors';

/** Strain of a detector around the merger, and the autocovariance of its noise. */
export type Detector = {
  /** Hz. */
  readonly sampleRate: number;
  /** Sample at the merger. */
  readonly mergerIndex: number;
  readonly strain: readonly number[];
  /** Strain², by lag. */
  readonly autocovariance: readonly number[];
};

const url = new URL('../../test/fixtures/gw150914.json', import.meta.url);

/** Strain of GW150914. Its source is in `test/fixtures/README.md`. */
export const gw150914 = JSON.parse(readFileSync(url, 'utf8')) as { readonly H1: Detector; readonly L1: Detector };

/** Log Bayes factor of signal and noise: amplitudes integrated analytically, frequency and τ on a grid of 400 × 195 midpoints. */
export const RINGDOWN_EVIDENCE = 20.46680265024827;

/** First sample after the merger, and number of samples: 95 ms. */
const [BEGIN, LENGTH] = [6, 195];

/**
 * Returns the model: strain = e^{−t/τ} (a cos 2πft + b sin 2πft), with a and b per detector. Its log likelihood is relative to that of noise
 * alone, so that its log evidence is the log Bayes factor of signal and noise.
 */
export function ringdown({ H1, L1 }: { readonly H1: Detector; readonly L1: Detector }) {
  const [h1, l1] = [ratioOf(H1), ratioOf(L1)];
  const amplitude = normal(0, 2e-21);
  return {
    prior: {
      frequency: uniform(150, 350), // Hz
      tau: uniform(0.5e-3, 20e-3), // s
      h1Cos: amplitude,
      h1Sin: amplitude,
      l1Cos: amplitude,
      l1Sin: amplitude,
    },
    logLikelihood: ({ frequency, tau, h1Cos, h1Sin, l1Cos, l1Sin }: RingdownPoint) =>
      h1(frequency, tau, h1Cos, h1Sin) + l1(frequency, tau, l1Cos, l1Sin),
  };
}

type RingdownPoint = {
  readonly [name in 'frequency' | 'tau' | 'h1Cos' | 'h1Sin' | 'l1Cos' | 'l1Sin']: number;
};

/** Returns the log likelihood of a detector's data under noise alone. */
export function noiseLogLikelihood(detector: Detector): number {
  const { factor, data } = whitened(detector);
  const logDeterminant = 2 * factor.reduce((sum, row, i) => sum + Math.log(row[i] as number), 0);
  return -0.5 * (dot(data, data) + logDeterminant + LENGTH * Math.log(2 * Math.PI));
}

/** Returns the function log L(signal) − log L(noise) = ⟨d|h⟩ − ⟨h|h⟩/2 of a detector, with ⟨a|b⟩ = aᵀ C⁻¹ b. */
function ratioOf(detector: Detector): (frequency: number, tau: number, a: number, b: number) => number {
  const { factor, data } = whitened(detector);
  const rows = inverse(factor);
  const signal = new Float64Array(LENGTH);
  return (frequency, tau, a, b) => {
    for (let i = 0; i < LENGTH; i++) {
      const t = i / detector.sampleRate;
      const phase = 2 * Math.PI * frequency * t;
      signal[i] = Math.exp(-t / tau) * (a * Math.cos(phase) + b * Math.sin(phase));
    }
    let ratio = 0;
    for (let i = 0; i < LENGTH; i++) {
      const h = dot(rows[i] as Float64Array, signal);
      ratio += ((data[i] as number) - h / 2) * h;
    }
    return ratio;
  };
}

/** Returns the Cholesky factor of the covariance of the noise, and the data that it whitens. */
function whitened({ autocovariance, strain, mergerIndex }: Detector) {
  const factor = cholesky((i, j) => autocovariance[i - j] as number);
  const begin = mergerIndex + BEGIN;
  return { factor, data: forward(factor, Float64Array.from(strain.slice(begin, begin + LENGTH))) };
}

function cholesky(covariance: (i: number, j: number) => number): Float64Array[] {
  const rows: Float64Array[] = [];
  for (let i = 0; i < LENGTH; i++) {
    const row = new Float64Array(i + 1);
    rows.push(row);
    for (let j = 0; j <= i; j++) {
      const other = rows[j] as Float64Array;
      const rest = covariance(i, j) - dot(row.subarray(0, j), other);
      row[j] = i === j ? Math.sqrt(rest) : rest / (other[j] as number);
    }
  }
  return rows;
}

/** Returns x of L x = b. */
function forward(factor: readonly Float64Array[], b: Float64Array): Float64Array {
  const x = new Float64Array(b.length);
  for (const [i, row] of factor.entries()) x[i] = ((b[i] as number) - dot(row.subarray(0, i), x)) / (row[i] as number);
  return x;
}

/** Returns the rows of L⁻¹, up to their diagonals. */
function inverse(factor: readonly Float64Array[]): Float64Array[] {
  const columns = factor.map((_, j) => forward(factor, new Float64Array(LENGTH).fill(1, j, j + 1)));
  return factor.map((_, i) => Float64Array.from(columns.slice(0, i + 1), (column) => column[i] as number));
}

/** Returns the sum of products, over the length of `a`. Four partial sums do not wait for each other. */
function dot(a: Float64Array, b: Float64Array): number {
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
