// The analyses of tempered chains have the same numbers from the memory of a sampler and from its run on disk.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diagnose, evidence, posteriorWeights, tempering } from '@epsie/analysis';
import { betaLadder, equalRejection, ParallelTemperedSampler } from '@epsie/core';
import { Run } from '@epsie/io';
import { normal } from '@epsie/priors';
import test from 'ava';

const createSampler = (ladder) =>
  new ParallelTemperedSampler({
    model: { prior: { x: normal(0, 4) }, logLikelihood: ({ x }) => -0.5 * x * x },
    chains: 4,
    betas: betaLadder(5, 50, { prior: true }),
    ladder,
    seed: 1,
  });

async function sampledTwice(t, ladder, recording) {
  const directory = mkdtempSync(join(tmpdir(), 'epsie-analysis-'));
  t.teardown(() => rmSync(directory, { recursive: true }));
  const [sampler, recorded] = [createSampler(ladder), createSampler(ladder)];
  const run = await Run.create(join(directory, 'a.run'), recorded, recording);
  await Promise.all([sampler.start(), recorded.start()]);
  await sampler.run(900);
  await run.sample(recorded, { iterations: 900 });
  return { sampler, run };
}

for (const [name, ladder] of [
  ['fixed', undefined],
  ['adaptive', equalRejection({ rounds: 4, firstRound: 20 })],
]) {
  test(`a run with a ${name} ladder has the numbers of its sampler`, async (t) => {
    const { sampler, run } = await sampledTwice(t, ladder);
    for (const analysis of [diagnose, evidence, posteriorWeights, tempering]) {
      const options = { burnIn: 100 };
      t.deepEqual(await analysis(run, options), analysis(sampler, options), analysis.name);
    }
  });
}

test('of a thinned run, states are not followed', async (t) => {
  const { run } = await sampledTwice(t, undefined, { thin: 3 });
  const { warnings, roundTrips, barrier } = await tempering(run);
  t.deepEqual([warnings.map(({ code }) => code), roundTrips], [['thinnedSweeps'], Number.NaN]);
  t.true(barrier > 0);
  t.true((await evidence(run)).standardError > 0);
});

test('a run of the coldest level alone has no evidence', async (t) => {
  const { run } = await sampledTwice(t, undefined, { levels: 'coldest' });
  t.throws(() => evidence(run), { message: /at least two temperatures, got 1.*`levels: 'all'`/ });
});
