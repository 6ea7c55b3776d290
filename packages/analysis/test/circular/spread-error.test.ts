import { mcseSd } from '@epsie/analysis';
import { createBitGenerator, Random } from '@epsie/core';
import test from 'ava';
import { directionOf, spreadOf } from '#src/circular/direction.js';
import { spreadError } from '#src/circular/spread-error.js';
import { matrixOf } from '#src/draws/matrix.js';

const TURN = [0, 2 * Math.PI] as const;
const random = new Random(createBitGenerator(1));

function angles(sd: number, chains: number, draws: number): number[][] {
  const draw = (): number => (((sd * random.standardNormal()) % TURN[1]) + TURN[1]) % TURN[1];
  return Array.from({ length: chains }, () => Array.from({ length: draws }, draw));
}

test('the error of the circular standard deviation is the spread of those of repetitions', (t) => {
  const REPETITIONS = 400;
  const repeated = Array.from({ length: REPETITIONS }, () => {
    const matrix = matrixOf(angles(1.6, 2, 250));
    const direction = directionOf(matrix.values, TURN);
    return { spread: spreadOf(direction, TURN), error: spreadError(matrix, direction, TURN) };
  });
  const mean = repeated.reduce((sum, { spread }) => sum + spread, 0) / REPETITIONS;
  const observed = Math.sqrt(repeated.reduce((sum, { spread }) => sum + (spread - mean) ** 2, 0) / REPETITIONS);
  const estimated = repeated.reduce((sum, { error }) => sum + error, 0) / REPETITIONS;
  // A standard deviation of 400 repetitions has a relative error of 1/√800 = 0.035; three of them.
  t.true(Math.abs(estimated / observed - 1) < 0.11, `${estimated}, ${observed}`);
  // As if the angles were real numbers: √(σ²/2n).
  t.false(Math.abs(mean / Math.sqrt(2 * 500) / observed - 1) < 0.11);
});

test('that of concentrated angles is that of real numbers, in any unit', (t) => {
  const x = angles(0.01, 2, 400).map((chain) => chain.map((angle) => ((angle + 1) % TURN[1]) * (180 / Math.PI)));
  const matrix = matrixOf(x);
  const error = spreadError(matrix, directionOf(matrix.values, [0, 360]), [0, 360]);
  t.true(Math.abs(error / mcseSd(x) - 1) < 1e-3, `${error}, ${mcseSd(x)}`);
});
