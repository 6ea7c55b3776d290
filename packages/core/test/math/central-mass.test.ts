import test from 'ava';
import { centralMass } from '#src/math/central-mass.js';
import { erf, normalLogMass } from '#src/math/normal-distribution.js';

test('agrees with the error function within 1e-15', (t) => {
  let worst = 0;
  for (let z = 0; z < 9; z += 0.000737) {
    const expected = 0.5 * erf(z * Math.SQRT1_2);
    worst = Math.max(worst, Math.abs(centralMass(z) - expected) / (expected || 1));
  }
  t.true(worst < 1e-15, String(worst));
});

test('keeps its relative accuracy near 0', (t) => {
  for (const z of [1e-300, 1e-12, 1e-5, 1e-3, 0.01]) {
    const expected = Math.exp(normalLogMass(0, z));
    t.true(Math.abs(centralMass(z) - expected) < 1e-13 * expected, String(z));
  }
});

test('is ½ in the far tail', (t) => {
  for (const z of [8.3, 40, 1e300, Number.POSITIVE_INFINITY]) t.is(centralMass(z), 0.5);
});
