// Creates or resumes a run, and prints at once what is durable: `node sampling.js DIRECTORY SAMPLER ITERATIONS THREADS SEGMENT`.
import { writeSync } from 'node:fs';
import { SerialPool } from '@epsie/core';
import { ThreadPool } from '@epsie/pool-threads';
import { Run } from '#src/run/run.js';
import { SAMPLERS } from '../../../helpers/samplers.js';

const [directory, name, iterations, threads, segment] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
];
// Not through a stream, which may hold back what a killed process has said.
const say = (word: string | number): void => void writeSync(1, `${word}\n`);

const pool = threads === '0' ? new SerialPool() : new ThreadPool({ threads: Number(threads) });
const sampler = await (SAMPLERS[name] as (typeof SAMPLERS)[string])(pool);
say('ready');
const run = await Run.openOrCreate(directory, sampler);
say('created');
await run.resume(sampler);
await run.sample(sampler, {
  iterations: Number(iterations),
  segment: Number(segment),
  checkpoint: { segments: 1 },
  onProgress: ({ committed }) => say(committed),
});
await pool.close?.();
