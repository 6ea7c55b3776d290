import { andrieuThoms, boundedNormal, normal, type Proposal, siviaSkilling, veitch } from '@epsie/core';
import test from 'ava';
import { broken } from '../helpers/broken-proposals.ts';
import { compare, sample } from '../helpers/posterior.ts';
import { COVARIANCE_5D, gaussian2d, gaussian5d, optimal5d } from '../helpers/targets.ts';

type Cases = { readonly [name: string]: readonly Proposal<string>[] };

const widths = { x: 40, y: 80 };
const FIVE = ['y0', 'y1', 'y2', 'y3', 'y4'];
const { bounds } = gaussian2d;

const right2d: Cases = {
  'the default': [],
  'normal, diagonal': [normal(['x', 'y'], { covariance: [4, 16] })],
  'normal, full covariance': [
    normal(['y', 'x'], {
      covariance: [
        [16, 5],
        [5, 4],
      ],
    }),
  ],
  'andrieuThoms, full': [normal(['x', 'y'], { adaptation: andrieuThoms({ duration: 2000 }) })],
  'andrieuThoms, componentwise': [
    normal(['x', 'y'], { adaptation: andrieuThoms({ duration: 2000, componentwise: true }) }),
  ],
  'siviaSkilling that ends': [normal(['x', 'y'], { adaptation: siviaSkilling({ duration: 2000 }) })],
  veitch: [normal(['x', 'y'], { adaptation: veitch({ duration: 2000, priorWidths: widths }) })],
  boundedNormal: [boundedNormal(['x', 'y'], { bounds, covariance: [4, 16] })],
  'boundedNormal, veitch': [boundedNormal(['x', 'y'], { bounds, adaptation: veitch({ duration: 2000 }) })],
  'two proposals': [normal('y', { covariance: 16 }), boundedNormal('x', { bounds: { x: [-20, 20] }, covariance: 4 })],
  'jump intervals': [
    normal('x', { covariance: 8, jumpInterval: 3, jumpIntervalDuration: 1e9 }),
    normal('y', { covariance: 16, jumpInterval: 2, jumpIntervalDuration: 1e9 }),
  ],
};

for (const [name, proposals] of Object.entries(right2d)) {
  test.serial(`2-D Gaussian: moments are exact with ${name}`, async (t) => {
    const draws = await sample({ ...gaussian2d, proposals, seed: 1 });
    const { wrong, coarsest } = compare(draws, gaussian2d.exact);
    t.deepEqual(wrong, []);
    t.true(coarsest < 0.05, `the largest standard error is ${coarsest} standard deviations`);
  });
}

const wrong2d: Cases = {
  'a drifting normal': [broken('driftingKernel', ['x', 'y'], { width: 2 })],
  'a scaling proposal': [broken('scalingKernel', ['x', 'y'], { width: 1 })],
  'one that drifts beside a right one': [normal('x', { covariance: 4 }), broken('driftingKernel', ['y'], { width: 4 })],
};

for (const [name, proposals] of Object.entries(wrong2d)) {
  test.serial(`2-D Gaussian: detects ${name}`, async (t) => {
    const draws = await sample({ ...gaussian2d, proposals, seed: 1 });
    t.not(compare(draws, gaussian2d.exact).wrong.length, 0);
  });
}

const right5d: Cases = {
  'normal, diagonal': [normal(FIVE, { covariance: COVARIANCE_5D.map((row, i) => (row[i] as number) * 0.6) })],
  'normal, full covariance': [optimal5d],
  'andrieuThoms, full': [normal(FIVE, { adaptation: andrieuThoms({ duration: 10_000 }) })],
  'boundedNormal, andrieuThoms': [
    boundedNormal(FIVE, { bounds: gaussian5d.bounds, adaptation: andrieuThoms({ duration: 10_000 }) }),
  ],
  'three proposals, one with a jump interval': [
    normal(['y4', 'y0'], {
      covariance: [
        [9, -0.9],
        [-0.9, 1],
      ],
    }),
    boundedNormal(['y1'], { bounds: { y1: [-30, 30] }, covariance: 2 }),
    normal(['y2', 'y3'], { covariance: [0.1, 1], jumpInterval: 2, jumpIntervalDuration: 1e9 }),
  ],
};

for (const [name, proposals] of Object.entries(right5d)) {
  test.serial(`5-D Gaussian: moments are exact with ${name}`, async (t) => {
    const draws = await sample({ ...gaussian5d, proposals, burnIn: 10_000, iterations: 40_000, seed: 2 });
    const { wrong, coarsest } = compare(draws, gaussian5d.exact);
    t.deepEqual(wrong, []);
    t.true(coarsest < 0.05, `the largest standard error is ${coarsest} standard deviations`);
  });
}

test.serial('5-D Gaussian: detects a wrong covariance', async (t) => {
  const { model } = gaussian5d;
  const wrongModel: typeof model = (p) => {
    const { logPrior, logLikelihood } = model(p);
    const { y0 = 0, y4 = 0 } = p;
    return { logPrior, logLikelihood: logLikelihood - 0.02 * y0 * y4 };
  };
  const draws = await sample({ ...gaussian5d, model: wrongModel, proposals: [optimal5d], iterations: 40_000, seed: 2 });
  t.not(compare(draws, gaussian5d.exact).wrong.length, 0);
});
