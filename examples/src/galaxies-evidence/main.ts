// Two, three or four components? The evidence of each number, beside the run that samples the number of components.
import { type Evidence, evidence } from '@epsie/analysis';
import { choosePool } from '@epsie/core';
import { readOptions } from '../command-line/options.ts';
import { reference } from '../galaxies-unknown-k/published.ts';
import { createSampler } from './sampling.ts';

const { iterations, chains, threads, seed } = readOptions(process.argv.slice(2), {
  purpose: 'Computes the evidence of two, three and four normal distributions for the velocities of 82 galaxies.',
  command: 'npm run demo:evidence',
  iterations: 50_000,
  chains: 8,
  about: 'independent chains, with twelve temperatures each',
  seed: 1990,
});
const burnIn = Math.floor(iterations / 5);

/** p(k | y) of two, three and four components from long transdimensional runs. That of two has a standard error of 6e-6. */
const transdimensional = [2e-5, ...reference];

await using pool = await choosePool({ threads });
console.log(`Chains: ${chains}, iterations: ${iterations}, workers: ${pool.size}, seed: ${seed}`);

const results: Evidence[] = [];
for (const components of [2, 3, 4]) {
  const sampler = createSampler({ components, chains, burnIn, seed, pool });
  await sampler.start();
  await sampler.run(burnIn); // while the proposals and the ladder learn
  sampler.clear();
  await sampler.run(iterations - burnIn);
  const result = evidence(sampler);
  for (const { message } of result.warnings) console.log(`${components} components: ${message}`);
  results.push(result);
}

console.log('\nk  log evidence        log Bayes factor  log p(k | y) / p(3 | y)');
const three = results[1] as Evidence;
for (const [i, { logEvidence, standardError }] of results.entries()) {
  const error = Math.hypot(standardError, three.standardError);
  const factor = i === 1 ? '0' : `${(logEvidence - three.logEvidence).toFixed(2)} ± ${error.toFixed(2)}`;
  const expected = Math.log((transdimensional[i] as number) / (transdimensional[1] as number));
  console.log(
    `${i + 2}  ${logEvidence.toFixed(3)} ± ${standardError.toFixed(3)}  ` +
      `${factor.padStart(16)}  ${expected.toFixed(2).padStart(23)}`,
  );
}
