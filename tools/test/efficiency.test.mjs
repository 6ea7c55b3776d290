// The benchmark of efficiency: its estimators, the exact moments of its problems, and its reports.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createBitGenerator, Random } from '@epsie/core';
import test from 'ava';
import { assess, stuckChains } from '../bench/efficiency/assessment.mjs';
import { convergenceOf, sizeWithin } from '../bench/efficiency/effective-size.mjs';
import { countingModel, PROBLEMS, priorBox, startBox, startsOf } from '../bench/efficiency/problems.mjs';

const MAIN = fileURLToPath(new URL('../bench/main.mjs', import.meta.url));

/** Returns stationary series whose neighbours have a correlation. */
function series(correlation, chains, length, offset = () => 0, unit = 1) {
  const random = new Random(createBitGenerator(7));
  return Array.from({ length: chains }, (_, chain) => {
    let x = random.standardNormal();
    const noise = Math.sqrt(1 - correlation ** 2);
    return Float64Array.from({ length }, () => {
      x = correlation * x + noise * random.standardNormal();
      return unit * (x + offset(chain));
    });
  });
}

for (const correlation of [-0.5, 0, 0.9]) {
  test(`an AR(1) series of correlation ${correlation} has its exact effective size`, (t) => {
    const exact = (8 * 20_000 * (1 - correlation)) / (1 + correlation);
    for (const unit of [1, 1e-21]) {
      const chains = series(correlation, 8, 20_000, undefined, unit);
      const { size, rhat } = convergenceOf(chains);
      t.true(Math.abs(size / exact - 1) < 0.05, `${size} instead of ${exact}`);
      const within = sizeWithin(chains);
      // The window of anticorrelated draws closes at once.
      t.true(correlation < 0 || Math.abs(within / exact - 1) < 0.05, `${within} instead of ${exact}`);
      t.true(Math.abs(rhat - 1) < 0.01, `${rhat}`);
    }
  });
}

test('an odd number of chains counts the last one', (t) => {
  const { size } = convergenceOf(series(0.5, 3, 20_000));
  t.true(Math.abs(size / 20_000 - 1) < 0.1, `${size}`);
});

test('chains that never met have an effective size of about their number', (t) => {
  const chains = series(0, 8, 5000, (chain) => 20 * chain);
  const { size, rhat } = convergenceOf(chains);
  t.true(size < 16, `${size}`);
  t.true(rhat > 10, `${rhat}`);
  t.true(sizeWithin(chains) > 30_000, 'which the correlations within the chains do not show');
});

test('chains that never moved have a finite effective size', (t) => {
  const { size } = convergenceOf([new Float64Array(1000).fill(1), new Float64Array(1000).fill(2)]);
  t.true(size < 4, `${size}`);
});

test('moments of the eight schools are those of a quadrature over τ', (t) => {
  const { mean, sd, likelihood } = PROBLEMS.schools;
  const { y, sigma } = likelihood.data;
  const sums = new Float64Array(21);
  for (let u = -12; u < 7; u += 0.002) {
    const tau = Math.exp(u);
    // μ given τ is normal, and θ given both.
    const precisions = sigma.map((s) => 1 / (s * s + tau * tau));
    const variance = 1 / (1 / 25 + precisions.reduce((sum, p) => sum + p));
    const mu = variance * precisions.reduce((sum, p, i) => sum + p * y[i], 0);
    let log = u - Math.log1p((tau * tau) / 25) + 0.5 * Math.log(variance) + (0.5 * mu * mu) / variance;
    for (const [i, p] of precisions.entries()) log += 0.5 * Math.log(p) - 0.5 * p * y[i] ** 2;
    const weight = Math.exp(log);
    const add = (i, first, second) => {
      sums[2 * i] += weight * first;
      sums[2 * i + 1] += weight * second;
    };
    for (let i = 0; i < 8; i++) {
      const shrinkage = sigma[i] ** 2 * precisions[i];
      const theta = shrinkage * mu + (1 - shrinkage) * y[i];
      add(i, theta, theta ** 2 + shrinkage ** 2 * variance + shrinkage * tau ** 2);
    }
    add(8, mu, mu ** 2 + variance);
    add(9, tau, tau ** 2);
    sums[20] += weight;
  }
  for (let i = 0; i < 10; i++) {
    const first = sums[2 * i] / sums[20];
    t.true(Math.abs(first - mean[i]) < 1e-4, `mean ${i}: ${first}`);
    const spread = Math.sqrt(sums[2 * i + 1] / sums[20] - first ** 2);
    t.true(Math.abs(spread - sd[i]) < 1e-3, `sd ${i}: ${spread}`);
  }
});

test('starts are within 20 standard deviations and the support', (t) => {
  for (const problem of Object.values(PROBLEMS)) {
    const starts = startsOf(problem, 1000, 1);
    for (const [i, [lower, upper]] of startBox(problem).entries()) {
      const values = starts[problem.parameters[i]];
      const width = upper - lower;
      t.true(Math.min(...values) >= lower && Math.min(...values) < lower + 0.02 * width);
      t.true(Math.max(...values) < upper && Math.max(...values) > upper - 0.02 * width);
    }
  }
});

test('a model counts the evaluations of its likelihood, none where the prior is zero', (t) => {
  const { model, counter } = countingModel(PROBLEMS.schools);
  const position = Object.fromEntries(PROBLEMS.schools.parameters.map((name) => [name, 1]));
  t.true(Number.isFinite(model(position).logPrior));
  t.is(model({ ...position, tau: -1 }).logPrior, Number.NEGATIVE_INFINITY);
  t.is(counter.evaluations, 1);
});

test('a prior is uniform over its box, and of one width where it is wide', (t) => {
  const inside = { strain: 1e-21, frequency: 250 };
  for (const [prior, outside] of [
    ['box', { ...inside, strain: 1.3e-21 }],
    ['wide', { ...inside, frequency: 1251 }],
  ]) {
    const { model, counter } = countingModel(PROBLEMS.strain, prior);
    const volume = priorBox(PROBLEMS.strain, prior).reduce((product, [lower, upper]) => product * (upper - lower), 1);
    t.true(Math.abs(model(inside).logPrior + Math.log(volume)) < 1e-12);
    t.is(model(outside).logPrior, Number.NEGATIVE_INFINITY);
    t.is(counter.evaluations, 1);
  }
  const widths = priorBox(PROBLEMS.scales, 'wide').map(([lower, upper]) => upper - lower);
  for (const width of widths) t.true(Math.abs(width / 2e6 - 1) < 1e-12, `${width}`);
});

test('exact draws pass, and one chain that is elsewhere or stands still is stuck', (t) => {
  const draws = () => Object.fromEntries(['strain', 'frequency'].map((name, i) => [name, exact(i)]));
  const exact = (i) => {
    const [mean, sd] = [PROBLEMS.strain.mean[i], PROBLEMS.strain.sd[i]];
    return series(0.5 * i, 8, 5000).map((chain) => chain.map((x) => mean + sd * x));
  };
  const { size, error, rhat, stuck } = assess(PROBLEMS.strain, draws());
  t.true(size > 10_000 && error < 4 && rhat < 1.01 && stuck === 0, JSON.stringify({ size, error, rhat, stuck }));

  const moved = draws();
  moved.strain[3] = moved.strain[3].map((x) => x + 4e-23);
  moved.frequency[5].fill(250);
  t.deepEqual(stuckChains(PROBLEMS.strain, moved), [3, 5]);
  const apart = assess(PROBLEMS.strain, moved);
  t.true(apart.rhat > 1.2 && apart.size === 0, JSON.stringify(apart));

  const biased = draws();
  biased.frequency = biased.frequency.map((chain) => chain.map((x) => x + 0.01));
  t.true(assess(PROBLEMS.strain, biased).error > 4);
});

/** Returns the outcome of the benchmark with a `PATH` that has no Python of its own. */
function bench(t, ...args) {
  const folder = mkdtempSync(join(tmpdir(), 'epsie-path-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  symlinkSync(process.execPath, join(folder, 'node'));
  const env = { ...process.env, PATH: folder };
  return spawnSync(process.execPath, [MAIN, 'efficiency', '--seeds=1', '--steps=8000', ...args], {
    encoding: 'utf8',
    env,
  });
}

const posix = process.platform === 'win32' ? test.skip : test;

posix('the benchmark has a row per explorer, and one of emcee that may be missing', (t) => {
  const { stdout, stderr } = bench(t, '--problems=strain,banana', '--explorers=normal,andrieuThoms', '--prior=box');
  t.is(stdout.match(/^(?:strain and frequency|4-D banana): normal .* per 1000 .* R̂ /gm)?.length, 2, stdout + stderr);
  t.is(stdout.match(/^(?:strain and frequency|4-D banana): andrieuThoms .* stuck/gm)?.length, 2, stdout);
  t.is(
    stdout.match(/: emcee .*(?:per 1000|emcee is not installed: apt-get install python3-emcee)/g)?.length,
    2,
    stdout,
  );
  t.notRegex(stdout, /FAIL/);
});

for (const [option, message] of [
  ['--explorers=norml', 'Expected --explorers to be some of normal,'],
  ['--problems=', 'Expected --problems to be some of correlated,'],
  ['--prior=narrow', 'Expected --prior to be one of flat, box, wide, got narrow'],
  ['--seeds=0', 'Expected --seeds to be an integer of at least 1, got 0'],
])
  posix(`${option} is refused`, (t) => {
    const { stderr, stdout } = bench(t, option);
    t.true(stderr.includes(message), stderr);
    t.regex(stdout, /FAIL/);
  });
