// A worker thread that does all that can be done with a run, and posts what it read.
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { exportCSV, exportNetCDF, loadState, Run, saveState } from '@epsie/io';
import { startSampler } from '../../helpers/samplers.js';

const { parent, iterations } = workerData as { parent: string; iterations: number };
const directory = join(parent, 'a.run');
const sampler = await startSampler('adaptive ladder');
const run = await Run.openOrCreate(directory, sampler);
const resumed = await run.resume(sampler);
await run.sample(sampler, { iterations, segment: 7, checkpoint: { segments: 2 } });
await exportNetCDF(directory, join(parent, 'a.nc'));
await exportCSV(directory, join(parent, 'a.csv'));
await saveState(join(parent, 'a.npz'), sampler.state);
const { iterations: saved } = await loadState(join(parent, 'a.npz'));
const draws = await run.draws('a', { chain: 4, temperature: 1 });
const swaps = await run.swaps('ratio', { chain: 4 });
parentPort?.postMessage({ resumed, saved, draws, swaps });
