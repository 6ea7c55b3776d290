// `node io-child.mjs JOB DIRECTORY BYTES`: does one thing with a run on disk, and prints its duration and peak memory.
import { closeSync, fdatasyncSync, openSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { MetropolisHastingsSampler } from '@epsie/core';
import { exportNetCDF, Run } from '@epsie/io';
import { wide } from './io-model.mjs';

const CHAINS = 16;
const [job, directory, size] = process.argv.slice(2);

/** Samples until the run has about the given number of bytes. */
async function sample() {
  const sampler = new MetropolisHastingsSampler({ parameters: ['x', 'y'], model: wide, chains: CHAINS, seed: 1 });
  await sampler.start({ x: new Array(CHAINS).fill(0), y: new Array(CHAINS).fill(0) });
  const run = await Run.create(directory, sampler);
  let sampling = 0;
  const runSampler = sampler.run.bind(sampler);
  sampler.run = async (...parameters) => {
    const begin = performance.now();
    await runSampler(...parameters);
    sampling += performance.now() - begin;
  };
  const perIteration = CHAINS * (8 * 18 + 16 + 1);
  const begin = performance.now();
  await run.sample(sampler, { iterations: Math.ceil(Number(size) / perIteration) });
  const storing = performance.now() - begin - sampling;
  const { size: bytes } = statSync(join(directory, 'samples', 'draws.arrows'));
  const batch = 32 * 2 ** 20;
  return { time: storing, bytes, raw: raw(Math.round(bytes / batch), batch), sampling };
}

/** Writes the same bytes by plain writes, each synced to disk. */
function raw(count, length) {
  const bytes = new Uint8Array(length).fill(7);
  const file = openSync(`${directory}.raw`, 'w');
  const begin = performance.now();
  for (let i = 0; i < count; i++) {
    writeSync(file, bytes);
    fdatasyncSync(file);
  }
  closeSync(file);
  return performance.now() - begin;
}

async function means() {
  const begin = performance.now();
  const run = await Run.open(directory);
  let all = 0;
  for (const { name } of run.variables) {
    for (let chain = 0; chain < run.chains; chain++) {
      const draws = await run.draws(name, { chain });
      let sum = 0;
      for (let i = 0; i < draws.length; i++) sum += draws[i];
      all += sum / draws.length;
    }
  }
  if (!Number.isFinite(all)) throw new Error('The means are wrong');
  return { time: performance.now() - begin };
}

async function write() {
  const begin = performance.now();
  await exportNetCDF(directory, `${directory}.nc`, { burnIn: 1 });
  return { time: performance.now() - begin };
}

const jobs = { sample, means, export: write };
const result = await jobs[job]();
process.send?.({ ...result, peak: process.resourceUsage().maxRSS * 1024 });
