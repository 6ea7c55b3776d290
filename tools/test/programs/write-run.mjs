// Samples tempered chains into a run, commit by commit, until its standard input ends: `node write-run.mjs DIRECTORY`.
import { setTimeout as sleep } from 'node:timers/promises';
import { betaLadder, ParallelTemperedSampler } from '@epsie/core';
import { Run } from '@epsie/io';
import { normal } from '@epsie/priors';

const sampler = new ParallelTemperedSampler({
  model: { prior: { x: normal(0, 4), y: normal(0, 4) }, logLikelihood: ({ x, y }) => -0.5 * (x * x + y * y) },
  chains: 4,
  betas: betaLadder(4, 50, { prior: true }),
  seed: 1,
});
const run = await Run.openOrCreate(process.argv[2], sampler);
await sampler.start();
let goOn = true;
process.stdin.resume().on('end', () => {
  goOn = false;
});
for (let iterations = 40; goOn; iterations += 40) {
  await run.sample(sampler, { iterations, segment: 10, checkpoint: { segments: 1 } });
  // The reader has a machine to share.
  await sleep(10);
}
