// Where on the sky is a source of gravitational waves? Three detectors measure when its signal arrives. The two
// events are simulated, one of them next to a pole of the coordinates; a fine grid yields their exact posterior.
import { choosePool } from '@epsie/core';
import { readOptions } from '../command-line/options.ts';
import type { Estimate } from '../estimates/estimate.ts';
import { events } from './events.ts';
import { localise } from './localise.ts';
import { integrate } from './truth.ts';

const { iterations, chains, threads, seed } = readOptions(process.argv.slice(2), {
  purpose: 'Localises two simulated sources of gravitational waves on the sky, one of them next to a pole.',
  command: 'npm run demo:sky',
  iterations: 40_000,
  chains: 8,
  about: 'independent chains, with eight temperatures each',
  seed: 170817,
});

await using pool = await choosePool({ threads });
console.log(`Chains: ${chains}, iterations: ${iterations}, workers: ${pool.size}, seed: ${seed}`);

const row = (name: string, { mean, standardError }: Estimate, exact: number): string =>
  `  ${name.padEnd(44)}${`${mean.toFixed(4)} ± ${standardError.toFixed(4)}`.padEnd(20)}${exact.toFixed(4)}`;

for (const event of events) {
  const truth = integrate(event);
  const { onItsSide, meanCosine, held } = await localise(event, truth, { iterations, chains, seed, pool });
  console.log(`\n${event.name}: 90 % of the posterior is in ${truth.area.toFixed(1)} square degrees`);
  console.log(`  ${''.padEnd(44)}${'this run'.padEnd(20)}exact`);
  console.log(row('probability of the side of the source', onItsSide, truth.onItsSide));
  console.log(row('mean cosine of the angle to the source', meanCosine, truth.meanCosine));
  console.log(row('probability of the 90 % region', held, 0.9));
}
