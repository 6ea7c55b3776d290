// Parallel tempering on a mixture of three normal distributions. The labels of the components are interchangeable, so
// the posterior has 3! = 6 modes of equal weight. A chain without tempering gets stuck in the first one it finds.
import { choosePool, type Pool } from '@epsie/core';
import { abortOnSignals, progressLine } from '@epsie/io';
import { readOptions } from '../command-line/options.ts';
import { printReport } from './report.ts';
import { betas, createSampler } from './sampling.ts';
import { openRun, type Place, refusalOf } from './stored.ts';

const {
  iterations,
  chains,
  threads,
  seed,
  run: directory,
} = readOptions(process.argv.slice(2), {
  purpose: 'Fits a mixture of three normal distributions to the velocities of 82 galaxies, by parallel tempering.',
  command: 'npm run demo',
  iterations: 100_000,
  chains: 8,
  about: 'independent chains, with twelve temperatures each',
  seed: 1986,
  run: 'galaxies.run',
});
const burnIn = Math.floor(iterations / 5);
const place: Place = { directory, seed };

/** Samples the rest of the run and prints its report. */
async function main(pool: Pool, signal: AbortSignal): Promise<void> {
  const sampler = createSampler({ chains, seed, burnIn, pool });
  console.log(
    `Chains: ${chains}, temperatures: ${betas.length}, iterations: ${iterations}, workers: ${pool.size}, seed: ${seed}`,
  );
  const run = await openRun(place, sampler);
  const before = run.iterations;
  if (before > 0) console.log(`${directory} already has ${before} iterations`);

  const { completed } = await run.sample(sampler, {
    iterations,
    signal,
    checkpoint: { seconds: 1 }, // SIGKILL loses at most this much
    onProgress: progressLine({ label: ({ iterations: made }) => (made <= burnIn ? 'burn-in' : 'sampling') }),
  });

  const isPosterior = run.iterations > burnIn;
  if (!completed) {
    console.log(
      `Stopped after ${run.iterations} iterations${isPosterior ? '' : ' of the burn-in: not yet samples of the posterior'}`,
    );
    process.exitCode = 130;
  }
  const next = completed
    ? `To start over: rm -r ${directory}, or --run <another>`
    : 'Run the same command again to resume';
  console.log(`Saved in ${directory}, ${(run.bytes / 1e6).toFixed(1)} MB. ${next}`);
  const from = isPosterior ? burnIn : 0;
  if (run.length > 0 && run.iterationOfDraw(run.length - 1) > from) await printReport(run, from);
}

using signal = abortOnSignals(['SIGINT', 'SIGTERM']);
await using pool = await choosePool({ threads });
try {
  await main(pool, signal);
} catch (error) {
  const refusal = refusalOf(error, place);
  if (refusal === undefined) throw error;
  console.error(refusal.message);
  process.exitCode = refusal.exitCode;
}
