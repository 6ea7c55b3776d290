import { expected, isNumbers } from '../../checks/validate.ts';
import { rangeError, typeError } from '../../errors/wrong-use.ts';
import { cholesky } from '../../math/cholesky.ts';

/** Covariance of a jump: one variance for all parameters, one each, or a matrix of rows. */
export type Covariance = number | ArrayLike<number> | readonly ArrayLike<number>[];

/** The scale of a proposal whose parameters move independently. */
export type DiagonalScale = {
  /** Standard deviation of each parameter. */
  readonly std: Float64Array;
};

/** The scale of a proposal whose parameters move together. */
export type FullScale = {
  /** The covariance matrix, row-major, n × n. */
  readonly covariance: Float64Array;
  /** Its lower Cholesky factor, row-major, n × n. */
  readonly factor: Float64Array;
};

/** The scale of a proposal that moves along one eigenvector at a time. */
export type DirectionScale = {
  /** Unit of each parameter: eigenvalues and eigenvectors are those of the parameters divided by it. */
  readonly units: Float64Array;
  /** Variances along the eigenvectors, ascending. */
  readonly eigenvalues: Float64Array;
  /** The unit eigenvectors, one in each row, row-major, n × n. */
  readonly eigenvectors: Float64Array;
};

/** The scale of a proposal that jumps on a sphere. */
export type Concentration = {
  /** Concentration κ of the von Mises–Fisher distribution. */
  kappa: number;
};

/** Units in which the eigenvector families find directions: each parameter by its standard deviation, or as it is. */
export type Units = 'standard' | 'raw';

/** Variances, or the rows of a matrix that is not diagonal. */
export type Normalised = readonly number[] | readonly (readonly number[])[];

/**
 * Checks a covariance in any of its forms. Returns variances, or the rows of a matrix that is not diagonal.
 *
 * @param n number of parameters
 */
export function normaliseCovariance(covariance: Covariance | undefined, n: number): Normalised | undefined {
  if (covariance === undefined) return undefined;
  if (typeof covariance === 'number') return checkVariances(new Array<number>(n).fill(covariance), covariance, n);
  if (isNumbers(covariance)) return checkVariances(Array.from(covariance), covariance, n);
  if (
    !Array.isArray(covariance) ||
    covariance.length !== n ||
    !covariance.every((row) => isNumbers(row) && row.length === n)
  ) {
    throw typeError(expected('covariance', `a number, ${n} variances or a ${n} × ${n} matrix of rows`, covariance));
  }
  const rows = (covariance as readonly ArrayLike<number>[]).map((row) => Array.from(row));
  checkMatrix(rows);
  const variances = rows.map((row, i) => row[i] as number);
  return rows.every((row, i) => row.every((value, j) => i === j || value === 0)) ? variances : rows;
}

/** Returns whether a normalised covariance is a matrix. */
export const isMatrix = (covariance: Normalised | undefined): covariance is readonly (readonly number[])[] =>
  Array.isArray(covariance?.[0]);

/** Options of the proposals whose covariance may be singular. */
export type SingularOption = {
  /** Allows a `covariance` with a parameter of zero variance, which then never moves. Default false. A matrix that is singular although every variance is above 0 is allowed either way; the option silences the sampler's warning about it. */
  readonly singular?: boolean;
};

/**
 * Refuses parameters of zero variance, unless `singular` allows them.
 *
 * @throws RangeError that names the option to pass
 */
export function expectVariance(covariance: Normalised | undefined, singular: boolean, given: unknown): void {
  if (singular || covariance === undefined) return;
  const variances = covariance.map((row, i) => (typeof row === 'number' ? row : row[i]));
  if (!variances.includes(0)) return;
  throw rangeError(
    `${expected('covariance', 'variances above 0', given)}. A parameter of zero variance never moves: pass \`singular: true\` if that is what you want`,
  );
}

/** Returns the rank of a covariance of n parameters. */
export function rankOf(covariance: Normalised, n: number): number {
  return isMatrix(covariance)
    ? cholesky(covariance.flat(), n, new Float64Array(n * n))
    : covariance.filter((variance) => variance !== 0).length;
}

/** Returns the standard deviations of a diagonal covariance; ones without it. */
export function diagonalScale(variances: readonly number[] | undefined, n: number): DiagonalScale {
  return { std: Float64Array.from(variances ?? new Array<number>(n).fill(1), Math.sqrt) };
}

/** Returns a matrix with its Cholesky factor; a diagonal covariance becomes a matrix. */
export function fullScale(covariance: Normalised | undefined, n: number): FullScale {
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    if (isMatrix(covariance)) matrix.set(covariance[i] as readonly number[], i * n);
    else matrix[i * n + i] = (covariance?.[i] as number | undefined) ?? 1;
  }
  const factor = new Float64Array(n * n);
  cholesky(matrix, n, factor);
  return { covariance: matrix, factor };
}

function checkVariances(variances: number[], given: unknown, n: number): readonly number[] {
  if (variances.length !== n) throw typeError(expected('covariance', `${n} variances, one for each parameter`, given));
  if (variances.some((v) => !Number.isFinite(v) || v < 0)) {
    throw rangeError(expected('covariance', 'finite variances from 0 up', given));
  }
  return variances;
}

function checkMatrix(rows: readonly (readonly number[])[]): void {
  const n = rows.length;
  const flat = rows.flat();
  if (flat.some((value) => !Number.isFinite(value))) throw rangeError(expected('covariance', 'finite numbers', rows));
  // Each element is compared on the scale of its own two parameters.
  const std = rows.map((row, i) => Math.sqrt(Math.abs(row[i] as number)));
  const skewed = rows.some((row, i) =>
    row.some(
      (value, j) => !(Math.abs(value - (flat[j * n + i] as number)) <= 1e-12 * (std[i] as number) * (std[j] as number)),
    ),
  );
  if (skewed) throw rangeError(expected('covariance', 'a symmetric matrix', rows));
  if (cholesky(flat, n, new Float64Array(n * n)) < 0) {
    throw rangeError(expected('covariance', 'a positive semi-definite matrix', rows));
  }
}
