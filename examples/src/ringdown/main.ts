// The ringdown of GW150914: after two black holes have merged, the new one rings like a bell. Its tone and how fast it fades are
// measured in the strain of two detectors, and the evidence compares the signal with noise alone. The exact answer is known.
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
  purpose: 'Measures the ringdown of the black hole of GW150914 in the strain of two detectors, by parallel tempering.',
  command: 'npm run demo',
  iterations: 8000,
  chains: 8,
  about: 'independent chains, with ten temperatures each',
  seed: 150914,
  run: 'ringdown.run',
});
const burnIn = Math.floor(iterations / 5);
const place = { directory, seed };

/** Every iteration is recorded: the swaps then show which states have travelled between posterior and prior. */
const recording = { levels: 'all' } as const;

/** Samples the rest of the run, prints the result and writes a report. */
async function main(pool: Pool, signal: AbortSignal): Promise<void> {
  const sampler = createSampler({ chains, seed, burnIn, pool });
  console.log(
    `Chains: ${chains}, temperatures: ${betas.length}, iterations: ${iterations}, workers: ${pool.size}, seed: ${seed}`,
  );
  console.log(`The proposals learn in the first ${burnIn} iterations, whose draws are left out`);
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
