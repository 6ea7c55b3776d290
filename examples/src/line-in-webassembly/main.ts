// Fits a straight line with a likelihood in WebAssembly that evaluates all chains of a thread in one call.
import { MetropolisHastingsSampler } from '@epsie/core';
import { ThreadPool } from '@epsie/pool-threads';
import { lineInWebAssembly } from './model.ts';

const model = lineInWebAssembly({ times: [0, 1, 2, 3, 4, 5, 6, 7], values: [1.1, 1.4, 2.2, 2.4, 3.1, 3.4, 4.2, 4.3] });
const pool = new ThreadPool({ threads: 2 });
try {
  const sampler = new MetropolisHastingsSampler({ model, chains: 64, seed: 1, pool });
  await sampler.start();
  await sampler.run(2000); // burn-in
  sampler.clear();
  await sampler.run(2000);
  for (const [name, chains] of Object.entries(sampler.positions)) {
    const draws = chains.flatMap((chain) => [...chain]);
    const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
    const variance = draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (draws.length - 1);
    console.log(`${name}: ${mean.toFixed(3)} ± ${Math.sqrt(variance).toFixed(3)}`);
  }
} finally {
  await pool.close();
}
