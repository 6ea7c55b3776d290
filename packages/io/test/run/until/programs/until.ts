// Samples a run until it has enough crossings, and prints what is durable: `node until.js DIRECTORY SAMPLER THREADS SEGMENT CRITERION`.
import { writeSync } from 'node:fs';
import { SerialPool } from '@epsie/core';
import type { Until } from '@epsie/io';
import { ThreadPool } from '@epsie/pool-threads';
import { Run } from '#src/run/run.js';
import { SAMPLERS } from '../../../helpers/samplers.js';
import { AT_MOST, CRITERIA } from '../criterion.js';

const [directory, name, threads, segment, criterion] = process.argv.slice(2) as [
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
  until: CRITERIA[criterion] as Until,
  atMost: AT_MOST,
  segment: Number(segment),
  checkpoint: { segments: 3 },
  onProgress: ({ committed }) => say(committed),
});
await pool.close?.();
