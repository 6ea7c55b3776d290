import test from 'ava';
import { symmetricEigen } from '#src/math/symmetric-eigen.js';
import { directionOf, lengthAlong } from '#src/proposals/scales/directions.js';
import { findDirections } from '#src/proposals/scales/principal-directions.js';
import type { DirectionScale } from '#src/proposals/scales/scale.js';

function directionsOf(sds: readonly number[], rho: number, units: 'standard' | 'raw'): DirectionScale {
  const n = sds.length;
  const covariance = Float64Array.from({ length: n * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    return (sds[i] as number) * (sds[j] as number) * (i === j ? 1 : rho);
  });
  const scale = {
    units: new Float64Array(n),
    eigenvalues: new Float64Array(n),
    eigenvectors: new Float64Array(n * n),
  };
  findDirections(covariance, units, new Float64Array(n * n), scale);
  return scale;
}

test('in units of the standard deviations directions are those of the correlation matrix, whatever the sizes', (t) => {
  const one = directionsOf([1, 1], 0.6, 'standard');
  const mixed = directionsOf([2 ** -76, 2 ** 30], 0.6, 'standard');
  t.deepEqual(mixed.units, Float64Array.of(2 ** -76, 2 ** 30));
  t.deepEqual([mixed.eigenvalues, mixed.eigenvectors], [one.eigenvalues, one.eigenvectors]);
});

test('an eigenvalue of 10⁻¹⁰ keeps its digits beside sizes of 10⁻²³ and 10⁹', (t) => {
  const [narrow = 0, wide = 0] = directionsOf([1e-23, 1e9], 1 - 1e-10, 'standard').eigenvalues;
  t.true(Math.abs(narrow / 1e-10 - 1) < 1e-5 && Math.abs(wide - 2) < 1e-9, `${narrow}, ${wide}`);
});

test('a parameter without variance has unit 1, and no direction with a variance leads along it', (t) => {
  const { units, eigenvalues, eigenvectors } = directionsOf([2 ** -76, 0], 0, 'standard');
  t.deepEqual([...units], [2 ** -76, 1]);
  t.deepEqual([...eigenvalues], [0, 1]);
  t.deepEqual([...eigenvectors.subarray(2)], [1, 0]);
});

test('variances of 10²⁰⁰ and of 10⁻²⁰⁰ are rotated, although their products overflow or vanish', (t) => {
  for (const size of [1e200, 1e-200]) {
    const values = new Float64Array(2);
    symmetricEigen(Float64Array.of(size, 0.5 * size, 0.5 * size, size), values, new Float64Array(4));
    t.true(Math.abs((values[0] as number) / size - 0.5) < 1e-15, String(values));
  }
});

for (const [where, mean] of [
  ['at 0', [0, 0]],
  ['10⁹ widths away', [1e-14, 1e18]],
] as const) {
  test(`the direction of a jump between parameters of sizes 10⁻²³ and 10⁹ is found, ${where}`, (t) => {
    const scale = directionsOf([1e-23, 1e9], 1 - 1e-10, 'standard');
    for (const j of [0, 1]) {
      for (const z of [-2, -0.1, 0.3, 3]) {
        const length = z * Math.sqrt(scale.eigenvalues[j] as number);
        const from = Float64Array.from(mean);
        const to = from.map(
          (x, i) => x + length * (scale.eigenvectors[2 * j + i] as number) * (scale.units[i] as number),
        );
        t.is(directionOf(to, from, scale), j);
        // The points themselves are rounded, to 10⁻⁷ of their widths far away.
        const rounding = where === 'at 0' ? 1e-12 : 3e-7;
        t.true(Math.abs(lengthAlong(to, from, scale, j) - length) <= rounding, `${j}, ${z}`);
      }
    }
  });
}

test('a jump along no direction is detected, although one of its parameters is tiny', (t) => {
  const scale = directionsOf([1e-23, 1e9], 0.6, 'standard');
  t.is(directionOf(Float64Array.of(1e-23, 0), Float64Array.of(0, 0), scale), -1);
  t.is(directionOf(Float64Array.of(0, 1e9), Float64Array.of(0, 0), scale), -1);
});
