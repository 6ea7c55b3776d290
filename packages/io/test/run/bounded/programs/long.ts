// Samples a bounded run of 280 chains at 16 temperatures with 15 parameters, and prints the most disk and memory that it used: `node long.js
// DIRECTORY ITERATIONS MAXDRAWS`.
import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { betaLadder, normal, ParallelTemperedSampler } from '@epsie/core';
import type { FileSystem } from '#src/files/file-system.js';
import { nodeFileSystem } from '#src/files/node-file-system.js';
import { Run } from '#src/run/run.js';

const [directory, iterations, maxDraws] = process.argv.slice(2) as [string, string, string];
const parameters = Array.from({ length: 15 }, (_, i) => `p${i}`);

const sampler = new ParallelTemperedSampler({
  parameters,
  model: (point: Readonly<Record<string, number>>) => ({
    logPrior: 0,
    logLikelihood: -0.5 * (point['p0'] as number) ** 2,
  }),
  proposals: [normal(parameters)],
  betas: betaLadder(16, 1000),
  chains: 280,
  swaps: 'evenOdd',
  seed: 1,
});

/** Returns the size of all files below a directory. */
function sizeOf(path: string): number {
  let bytes = 0;
  for (const name of readdirSync(path, { recursive: true })) {
    const status = lstatSync(join(path, String(name)), { throwIfNoEntry: false });
    if (status?.isFile()) bytes += status.size;
  }
  return bytes;
}

let [disk, rss, thinnings, milliseconds] = [0, 0, 0, 0];
const measure = (): void => {
  disk = Math.max(disk, sizeOf(directory));
  rss = Math.max(rss, process.memoryUsage.rss());
};
const fs: FileSystem = {
  ...nodeFileSystem,
  rename: async (from, to) => {
    // Most is on disk when a temporary is complete, and what it replaces has not been removed yet.
    measure();
    await nodeFileSystem.rename(from, to);
    if (/swaps-\d+\.arrows$/.test(to)) thinnings++;
  },
  remove: async (path) => {
    measure();
    await nodeFileSystem.remove(path);
  },
};

await Run.create(directory, sampler, { maxDraws: Number(maxDraws) });
const run = await Run.on(fs).open(directory);
const values = Array.from({ length: 280 }, (_, i) => i / 280);
await sampler.start(Object.fromEntries(parameters.map((name) => [name, Array.from({ length: 16 }, () => values)])));
const timer = setInterval(measure, 50);
let longest = 0;
let last = performance.now();
await run.sample(sampler, {
  iterations: Number(iterations),
  onProgress: () => {
    measure();
    milliseconds = performance.now() - last;
    longest = Math.max(longest, milliseconds);
    last += milliseconds;
  },
});
clearInterval(timer);
const { thin, length, sweeps, bytes, samplingTime } = run;
console.log(
  JSON.stringify({
    disk,
    rss,
    maxRSS: process.resourceUsage().maxRSS * 1024,
    thinnings,
    thin,
    length,
    sweeps,
    bytes,
    samplingTime,
    longest,
  }),
);
