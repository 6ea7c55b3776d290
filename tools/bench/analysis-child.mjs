// `node --expose-gc analysis-child.mjs JOB [DIRECTORY BYTES]`: summarizes or reports draws, and sends the duration and the memory beyond them.
import { summary } from '@epsie/analysis';
import { createBitGenerator, MetropolisHastingsSampler, Random } from '@epsie/core';
import { Run } from '@epsie/io';
import { report } from '@epsie/plots';
import { cheap, PARAMETERS } from './analysis-model.mjs';

const CHAINS = 280;
const DRAWS = 10_000;
const [job, directory, size] = process.argv.slice(2);

/** Returns 15 parameters, whose chains are those of one column in another order: autoregressive, with τ = 9. */
function draws() {
  const random = new Random(createBitGenerator(1));
  const column = Array.from({ length: CHAINS }, () => {
    let x = 0;
    return Float64Array.from({ length: DRAWS }, () => (x = 0.8 * x + random.standardNormal()));
  });
  return {
    chains: CHAINS,
    temperatures: 1,
    iterations: DRAWS,
    length: DRAWS,
    variables: PARAMETERS.map((name) => ({ name, kind: 'parameter', origin: name, type: 'float64' })),
    iterationOfDraw: (/** @type {number} */ draw) => draw + 1,
    draws: (/** @type {string} */ name, { chain }) => column[(chain + 19 * PARAMETERS.indexOf(name)) % CHAINS],
  };
}

const memory = () => measure(() => summary(draws()));

/** @param {import('@epsie/analysis').MemorySource | Run} source */
async function reported(source) {
  let size = 0;
  const measured = await measure(async () => {
    size = (await report(source)).html.length;
  });
  return { ...measured, size };
}

const reportOfMemory = () => reported(draws());
const reportOfDisk = async () => reported(await Run.open(directory));

/** Samples until the run has about the given number of bytes. */
async function sample() {
  const start = Object.fromEntries(PARAMETERS.map((name) => [name, new Array(CHAINS).fill(0)]));
  const sampler = new MetropolisHastingsSampler({ parameters: PARAMETERS, model: cheap, chains: CHAINS, seed: 1 });
  await sampler.start(start);
  const run = await Run.create(directory, sampler);
  const perIteration = CHAINS * (8 * (PARAMETERS.length + 3) + 1);
  await run.sample(sampler, { iterations: Math.ceil(Number(size) / perIteration) });
}

async function disk() {
  const run = await Run.open(directory);
  return { draws: run.length, ...(await measure(() => summary(run))) };
}

/** @param {() => unknown} work */
async function measure(work) {
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  const processorStart = process.cpuUsage();
  const begin = performance.now();
  await work();
  const time = performance.now() - begin;
  const { user, system } = process.cpuUsage(processorStart);
  const peak = process.resourceUsage().maxRSS * 1024 - before;
  return { time: time / 1e3, processorTime: (user + system) / 1e6, peak };
}

const jobs = { memory, sample, disk, 'report-of-memory': reportOfMemory, 'report-of-disk': reportOfDisk };
const result = await jobs[job]();
if (result !== undefined) process.send?.(result);
