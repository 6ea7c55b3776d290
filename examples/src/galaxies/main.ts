// Parallel tempering on a mixture of three normal distributions. The likelihood does not know which component has which
// label, so the posterior has 3! = 6 modes of equal weight; a chain without tempering hardly ever leaves the
// one it finds first.
import { choosePool, type Pool } from '@epsie/core';
import { abortOnSignals, progressLine } from '@epsie/io';
import { readOptions } from '../command-line/options.ts';
import { betas, createSampler } from './sampling.ts';
import { openRun, type Place, refusalOf } from './stored.ts';
import { summarize } from './summary.ts';
import { printTables } from './table.ts';

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
  about: 'independent chains, of twelve temperatures each',
  seed: 1986,
  run: 'galaxies.run',
});
const burnIn = Math.floor(iterations / 5);
const place: Place = { directory, seed };

/** Samples what is missing of the run, and prints what it has then. */
async function main(pool: Pool, signal: AbortSignal): Promise<void> {
  const sampler = createSampler({ chains, seed, burnIn, pool });
  console.log(
    `Chains: ${chains}, temperatures: ${betas.length}, iterations: ${iterations}, workers: ${pool.size}, seed: ${seed}`,
  );
  const run = await openRun(place, sampler);
  const before = run.iterations;
  if (before > 0) console.log(`${directory} has ${before} iterations already`);

  const { completed } = await run.sample(sampler, {
    iterations,
    signal,
    checkpoint: { seconds: 1 }, // so much is lost to SIGKILL
    onProgress: progressLine({ label: ({ iterations: made }) => (made <= burnIn ? 'burn-in' : 'sampling') }),
  });

  const isPosterior = run.iterations > burnIn;
  if (!completed) {
    console.log(
      `Stopped after ${run.iterations} iterations${isPosterior ? '' : ', before the burn-in ended: not yet the posterior'}`,
    );
    process.exitCode = 130;
  }
  const next = completed
    ? `To start anew: rm -r ${directory}, or --run <another>`
    : 'The same command goes on from there';
  console.log(`Kept in ${directory}, ${(run.bytes / 1e6).toFixed(1)} MB. ${next}`);
  const summary = await summarize(run, isPosterior ? burnIn : 0);
  if (summary.draws > 0)
    printTables(
      summary,
      betas.map((beta) => 1 / beta),
    );
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
