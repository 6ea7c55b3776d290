// How many normal distributions are in the velocities of the galaxies? The number of components is a parameter like any
// other: components are born and die while the chain runs.
import { choosePool, isEpsieError } from '@epsie/core';
import { abortOnSignals, progressLine } from '@epsie/io';
import { readOptions } from '../command-line/options.ts';
import { Counts } from './counts.ts';
import { FIRST_K, published, reference } from './published.ts';
import { createSampler, startPositions } from './sampling.ts';

const { iterations, chains, threads, seed } = readOptions(process.argv.slice(2), {
  purpose: 'Finds the number of normal distributions in a mixture that fits the velocities of 82 galaxies.',
  command: 'npm run demo:unknown-k',
  iterations: 3_000_000,
  chains: 8,
  about: 'independent chains',
  seed: 1997,
});
const burnIn = Math.floor(iterations / 5);

using signal = abortOnSignals(['SIGINT', 'SIGTERM']);
await using pool = await choosePool({ threads });
const sampler = createSampler({ chains, seed, pool });
console.log(`Chains: ${chains}, iterations: ${iterations}, workers: ${pool.size}, seed: ${seed}`);
await sampler.start(startPositions(chains));

const onProgress = progressLine({ label: ({ iterations: made }) => (made <= burnIn ? 'burn-in' : 'sampling') });
const counts = new Counts(chains);
try {
  for await (const { from } of sampler.stream({ iterations, segment: 20_000, signal, onProgress })) {
    if (from >= burnIn) counts.add(sampler.positions.k);
    sampler.clear();
  }
} catch (error) {
  if (!isEpsieError(error, 'ABORTED')) throw error;
  console.log(`Stopped after ${sampler.iterations} iterations`);
  process.exitCode = 130;
}

if (counts.iterations > 0) {
  console.log('\nNumber of components: p(k | y)\n\n   k   this run            reference   Richardson & Green');
  for (const [i, expected] of reference.entries()) {
    const k = FIRST_K + i;
    const { mean, standardError } = counts.probability(k);
    const ours = `${mean.toFixed(4)} ± ${standardError.toFixed(4)}`.padEnd(20);
    console.log(`${String(k).padStart(4)}   ${ours}${expected.toFixed(4).padEnd(12)}${published[i]?.toFixed(3)}`);
  }
}
