import { expected, expectOptions, isNumbers, rangeError, typeError } from '@epsie/core/checks';
import { cholesky, log } from '@epsie/core/math';
import { expectNumbers } from '../checks/arguments.ts';
import { normal } from '../distributions/real/normal.ts';
import { createJoint } from './create.ts';
import type { JointDistribution } from './joint-distribution.ts';
import { expectPoint } from './point.ts';

const LOG_2PI = 1.8378770664093453;
const standard = normal(0, 1);

/** Numbers of {@link multivariateNormal}. */
export type MultivariateNormalOptions = {
  /** Mean of each coordinate. */
  readonly mean: readonly number[];
  /** Covariance matrix: rows of numbers. */
  readonly covariance: readonly (readonly number[])[];
};

/**
 * Creates a multivariate normal distribution.
 *
 * @throws TypeError or RangeError unless the covariance is symmetric and positive definite, with a row per coordinate
 */
export function multivariateNormal(options: MultivariateNormalOptions): JointDistribution {
  const example = 'multivariateNormal({ mean: [0, 0], covariance: [[1, 0], [0, 1]] })';
  expectOptions('multivariateNormal', options, ['mean', 'covariance'], example);
  const mean = expectNumbers('mean', options.mean, 'finite numbers', Number.isFinite);
  const size = mean.length;
  const covariance = expectMatrix(options.covariance, size);
  const factor = new Float64Array(size * size);
  if (cholesky(covariance, size, factor) !== size)
    throw rangeError(expected('covariance', 'a positive definite matrix', options.covariance));
  const diagonal = mean.map((_, i) => factor[i * size + i] as number);
  const logNorm = 0.5 * size * LOG_2PI + diagonal.reduce((sum, root) => sum + log(root), 0);
  return createJoint({
    size,
    domain: { lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY },
    mean,
    sd: mean.map((_, i) => Math.sqrt(covariance[i * size + i] as number)),
    logDensity: (point) => -logNorm - 0.5 * squaredNorm(solveLower(factor, expectPoint(point, size), mean)),
    sample(random) {
      const z = mean.map(() => standard.sample(random));
      return mean.map((m, i) =>
        z.slice(0, i + 1).reduce((sum, zj, j) => sum + (factor[i * size + j] as number) * zj, m),
      );
    },
  });
}

function expectMatrix(matrix: unknown, size: number): Float64Array {
  const what = `a symmetric matrix of ${size} rows of ${size} finite numbers`;
  const isRow = (row: unknown): boolean => isNumbers(row) && row.length === size;
  if (!Array.isArray(matrix) || matrix.length !== size || !matrix.every(isRow))
    throw typeError(expected('covariance', what, matrix));
  const flat = Float64Array.from(matrix.flatMap((row: ArrayLike<number>) => Array.from(row)));
  const isWrong = (value: number, at: number): boolean => {
    const mirrored = flat[(at % size) * size + Math.floor(at / size)] as number;
    return !Number.isFinite(value) || Math.abs(value - mirrored) > 1e-12 * Math.abs(value);
  };
  if (flat.some(isWrong)) throw rangeError(expected('covariance', what, matrix));
  return flat;
}

// Solves L z = x − mean.
function solveLower(factor: Float64Array, point: ArrayLike<number>, mean: readonly number[]): number[] {
  const z: number[] = [];
  for (let i = 0; i < mean.length; i++) {
    let rest = (point[i] as number) - (mean[i] as number);
    for (let j = 0; j < i; j++) rest -= (factor[i * mean.length + j] as number) * (z[j] as number);
    z.push(rest / (factor[i * mean.length + i] as number));
  }
  return z;
}

const squaredNorm = (z: readonly number[]): number => z.reduce((sum, value) => sum + value * value, 0);
