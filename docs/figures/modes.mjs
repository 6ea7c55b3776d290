// Figures of the tutorial of parallel tempering: two modes, ten standard deviations apart in both parameters.
import { betaLadder, equalRejection, ParallelTemperedSampler } from '@epsie/core';
import { density, indexProcess, swaps } from '@epsie/plots';
import { uniform } from '@epsie/priors';

const mode = (x, y, at) => Math.exp(-0.5 * ((x - at) ** 2 + (y - at) ** 2));

/** Runs the sampler of the tutorial, and draws its levels, its swaps and the paths of its states. */
export async function temperingFigures() {
  const sampler = new ParallelTemperedSampler({
    model: {
      prior: { x: uniform(-10, 10), y: uniform(-10, 10) },
      logLikelihood: ({ x, y }) => Math.log(mode(x, y, 5) + mode(x, y, -5)),
    },
    chains: 4,
    betas: betaLadder(5, 1000),
    ladder: equalRejection({ rounds: 6 }),
    swaps: 'evenOddTwice',
    seed: 1,
  });
  await sampler.start();
  await sampler.run(2016);
  sampler.clear();
  await sampler.run(5000);
  return {
    'tempering-modes': density(levelsOf(sampler.history), { parameters: 'x' }),
    'tempering-swaps': swaps(sampler),
    'tempering-index-process': indexProcess(sampler),
  };
}

/** Returns each level as a source of draws, by its inverse temperature. */
function levelsOf(history) {
  const levels = Array.from({ length: history.temperatures }, (_, temperature) => {
    const beta = history.betas({ chain: 0, temperature }).at(-1);
    return [`β = ${Number(beta.toPrecision(2))}`, levelOf(history, temperature)];
  });
  return Object.fromEntries(levels);
}

const levelOf = (history, temperature) => ({
  chains: history.chains,
  temperatures: 1,
  iterations: history.iterations,
  length: history.length,
  variables: history.variables,
  iterationOfDraw: (draw) => history.iterationOfDraw(draw),
  draws: (name, selection) => history.draws(name, { ...selection, temperature }),
});
