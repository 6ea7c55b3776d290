// Samples into a run without an end, as a process (`node run-holder.js DIRECTORY`) or as a worker thread; reports when it has begun.
import { parentPort, workerData } from 'node:worker_threads';
import { Run } from '@epsie/io';
import { startSampler } from '../../helpers/samplers.js';

const directory = (parentPort === null ? process.argv[2] : workerData) as string;
const sampler = await startSampler('gaussian');
const run = await Run.open(directory);
await run.resume(sampler);
let said = false;
await run.sample(sampler, {
  iterations: Number.MAX_SAFE_INTEGER,
  segment: 10,
  checkpoint: { segments: 1 },
  onProgress: () => {
    if (said) return;
    said = true;
    if (parentPort === null) process.stdout.write('sampling\n');
    else parentPort.postMessage('sampling');
  },
});
