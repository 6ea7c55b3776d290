import { andrieuThoms, normal } from '@epsie/core';
import test from 'ava';
import { ETAS, eightSchools, eightSchoolsTruth, START } from '../helpers/eight-schools.ts';
import { compare, sample } from '../helpers/posterior.ts';

const run = {
  start: START,
  proposals: [normal(['mu', 'logTau', ...ETAS], { adaptation: andrieuThoms({ duration: 20_000 }) })],
  burnIn: 25_000,
  iterations: 100_000,
  seed: 1981,
};

test.serial('eight schools: means and variances are exact within their errors', async (t) => {
  const draws = await sample({ ...run, model: eightSchools(true) });
  const { wrong, coarsest } = compare(draws, eightSchoolsTruth);
  t.deepEqual(wrong, []);
  t.true(coarsest < 0.1, `the largest standard error is ${coarsest} of its quantity`);
});

test.serial('eight schools: detects a missing Jacobian of log τ', async (t) => {
  const draws = await sample({ ...run, model: eightSchools(false), iterations: 20_000 });
  t.not(compare(draws, eightSchoolsTruth).wrong.length, 0);
});
