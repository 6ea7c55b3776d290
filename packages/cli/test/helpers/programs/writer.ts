// Writes a run slowly: a commit every few hundredths of a second. Prints a line once it has committed.
import { Run } from '@epsie/io';
import { gaussianSampler } from '../runs.ts';

const [directory = '', iterations = '1000000'] = process.argv.slice(2);
const sampler = gaussianSampler();
const run = await Run.openOrCreate(directory, sampler);
if (!(await run.resume(sampler))) await sampler.start({ mean: [0, 0, 0, 0], spread: [0, 0, 0, 0] });
const cell = new Int32Array(new SharedArrayBuffer(4));
await run.sample(sampler, {
  iterations: Number(iterations),
  segment: 100,
  checkpoint: { segments: 1 },
  onProgress: ({ committed }) => {
    if (committed === 300) process.stdout.write('writing\n');
    Atomics.wait(cell, 0, 0, 30);
  },
});
