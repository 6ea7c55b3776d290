// Angles and integers of a declared prior are summarized as such, in memory and from a run on disk.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { circularMean, diagnose, summary } from '@epsie/analysis';
import { automatic, MetropolisHastingsSampler } from '@epsie/core';
import { Run } from '@epsie/io';
import { isotropic, normal, periodic, poisson, vonMises } from '@epsie/priors';
import test from 'ava';

const prior = {
  x: normal(0, 1),
  phase: periodic(-1, 1),
  orbit: vonMises({ mean: 1, concentration: 2 }),
  ...isotropic({ azimuth: 'ra', polar: 'dec', convention: 'declination', unit: 'degrees' }),
  events: poisson(3),
};

const KINDS = { x: 'real', phase: 'circular', orbit: 'circular', ra: 'circular', dec: 'real', events: 'discrete' };
/** Draws of `phase` are next to the ends of its range: there, the ordinary mean is near 0. */
const logLikelihood = ({ x, phase, orbit, ra, dec, events }) =>
  50 * Math.cos(Math.PI * (phase - 1)) - 0.1 * (x * x + (events - 3) ** 2) + 0.1 * Math.cos(orbit) + (ra + dec) / 1e4;

const createSampler = (proposals) =>
  new MetropolisHastingsSampler({ model: { prior, logLikelihood }, proposals, chains: 4, seed: 1 });

const kindsIn = ({ rows }) => Object.fromEntries(rows.map(({ parameter, kind }) => [parameter, kind]));

for (const [name, proposals] of [
  ['the default proposals', undefined],
  ['`automatic` with a duration', [automatic({ duration: 1000 })]],
]) {
  test(`${name} of a declared prior declare its angles and integers, in memory and on disk`, async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'epsie-kinds-'));
    t.teardown(() => rmSync(folder, { recursive: true }));
    const [sampler, recorded] = [createSampler(proposals), createSampler(proposals)];
    await Promise.all([sampler.start(), recorded.start()]);
    await sampler.run(3000);
    const run = await Run.create(join(folder, 'a.run'), recorded);
    await run.sample(recorded, { iterations: 3000 });

    const table = summary(sampler, { burnIn: 1000 });
    t.deepEqual(kindsIn(table), KINDS);
    const { mean, lower, upper } = table.rows.find(({ parameter }) => parameter === 'phase');
    t.true(Math.abs(mean) > 0.9 && lower > upper);
    const draws = [0, 1, 2, 3].map((chain) => sampler.history.draws('phase', { chain, burnIn: 1000 }));
    t.true(Math.abs(mean - circularMean(draws, [-1, 1])) < 1e-12);
    t.deepEqual((await summary(await Run.open(run.directory), { burnIn: 1000 })).rows, table.rows);
    // Draws at both ends of the range do not disagree.
    t.false(diagnose(sampler, { burnIn: 1000 }).findings.some(({ severity }) => severity === 'error'));
  });
}
