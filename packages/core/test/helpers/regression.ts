import { createBitGenerator, type ModelFunction, Random } from '@epsie/core';
import type { Exact, Problem } from './problem.ts';

/** A linear regression y = X b + s z, with flat priors on the coefficients and on the residual sd s > 0. */
export type Regression = {
  /** Number of observations. */
  readonly n: number;
  /** Predictors of an observation: the first is 1, the rest are not centred. */
  row(random: Random, i: number): readonly number[];
  /** True coefficients, and residual sd, of the synthetic data. */
  readonly coefficients: readonly number[];
  readonly residual: number;
  readonly seed: number;
};

/** Its data: a matrix of rows, and observations. */
export type Data = { readonly rows: readonly (readonly number[])[]; readonly y: readonly number[] };

/** Synthetic data of a regression: always the same. */
export function dataOf({ n, row, coefficients, residual, seed }: Regression): Data {
  const random = new Random(createBitGenerator(seed));
  const rows = Array.from({ length: n }, (_, i) => row(random, i));
  return { rows, y: rows.map((x) => dot(x, coefficients) + residual * random.standardNormal()) };
}

/**
 * The posterior in the parameters b0, b1, … and s. Given s the coefficients are Gaussian about those of least squares, with
 * covariance s² (XᵀX)⁻¹; what is left is an integral over s.
 *
 * @param apart standard deviation of the starts, in standard deviations of each coefficient by itself: 2 of these are a hundred
 * across the ridge
 */
export function regressionProblem(regression: Regression, apart = 2): Problem {
  const data = dataOf(regression);
  const fit = fitOf(data);
  const { n, d } = fit;
  const residual = residualOf(n - d, fit.rss);
  const rms = Math.sqrt(residual.mean ** 2 + residual.sd ** 2);
  const exact: { [name: string]: Exact } = { s: residual };
  for (let j = 0; j < d; j++) exact[`b${j}`] = { mean: fit.b[j] as number, sd: rms * (fit.spread[j] as number) };
  const parameters = Object.keys(exact);
  return {
    parameters,
    model: modelOf(fit),
    exact,
    start: (random) =>
      Object.fromEntries(
        parameters.map((name) => {
          const { mean, sd } = exact[name] as Exact;
          const z = random.standardNormal();
          return [name, name === 's' ? mean * Math.exp(0.3 * z) : mean + apart * sd * z];
        }),
      ),
  };
}

type Fit = {
  readonly n: number;
  readonly d: number;
  /** Means of the predictors; 0 for the constant. */
  readonly means: readonly number[];
  /** Products of the centred predictors. */
  readonly gram: readonly (readonly number[])[];
  /** Coefficients of least squares, of the predictors as they are. */
  readonly b: readonly number[];
  /** Intercept of the centred predictors. */
  readonly centre: number;
  /** Standard deviation of each coefficient per unit of s. */
  readonly spread: readonly number[];
  /** Residual sum of squares. */
  readonly rss: number;
};

function fitOf({ rows, y }: Data): Fit {
  const n = rows.length;
  const d = (rows[0] as readonly number[]).length;
  const means = Array.from({ length: d }, (_, j) => (j === 0 ? 0 : sum(rows.map((x) => x[j] as number)) / n));
  const centred = rows.map((x) => x.map((value, j) => value - (means[j] as number)));
  const gram = means.map((_, i) => means.map((__, j) => sum(centred.map((x) => (x[i] as number) * (x[j] as number)))));
  const right = means.map((_, i) => sum(centred.map((x, k) => (x[i] as number) * (y[k] as number))));
  const c = solve(gram, right);
  const centre = c[0] as number;
  const b = [centre - dot(c.slice(1), means.slice(1)), ...c.slice(1)];
  const rss = sum(centred.map((x, k) => ((y[k] as number) - dot(x, c)) ** 2));
  const spread = means.map((_, j) => {
    // The intercept of the predictors as they are is that of the centred ones, less the slopes times the means.
    const direction = means.map((m, k) => (k === j ? 1 : j === 0 ? -m : 0));
    return Math.sqrt(dot(direction, solve(gram, direction)));
  });
  return { n, d, means, gram, b, centre, spread, rss };
}

// By sufficient statistics: it is the sum over all observations but for rounding.
function modelOf({ n, d, means, gram, b, centre, rss }: Fit): ModelFunction<string> {
  const e = new Float64Array(d);
  const names = b.map((_, j) => `b${j}`);
  return (point) => {
    const { s = Number.NaN, b0 = Number.NaN } = point;
    if (!(s > 0)) return { logPrior: Number.NEGATIVE_INFINITY, logLikelihood: Number.NaN };
    let c = b0;
    for (let j = 1; j < d; j++) {
      const slope = point[names[j] as string] as number;
      c += slope * (means[j] as number);
      e[j] = slope - (b[j] as number);
    }
    e[0] = c - centre;
    let form = 0;
    for (let i = 0; i < d; i++) form += (e[i] as number) * dot(gram[i] as readonly number[], e);
    return { logPrior: 0, logLikelihood: -n * Math.log(s) - (rss + form) / (2 * s * s) };
  };
}

/**
 * Mean and sd of s with density ∝ s^−ν exp(−rss / 2 s²), by the trapezoidal rule: exact to rounding for a smooth function that
 * vanishes at both ends.
 *
 * @param nu observations less coefficients: the integral over the coefficients is ∝ s^d
 */
export function residualOf(nu: number, rss: number): Exact {
  const mode = Math.sqrt(rss / nu);
  const logDensity = (s: number): number => -nu * Math.log(s / mode) - rss / 2 / (s * s) + nu / 2;
  let [zeroth, first, second] = [0, 0, 0];
  for (let i = 1; i <= 20_000; i++) {
    const s = mode * (0.2 + i * 5e-4);
    const p = Math.exp(logDensity(s));
    zeroth += p;
    first += p * s;
    second += p * s * s;
  }
  const mean = first / zeroth;
  return { mean, sd: Math.sqrt(second / zeroth - mean * mean) };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += (a[i] as number) * (b[i] as number);
  return total;
}

/** Solves A x = v for a positive definite A, by elimination. */
function solve(matrix: readonly (readonly number[])[], v: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, v[i] as number]);
  const n = rows.length;
  for (const [k, pivot] of rows.entries()) {
    for (const row of rows.slice(k + 1)) {
      const factor = (row[k] as number) / (pivot[k] as number);
      for (let j = k; j <= n; j++) row[j] = (row[j] as number) - factor * (pivot[j] as number);
    }
  }
  const x = new Array<number>(n).fill(0);
  for (let k = n - 1; k >= 0; k--) {
    const row = rows[k] as number[];
    x[k] = ((row[n] as number) - dot(row.slice(0, n), x)) / (row[k] as number);
  }
  return x;
}
