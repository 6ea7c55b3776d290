// Parallel tempering on a mixture of three normal distributions. The labels of the components are interchangeable, so
// the posterior has 3! = 6 modes of equal weight. A chain without tempering gets stuck in the first one it finds.
import { choosePool, type Pool } from '@epsie/core';
import { abortOnSignals } from '@epsie/io';
import { readOptions } from '../command-line/options.ts';
import { refuse } from '../stored-run/open-run.ts';
import { sampleStored } from '../stored-run/sample.ts';
import { printReport } from './report.ts';
import { betas, createSampler } from './sampling.ts';

const {
  iterations,
  chains,
  threads,
  seed,
  run: directory,
} = readOptions(process.argv.slice(2), {
  purpose: 'Fits a mixture of three normal distributions to the velocities of 82 galaxies, by parallel tempering.',
  command: 'npm run demo:galaxies',
  iterations: 100_000,
  chains: 8,
  about: 'independent chains, with twelve temperatures each',
  seed: 1986,
  run: 'galaxies.run',
});
const burnIn = Math.floor(iterations / 5);
const place = { directory, seed };

/** Successive draws are strongly correlated, so every 20th iteration is recorded. The evidence needs all temperatures. */
const recording = { levels: 'all', thin: 20 } as const;

/** Samples the rest of the run and prints its report. */
async function main(pool: Pool, signal: AbortSignal): Promise<void> {
  const sampler = createSampler({ chains, seed, burnIn, pool });
  console.log(
    `Chains: ${chains}, temperatures: ${betas.length}, iterations: ${iterations}, workers: ${pool.size}, seed: ${seed}`,
  );
  const { run, from } = await sampleStored({ ...place, sampler, iterations, burnIn, recording, signal });
  if (from !== undefined) await printReport(run, from);
}

using signal = abortOnSignals(['SIGINT', 'SIGTERM']);
await using pool = await choosePool({ threads });
try {
  await main(pool, signal);
} catch (error) {
  refuse(error, place);
}
