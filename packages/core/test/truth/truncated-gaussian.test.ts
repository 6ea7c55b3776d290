// Boxes that cut the target where it is high, so that the density of a bounded normal matters.
import { andrieuThoms, boundedNormal, normal, type Proposal } from '@epsie/core';
import test from 'ava';
import { broken } from '../helpers/broken-proposals.ts';
import { compare, sample } from '../helpers/posterior.ts';
import { type Target, tail, truncated2d } from '../helpers/targets.ts';

const targets: { readonly [name: string]: Target } = { 'correlated in a box': truncated2d, 'a tail in a box': tail };

for (const [targetName, target] of Object.entries(targets)) {
  const { bounds, exact } = target;
  const names = Object.keys(bounds);

  const right: { readonly [name: string]: Proposal<string> } = {
    'boundedNormal, narrow': boundedNormal(names, { bounds, covariance: 0.25 }),
    'boundedNormal as wide as the box': boundedNormal(names, { bounds, covariance: 4 }),
    'boundedNormal a thousand times as wide': boundedNormal(names, { bounds, covariance: 4e6 }),
    'boundedNormal, andrieuThoms': boundedNormal(names, { bounds, adaptation: andrieuThoms({ duration: 2000 }) }),
    'normal, which leaves the box': normal(names, { covariance: 0.25 }),
  };
  for (const [name, proposal] of Object.entries(right)) {
    test.serial(`${targetName}: moments are exact with ${name}`, async (t) => {
      const draws = await sample({ ...target, proposals: [proposal], seed: 3 });
      const { wrong, coarsest } = compare(draws, exact);
      t.deepEqual(wrong, []);
      t.true(coarsest < 0.03, `the largest standard error is ${coarsest} standard deviations`);
    });
  }

  for (const name of ['uncorrectedKernel', 'transposedKernel', 'clampedKernel'] as const) {
    test.serial(`${targetName}: detects ${name}`, async (t) => {
      const draws = await sample({ ...target, proposals: [broken(name, names, { bounds, variance: 0.5 })], seed: 3 });
      t.not(compare(draws, exact).wrong.length, 0);
    });
  }
}
