import { readFileSync } from 'node:fs';
import test from 'ava';
import {
  erf,
  erfc,
  erfcx,
  isRareInterval,
  normalLogCdf,
  normalLogMass,
  normalLogPdf,
  truncatedNormalQuantile,
} from '#src/math/normal-distribution.js';

type Name = 'erf' | 'erfc' | 'erfcx' | 'logNormalCdf' | 'logNormalInterval' | 'truncatedNormalQuantile';

/** Rows of `test/fixtures/normal-distribution.json`: arguments, then the value. */
type Fixture = { [name in Name]: readonly (readonly number[])[] };

const fixture = JSON.parse(
  readFileSync(new URL('../../test/fixtures/normal-distribution.json', import.meta.url), 'utf8'),
) as Fixture;

type Relative = { readonly compute: (x: number) => number; readonly error: number };

const relative = (compute: (x: number) => number, error: number): Relative => ({ compute, error });

// Above 0 the logarithm of Φ is its small upper tail, which magnifies the rounding of z by z².
const functions = {
  erf: relative(erf, 2e-15),
  erfc: relative(erfc, 2e-15),
  erfcx: relative(erfcx, 2e-15),
  logNormalCdf: relative(normalLogCdf, 2e-13),
};

for (const [name, { compute, error }] of Object.entries(functions) as [keyof typeof functions, Relative][]) {
  test(`${name} has a relative error below ${error}`, (t) => {
    for (const [x, exact] of fixture[name] as [number, number][]) {
      t.true(Math.abs(compute(x) - exact) <= error * Math.abs(exact), `${name}(${x}): ${compute(x)}, not ${exact}`);
    }
  });
}

// An error of the logarithm is a relative error of the probability.
test('normalLogMass has an error below 4e-15, or that much of itself in the far tails', (t) => {
  for (const [a, b, exact] of fixture.logNormalInterval as [number, number, number][]) {
    const error = Math.abs(normalLogMass(a, b) - exact);
    t.true(error <= 4e-15 * Math.max(1, Math.abs(exact)), `(${a}, ${b}): off by ${error} from ${exact}`);
  }
});

test('normalLogMass is even', (t) => {
  for (const [a, b] of fixture.logNormalInterval as [number, number][]) {
    t.is(normalLogMass(a, b), normalLogMass(-b, -a));
  }
});

test('normalLogMass accepts infinite ends', (t) => {
  t.is(normalLogMass(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY), 0);
  t.is(normalLogMass(Number.NEGATIVE_INFINITY, 0), Math.log(0.5));
  t.is(normalLogMass(0, Number.POSITIVE_INFINITY), Math.log(0.5));
  t.is(normalLogMass(Number.NEGATIVE_INFINITY, -30), normalLogCdf(-30));
});

test('normalLogPdf is log φ, including its constant', (t) => {
  t.is(normalLogPdf(0), -0.5 * Math.log(2 * Math.PI));
  t.is(normalLogPdf(-3), normalLogPdf(0) - 4.5);
});

test('truncatedNormalQuantile has an error below 1e-12, relative to the interval or to its distance from 0', (t) => {
  for (const [a, b, u, exact] of fixture.truncatedNormalQuantile as [number, number, number, number][]) {
    const z = truncatedNormalQuantile(a, b, u);
    const scale = Math.max(b - a, Math.min(Math.abs(a), Math.abs(b)));
    t.true(Math.abs(z - exact) <= 1e-12 * scale, `(${a}, ${b}) at ${u}: ${z}, not ${exact}`);
  }
});

test('truncatedNormalQuantile stays inside its interval, up to the ends', (t) => {
  for (const [a, b] of fixture.logNormalInterval as [number, number][]) {
    for (const u of [0, Number.MIN_VALUE, 1e-300, 2 ** -53, 0.5, 1 - 2 ** -53]) {
      const z = truncatedNormalQuantile(a, b, u);
      t.true(z >= a && z <= b, `(${a}, ${b}) at ${u}: ${z}`);
    }
  }
});

test('an interval is rare if its mass is below 1 %', (t) => {
  // Φ(0.0250690) − ½ = 0.01
  t.true(isRareInterval(0, 0.02506));
  t.false(isRareInterval(0, 0.02508));
  t.true(isRareInterval(2.33, 100));
  t.false(isRareInterval(2.32, 100));
});
