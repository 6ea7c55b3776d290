// What a transdimensional proposal relies on: the density of a birth is that of its draws, which come from the given Random alone.
import { createBitGenerator, logNormalBirth, normalBirth, Random, uniformBirth } from '@epsie/core';
import test from 'ava';
import type { BirthKernel } from '#src/proposals/births/birth.js';
import { BIRTHS, createBirthKernel } from '#src/proposals/births/registry.js';

const DRAWS = 20_000;
const CELLS = 10;
/** Standard errors that the share of a cell may be off by: exceeded once in a million times. */
const TOLERANCE = 5;

const checks: { readonly [name: string]: (kernel: BirthKernel) => void } = {
  'the density is that of the draws': densityFitsDraws,
  'draws come from the given Random alone': drawsFromRandomAlone,
};

const drawMany = (kernel: BirthKernel, seed: number): Float64Array => {
  const random = new Random(createBitGenerator(seed));
  return Float64Array.from({ length: DRAWS }, () => kernel.draw(0, random));
};

// Between the deciles of some draws there must be a tenth of the others, and of the probability.
function densityFitsDraws(kernel: BirthKernel): void {
  const sorted = drawMany(kernel, 1).sort();
  const error = Math.sqrt((2 * (1 - 1 / CELLS)) / (CELLS * DRAWS));
  for (let cell = 1; cell < CELLS - 1; cell++) {
    const [a, b] = [cell, cell + 1].map((i) => sorted[Math.floor((i * DRAWS) / CELLS)] as number) as [number, number];
    const probability = integrate((x) => Math.exp(kernel.logDensity(0, x)), a, b);
    if (Math.abs(probability - 1 / CELLS) > TOLERANCE * error)
      throw new Error(`Expected a tenth of the probability between ${a} and ${b}, got ${probability}`);
  }
}

function drawsFromRandomAlone(kernel: BirthKernel): void {
  const [first, second] = [drawMany(kernel, 2), drawMany(kernel, 2)];
  if (first.some((x, i) => x !== second[i])) throw new Error('Expected the same draws from the same Random');
}

// Simpson's rule.
function integrate(f: (x: number) => number, a: number, b: number): number {
  const n = 200;
  const h = (b - a) / n;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += f(a + i * h) + 4 * f(a + (i + 0.5) * h) + f(a + (i + 1) * h);
  return (sum * h) / 6;
}

const births = {
  uniformBirth: uniformBirth('a', { bounds: { a: [-1, 3] } }),
  normalBirth: normalBirth('a', { mean: { a: 2 }, std: { a: 0.3 } }),
  logNormalBirth: logNormalBirth('a', { mean: { a: 2 }, std: { a: 1 } }),
};

test('every birth is checked', (t) => {
  t.deepEqual(Object.keys(births), Object.keys(BIRTHS));
});

for (const [name, birth] of Object.entries(births)) {
  for (const [check, run] of Object.entries(checks))
    test(`${name}: ${check}`, (t) => t.notThrows(() => run(createBirthKernel(birth))));
}

const right = createBirthKernel(births.normalBirth);
const broken: readonly (readonly [what: string, check: string, kernel: BirthKernel])[] = [
  [
    'whose density integrates to e^−0.3',
    'the density is that of the draws',
    { ...right, logDensity: (index, x) => right.logDensity(index, x) - 0.3 },
  ],
  [
    'whose draws are shifted',
    'the density is that of the draws',
    { ...right, draw: (index, random) => right.draw(index, random) + 0.1 },
  ],
  [
    'that draws elsewhere',
    'draws come from the given Random alone',
    { ...right, draw: (index, random) => right.draw(index, random) + 1e-9 * Math.random() },
  ],
];

for (const [what, check, kernel] of broken)
  test(`a birth ${what} fails: ${check}`, (t) => {
    t.throws(() => checks[check]?.(kernel), { message: /^Expected/ });
  });
