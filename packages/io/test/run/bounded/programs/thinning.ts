// Creates or resumes a bounded run, and prints what is durable when a thinning begins: `node thinning.js DIRECTORY SAMPLER ITERATIONS MAXDRAWS
// THREADS SEGMENT`.
import { existsSync, writeSync } from 'node:fs';
import { SerialPool } from '@epsie/core';
import { ThreadPool } from '@epsie/pool-threads';
import type { FileSystem } from '#src/files/file-system.js';
import { nodeFileSystem } from '#src/files/node-file-system.js';
import { Run } from '#src/run/run.js';
import { SAMPLERS } from '../../../helpers/samplers.js';

const [directory, name, ...numbers] = process.argv.slice(2) as [string, string, ...string[]];
const [iterations, maxDraws, threads, segment] = numbers.map(Number) as [number, number, number, number];
// Not through a stream, which may hold back what a killed process has said.
const say = (word: string | number): void => void writeSync(1, `${word}\n`);

let durable = 0;
const fs: FileSystem = {
  ...nodeFileSystem,
  open: (path, mode) => {
    if (mode === 'create' && /\.draws-\d+\.arrows/.test(path)) say(durable);
    return nodeFileSystem.open(path, mode);
  },
};

const pool = threads === 0 ? new SerialPool() : new ThreadPool({ threads });
const sampler = await (SAMPLERS[name] as (typeof SAMPLERS)[string])(pool);
const run = await (existsSync(directory)
  ? Run.on(fs).open(directory)
  : Run.on(fs).create(directory, sampler, { maxDraws }));
say('created');
await run.resume(sampler);
durable = run.iterations;
await run.sample(sampler, {
  iterations,
  segment,
  checkpoint: { segments: 2 },
  onProgress: ({ committed }) => {
    durable = committed;
  },
});
await pool.close?.();
