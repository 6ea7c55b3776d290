// Parallel tempering on a mixture of three normal distributions. The likelihood does not know which component has which
// label, so the posterior has 3! = 6 modes of equal weight; a chain without tempering hardly ever leaves the
// one it finds first.
import { betaLadder, choosePool, isEpsieError, normal, ParallelTemperedSampler, veitch } from '@epsie/core';
import { readOptions } from '../command-line/options.ts';
import { Progress } from '../command-line/progress.ts';
import { galaxies, parameters } from './model.ts';
import { Summary } from './summary.ts';
import { printTables } from './table.ts';

const { iterations, chains, threads, seed } = readOptions(process.argv.slice(2), {
  purpose: 'Fits a mixture of three normal distributions to the velocities of 82 galaxies, by parallel tempering.',
  command: 'npm run demo',
  iterations: 100_000,
  chains: 8,
  about: 'independent chains, of twelve temperatures each',
  seed: 1986,
});
const burnIn = Math.floor(iterations / 5);
const betas = betaLadder(12, 30);

const interrupt = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => interrupt.abort());

// Each temperature learns its own step width, as a fraction of the given widths that is the same for all parameters. It
// learns until the burn-in ends: from then on the chains are exact.
const duration = Math.max(burnIn, 2);
const proposals = [
  normal(['mean1', 'mean2', 'mean3'], {
    adaptation: veitch({ duration, priorWidths: { mean1: 35, mean2: 35, mean3: 35 } }),
  }),
  normal(['logWidth1', 'logWidth2', 'logWidth3'], {
    adaptation: veitch({ duration, priorWidths: { logWidth1: 4, logWidth2: 4, logWidth3: 4 } }),
  }),
  normal(['weight1', 'weight2'], { adaptation: veitch({ duration, priorWidths: { weight1: 1, weight2: 1 } }) }),
];

await using pool = await choosePool({ threads });
const sampler = new ParallelTemperedSampler({ parameters, model: galaxies, chains, betas, proposals, seed, pool });
console.log(
  `Chains: ${chains}, temperatures: ${betas.length}, iterations: ${iterations}, workers: ${pool.size}, seed: ${seed}`,
);
await sampler.start(); // from the prior, as the model's samplePrior draws it

const progress = new Progress(iterations);
let summary = new Summary(chains, betas.length);

/** Advances the chains; what they record goes into the summary segment by segment. */
async function sample(count: number, phase: string): Promise<void> {
  for await (const { to } of sampler.stream({ iterations: count, segment: 500, signal: interrupt.signal })) {
    summary.add(sampler);
    sampler.clear();
    progress.update(to, phase);
  }
}

try {
  await sample(burnIn, 'burn-in');
  summary = new Summary(chains, betas.length);
  await sample(iterations - burnIn, 'sampling');
  progress.end();
} catch (error) {
  progress.end();
  if (!isEpsieError(error, 'ABORTED')) throw error;
  const { iterations: done } = sampler;
  console.log(
    `Stopped after ${done} iterations${done <= burnIn ? ', before the burn-in ended: not yet the posterior' : ''}`,
  );
  process.exitCode = 130;
}
if (summary.iterations > 0) printTables(summary, sampler.temperatures[0] as Float64Array);
