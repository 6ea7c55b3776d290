// Figures of real samplers, and the same ones of their runs on disk.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  angular,
  betaLadder,
  boundedDiscrete,
  MetropolisHastingsSampler,
  nestedTransdimensional,
  normal,
  normalBirth,
  ParallelTemperedSampler,
} from '@epsie/core';
import { Run } from '@epsie/io';
import { corner, density, figureKinds } from '@epsie/plots';
import * as prior from '@epsie/priors';
import test from 'ava';

const declared = { x: prior.normal(0, 4), phase: prior.periodic(0, 2 * Math.PI) };

const tempered = () =>
  new ParallelTemperedSampler({
    model: { prior: declared, logLikelihood: ({ x, phase }) => -0.5 * x * x + Math.cos(phase) },
    proposals: [normal('x'), angular('phase')],
    chains: 4,
    betas: betaLadder(4, 50, { prior: true }),
    seed: 1,
  });

const components = ['x1', 'x2', 'x3'];

const transdimensional = () =>
  new MetropolisHastingsSampler({
    parameters: ['k', ...components],
    model: (point) => {
      const active = components.map((name) => point[name]).filter((x) => !Number.isNaN(x));
      const squares = active.reduce((sum, x) => sum + x * x, 0);
      return { logPrior: -0.5 * (squares + active.length * Math.log(2 * Math.PI)), logLikelihood: 0 };
    },
    proposals: [
      nestedTransdimensional({
        index: 'k',
        indexProposal: boundedDiscrete('k', { bounds: { k: [0, 3] } }),
        components: components.map((name) => ({
          proposal: normal(name),
          birth: normalBirth(name, { mean: { [name]: 0 }, std: { [name]: 1 } }),
        })),
      }),
    ],
    chains: 2,
    seed: 1,
  });

const nobody = [Number.NaN, Number.NaN];

const LEVELS = ['ladder', 'swaps', 'indexProcess', 'logLikelihoodByBeta'];

for (const [name, create, start, kinds] of [
  ['tempered', tempered, undefined, Object.keys(figureKinds).filter((kind) => kind !== 'dimension')],
  [
    'transdimensional',
    transdimensional,
    { k: [0, 1], x1: nobody, x2: [Number.NaN, 0.5], x3: nobody },
    Object.keys(figureKinds).filter((kind) => !LEVELS.includes(kind)),
  ],
]) {
  test(`a ${name} run has the figures of its sampler`, async (t) => {
    const directory = mkdtempSync(join(tmpdir(), 'epsie-figures-'));
    t.teardown(() => rmSync(directory, { recursive: true }));
    const [sampler, recorded] = [create(), create()];
    const run = await Run.create(join(directory, 'a.run'), recorded);
    await Promise.all([sampler.start(start), recorded.start(start)]);
    await sampler.run(600);
    await run.sample(recorded, { iterations: 600 });
    for (const kind of kinds) {
      const { draw } = figureKinds[kind];
      const figure = draw(sampler, { burnIn: 100 });
      t.is((await draw(run, { burnIn: 100 })).svg, figure.svg, kind);
      // The history of a sampler does not know which parameters are integers or angles.
      if (kind !== 'dimension') t.true(draw(sampler.history, { burnIn: 100 }).svg.startsWith('<svg'));
    }
  });
}

test('the declared prior of a model is overlaid', async (t) => {
  const sampler = tempered();
  await sampler.start();
  await sampler.run(200);
  for (const figure of [corner, density]) t.true(figure(sampler, { prior: declared }).svg.includes('>prior</text>'));
});
