// Births of components whose parameters are tiny or huge.
import { createBitGenerator, logNormalBirth, normalBirth, Random, uniformBirth } from '@epsie/core';
import test from 'ava';
import { createBirthKernel } from '#src/proposals/births/registry.js';

const SIZES = [1e-23, 1e-14, 1e9, 1e18];

const births = {
  uniform: (size: number) => uniformBirth('a', { bounds: { a: [-size, 2 * size] } }),
  normal: (size: number) => normalBirth('a', { mean: { a: 3 * size }, std: { a: size } }),
  'log-normal': (size: number) => logNormalBirth('a', { mean: { a: size }, std: { a: 0.7 * size } }),
  'narrow log-normal': (size: number) => logNormalBirth('a', { mean: { a: size }, std: { a: 1e-6 * size } }),
};

for (const [name, birth] of Object.entries(births)) {
  test(`${name} births of any size are those of size 1, rescaled`, (t) => {
    const one = createBirthKernel(birth(1));
    for (const size of SIZES) {
      const kernel = createBirthKernel(birth(size));
      const [random, same] = [new Random(createBitGenerator(5)), new Random(createBitGenerator(5))];
      for (let i = 0; i < 100; i++) {
        const x = one.draw(0, random);
        const y = kernel.draw(0, same);
        t.true(Math.abs(y / size / x - 1) < 1e-12, `${y} for ${x * size}`);
        // What a rounding of x changes is 10⁻¹⁶ · x / std.
        t.true(Math.abs(kernel.logDensity(0, x * size) + Math.log(size) - one.logDensity(0, x)) < 1e-6);
      }
    }
  });
}
